package com.arzani.tokens.insight.statement;

import com.arzani.tokens.insight.FlowMonth;
import com.arzani.tokens.insight.TokenFlow;
import com.arzani.tokens.money.Tokens;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a statement says about the tokens that came into wallets in a month and left them.
final class EconomyPages {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uu", Locale.ENGLISH);

    private final Words words;
    private final YearMonth of;

    EconomyPages(Words words, YearMonth of) {
        this.words = words;
        this.of = of;
    }

    /// @param flows the twelve months that end with the statement's
    StatementPage page(List<FlowMonth> flows) {
        StatementChart year = new StatementChart(
                words.get("statement.chart.flows"),
                "",
                flows.stream().map(flow -> MONTH.format(flow.month())).toList(),
                List.of(series(flows, TokenFlow.BOUGHT), series(flows, TokenFlow.SPENT)),
                null);
        return new StatementPage(
                words.get("statement.economy"),
                words.get("statement.economy.note"),
                List.of(year),
                List.of(table(flows)));
    }

    private StatementChart.Series series(List<FlowMonth> flows, TokenFlow flow) {
        return new StatementChart.Series(
                name(flow), flows.stream().map(month -> month.of(flow)).toList());
    }

    private String name(TokenFlow flow) {
        return words.get("statement.flow." + flow.name().toLowerCase(Locale.ROOT));
    }

    private StatementTable table(List<FlowMonth> flows) {
        List<StatementTable.Row> rows = new ArrayList<>();
        long now = 0;
        long before = 0;
        for (TokenFlow flow : TokenFlow.values()) {
            long one = (flow.isIn() ? 1 : -1) * tokens(flows, of, flow);
            long other = (flow.isIn() ? 1 : -1) * tokens(flows, of.minusMonths(1), flow);
            now = Math.addExact(now, one);
            before = Math.addExact(before, other);
            rows.add(StatementTable.Row.of(name(flow), new Tokens(one), new Tokens(other), new Tokens(one - other)));
        }
        rows.add(StatementTable.Row.sum(
                words.get("statement.total"), new Tokens(now), new Tokens(before), new Tokens(now - before)));
        return new StatementTable(
                words.get("statement.economy"),
                "",
                List.of(
                        words.get("statement.figure"),
                        words.get("statement.month"),
                        words.get("statement.before"),
                        words.get("statement.change")),
                rows);
    }

    private static long tokens(List<FlowMonth> flows, YearMonth month, TokenFlow flow) {
        return flows.stream()
                .filter(one -> one.month().equals(month))
                .mapToLong(one -> one.of(flow))
                .sum();
    }
}
