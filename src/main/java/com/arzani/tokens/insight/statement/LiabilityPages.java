package com.arzani.tokens.insight.statement;

import com.arzani.tokens.insight.LiabilityReport;
import com.arzani.tokens.money.Pence;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a statement says about revenue recognised in a month, and about what unspent tokens were worth at its end.
final class LiabilityPages {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uu", Locale.ENGLISH);
    private static final DateTimeFormatter CAME = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    private final Words words;
    private final MonthFigures figures;
    private final String currency;

    LiabilityPages(Words words, MonthFigures figures) {
        this.words = words;
        this.figures = figures;
        currency = figures.currency();
    }

    List<StatementPage> pages() {
        return List.of(forward(), revenue());
    }

    private StatementPage forward() {
        LiabilityReport month = figures.liability();
        List<StatementTable.Row> rows = new ArrayList<>();
        rows.add(row(words.get("statement.opening"), month.opening(), false));
        for (LiabilityReport.Line line : month.lines()) {
            String name = words.get("statement.movement."
                    + line.movement().name().toLowerCase(Locale.ROOT)
                    + (line.back() ? ".back" : ""));
            rows.add(row(name, line.amount(), false));
        }
        rows.add(row(words.get("statement.closing"), month.closing(), true));
        List<StatementTable.Row> ages = new ArrayList<>();
        month.unspent().forEach(unspent -> ages.add(row(CAME.format(unspent.came()), unspent.amount(), false)));
        ages.add(row(words.get("statement.closing"), month.closing(), true));
        List<String> columns = List.of(
                words.get("statement.figure"), words.get("statement.column.tokens"), words.get("statement.value"));
        return new StatementPage(
                words.get("statement.liability"),
                words.get("statement.liability.note"),
                List.of(),
                List.of(
                        new StatementTable(words.get("statement.forward"), currency, columns, rows),
                        new StatementTable(words.get("statement.ages"), currency, columns, ages)));
    }

    private static StatementTable.Row row(String label, LiabilityReport.Amount amount, boolean total) {
        return new StatementTable.Row(label, List.of(amount.tokens(), amount.pence()), total);
    }

    private StatementPage revenue() {
        List<StatementTable.Row> rows = new ArrayList<>();
        Pence spent = Pence.ZERO;
        Pence settled = Pence.ZERO;
        Pence expired = Pence.ZERO;
        for (LiabilityReport.Recognised day : figures.liability().recognised()) {
            spent = spent.plus(day.spent());
            settled = settled.plus(day.settled());
            expired = expired.plus(day.expired());
            rows.add(StatementTable.Row.of(
                    DAY.format(day.period().from()), day.spent(), day.settled(), day.expired(), day.total()));
        }
        rows.add(StatementTable.Row.sum(
                words.get("statement.total"),
                spent,
                settled,
                expired,
                figures.liability().revenue()));
        StatementChart year = new StatementChart(
                words.get("statement.chart.revenue"),
                currency,
                figures.revenue().recognised().stream()
                        .map(month -> MONTH.format(month.period().from()))
                        .toList(),
                List.of(new StatementChart.Series(
                        words.get("statement.revenue"),
                        figures.revenue().recognised().stream()
                                .map(month -> month.total().amount())
                                .toList())),
                null);
        return new StatementPage(
                words.get("statement.revenue"),
                words.get("statement.revenue.note"),
                List.of(year),
                List.of(new StatementTable(
                        words.get("statement.revenue.days"),
                        currency,
                        List.of(
                                words.get("statement.figure"),
                                words.get("statement.movement.spent"),
                                words.get("statement.movement.settled"),
                                words.get("statement.movement.expired"),
                                words.get("statement.revenue")),
                        rows)));
    }
}
