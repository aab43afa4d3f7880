package com.arzani.tokens.insight.statement;

import com.arzani.tokens.insight.SalesFigures;
import com.arzani.tokens.insight.SalesPart;
import com.arzani.tokens.insight.SalesReport;
import com.arzani.tokens.insight.SalesSpan;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/// What a statement says about a month's sales in one currency.
final class SalesPages {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uu", Locale.ENGLISH);

    private final Words words;
    private final MonthFigures figures;
    private final String currency;

    SalesPages(Words words, MonthFigures figures) {
        this.words = words;
        this.figures = figures;
        currency = figures.currency();
    }

    List<StatementPage> pages() {
        return List.of(summary(), broken(), days());
    }

    private StatementPage summary() {
        StatementChart year = new StatementChart(
                words.get("statement.chart.net"),
                currency,
                labels(figures.year(), MONTH),
                List.of(new StatementChart.Series(
                        words.get("statement.net"), values(figures.year(), SalesFigures::netPence))),
                figures.month().targets().monthlySalesPence().isPresent()
                        ? new StatementChart.Target(
                                words.get("statement.target"),
                                figures.month().targets().monthlySalesPence().getAsLong())
                        : null);
        return new StatementPage(
                words.get("statement.sales"), words.get("statement.sales.note"), List.of(year), List.of(comparison()));
    }

    private StatementTable comparison() {
        SalesFigures now = figures.month().now().total();
        SalesFigures before = figures.month().before().total();
        SalesReport.Targets targets = figures.month().targets();
        List<StatementTable.Row> rows = new ArrayList<>();
        rows.add(money("statement.gross", now.grossPence(), before.grossPence()));
        rows.add(money("statement.refunds", -now.refundsPence(), -before.refundsPence()));
        rows.add(money("statement.disputes", -now.disputesPence(), -before.disputesPence()));
        rows.add(money("statement.fees", -now.feesPence(), -before.feesPence()));
        rows.add(StatementTable.Row.sum(
                words.get("statement.net"),
                new Pence(now.netPence()),
                new Pence(before.netPence()),
                new Pence(Math.subtractExact(now.netPence(), before.netPence())),
                pence(targets.monthlySalesPence())));
        rows.add(StatementTable.Row.of(
                words.get("statement.arpu"),
                pence(now.arpuPence()),
                pence(before.arpuPence()),
                difference(now.arpuPence(), before.arpuPence()),
                pence(targets.arpuPence())));
        rows.add(StatementTable.Row.of(
                words.get("statement.average"),
                pence(now.averagePence()),
                pence(before.averagePence()),
                difference(now.averagePence(), before.averagePence()),
                null));
        rows.add(count("statement.purchases", now.purchases(), before.purchases()));
        rows.add(count("statement.buyers", now.buyers(), before.buyers()));
        rows.add(tokens("statement.tokens", now.tokens(), before.tokens()));
        rows.add(tokens("statement.bonus", now.bonus(), before.bonus()));
        rows.add(count("statement.fees_unknown", now.feesUnknown(), before.feesUnknown()));
        return new StatementTable(
                words.get("statement.sales.compared"),
                currency,
                List.of(
                        words.get("statement.figure"),
                        words.get("statement.month"),
                        words.get("statement.before"),
                        words.get("statement.change"),
                        words.get("statement.target")),
                rows);
    }

    private StatementTable.Row money(String key, long now, long before) {
        return StatementTable.Row.of(
                words.get(key), new Pence(now), new Pence(before), new Pence(Math.subtractExact(now, before)), null);
    }

    private StatementTable.Row count(String key, long now, long before) {
        return StatementTable.Row.of(words.get(key), now, before, Math.subtractExact(now, before), null);
    }

    private StatementTable.Row tokens(String key, long now, long before) {
        return StatementTable.Row.of(
                words.get(key), new Tokens(now), new Tokens(before), new Tokens(Math.subtractExact(now, before)), null);
    }

    private static Pence pence(OptionalLong value) {
        return value.isPresent() ? new Pence(value.getAsLong()) : null;
    }

    private static Pence difference(OptionalLong now, OptionalLong before) {
        return now.isPresent() && before.isPresent()
                ? new Pence(Math.subtractExact(now.getAsLong(), before.getAsLong()))
                : null;
    }

    private StatementPage broken() {
        List<StatementTable> tables = new ArrayList<>();
        figures.parts().forEach((part, report) -> tables.add(part(part, report)));
        return new StatementPage(words.get("statement.parts"), words.get("statement.parts.note"), List.of(), tables);
    }

    private StatementTable part(SalesPart part, SalesReport report) {
        List<StatementTable.Row> rows = new ArrayList<>();
        report.now().values().forEach(value -> rows.add(row(name(part, report, value.value()), value.total(), false)));
        rows.add(row(words.get("statement.total"), report.now().total(), true));
        return new StatementTable(
                words.get("statement.part." + part.name().toLowerCase(Locale.ROOT)), currency, headers(), rows);
    }

    private List<String> headers() {
        return List.of(
                words.get("statement.figure"),
                words.get("statement.purchases"),
                words.get("statement.buyers"),
                words.get("statement.gross"),
                words.get("statement.refunds"),
                words.get("statement.disputes"),
                words.get("statement.fees"),
                words.get("statement.net"));
    }

    private static StatementTable.Row row(String label, SalesFigures of, boolean total) {
        return new StatementTable.Row(
                label,
                List.of(
                        of.purchases(),
                        of.buyers(),
                        new Pence(of.grossPence()),
                        new Pence(-of.refundsPence()),
                        new Pence(-of.disputesPence()),
                        new Pence(-of.feesPence()),
                        new Pence(of.netPence())),
                total);
    }

    private String name(SalesPart part, SalesReport report, String value) {
        if (part == SalesPart.PACKAGE) {
            return report.packages().getOrDefault(value, words.get("statement.imported"));
        }
        if (part == SalesPart.BUYER_KIND) {
            return words.get("statement.buyer." + value);
        }
        return value.isEmpty() ? words.get("statement.none") : value;
    }

    private StatementPage days() {
        List<StatementTable.Row> rows = new ArrayList<>();
        for (SalesReport.Period day : figures.month().now().periods()) {
            rows.add(row(DAY.format(day.span().from()), day.total(), false));
        }
        rows.add(row(words.get("statement.total"), figures.month().now().total(), true));
        StatementChart chart = new StatementChart(
                words.get("statement.chart.days"),
                currency,
                labels(figures.month(), DateTimeFormatter.ofPattern("d")),
                List.of(new StatementChart.Series(
                        words.get("statement.gross"), values(figures.month(), SalesFigures::grossPence))),
                null);
        return new StatementPage(
                words.get("statement.days"),
                words.get("statement.days.note"),
                List.of(chart),
                List.of(new StatementTable(words.get("statement.days"), currency, headers(), rows)));
    }

    static List<String> labels(SalesReport report, DateTimeFormatter format) {
        return report.now().periods().stream()
                .map(SalesReport.Period::span)
                .map(SalesSpan::from)
                .map(format::format)
                .toList();
    }

    private static List<Long> values(SalesReport report, ToLongFunction<SalesFigures> figure) {
        return report.now().periods().stream()
                .map(period -> figure.applyAsLong(period.total()))
                .toList();
    }
}
