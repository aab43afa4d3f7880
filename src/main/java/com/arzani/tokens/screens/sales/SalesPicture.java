package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.SalesFigures;
import com.arzani.tokens.insight.SalesGrain;
import com.arzani.tokens.insight.SalesPart;
import com.arzani.tokens.insight.SalesReport;
import com.arzani.tokens.insight.SalesSpan;
import com.arzani.tokens.ui.chart.Figure;
import com.arzani.tokens.ui.chart.Figure.Series;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The report as a figure: one measure by period, in parts if it is broken down, with its target and the period before.
///
/// @param compared whether the period before is drawn as well
record SalesPicture(SalesReport report, SalesWords words, SalesRows rows, LocalDate today, boolean compared) {
    /// More parts than one can tell apart are not drawn; the table has them all.
    private static final int PARTS_MOST = 7;

    Figure of(SalesMeasure measure) {
        List<SalesReport.Period> periods = report.now().periods();
        List<Figure.Category> categories = new ArrayList<>();
        for (SalesReport.Period period : periods) {
            categories.add(Figure.Category.of(
                            words.shortPeriod(period.span(), categories.isEmpty()), words.period(period.span()))
                    .marked(words.mark(period.span(), today)));
        }
        Figure figure = Figure.of(title(measure), words.unit(measure), categories)
                .noted(words.days(report.now().span()));
        for (Series series : parts(measure)) {
            figure = figure.with(series);
        }
        if (compared) {
            figure = figure.with(before(measure, periods.size()));
        }
        OptionalLong target = measure.target(report.targets());
        return target.isPresent() ? target(figure, measure, target.getAsLong()) : figure;
    }

    private String title(SalesMeasure measure) {
        String grain = words.texts().get("sales.by." + report.question().grain().name());
        return report.question().part() == SalesPart.NONE
                ? words.texts().get("sales.figure", words.measure(measure), grain)
                : words.texts()
                        .get(
                                "sales.figure.parts",
                                words.measure(measure),
                                grain,
                                words.texts()
                                        .get("sales.by."
                                                + report.question().part().name()));
    }

    private List<Series> parts(SalesMeasure measure) {
        if (report.question().part() == SalesPart.NONE) {
            return List.of(Series.bars(words.measure(measure), values(measure, null))
                    .summed(measure.isSummed())
                    .opening(at -> rows.of(period(at), null, measure)));
        }
        List<Series> parts = new ArrayList<>();
        for (SalesReport.Value part :
                report.now().values().stream().limit(PARTS_MOST).toList()) {
            List<Long> values = values(measure, part.value());
            String name = words.value(part.value());
            parts.add((measure.isSummed() ? Series.stack(name, values) : Series.bars(name, values))
                    .summed(measure.isSummed())
                    .opening(at -> rows.of(period(at), part.value(), measure)));
        }
        return parts;
    }

    private SalesSpan period(int at) {
        return report.now().periods().get(at).span();
    }

    private List<Long> values(SalesMeasure measure, String value) {
        List<Long> values = new ArrayList<>();
        for (SalesReport.Period period : report.now().periods()) {
            SalesFigures figures =
                    value == null ? period.total() : period.values().getOrDefault(value, SalesFigures.NONE);
            values.add(number(measure.of(figures)));
        }
        return values;
    }

    /// Period by period; a shorter one before leaves the last places empty.
    private Series before(SalesMeasure measure, int size) {
        List<Long> values = new ArrayList<>();
        for (int at = 0; at < size; at++) {
            values.add(
                    at < report.before().periods().size()
                            ? number(
                                    measure.of(report.before().periods().get(at).total()))
                            : null);
        }
        return Series.before(words.texts().get("sales.before"), values).summed(measure.isSummed());
    }

    private static Long number(OptionalLong value) {
        return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
    }

    /// Money of a month is compared with a month's target, of a week or a day with its share; what one buyer brings in
    /// only by month.
    private Figure target(Figure figure, SalesMeasure measure, long monthly) {
        SalesGrain grain = report.question().grain();
        if (measure == SalesMeasure.ARPU && grain != SalesGrain.MONTH) {
            return figure;
        }
        List<Long> targets = new ArrayList<>();
        for (SalesReport.Period period : report.now().periods()) {
            LocalDate first = grain.start(period.span().from());
            targets.add(
                    measure == SalesMeasure.ARPU ? monthly : new SalesSpan(first, grain.next(first)).monthly(monthly));
        }
        return figure.with(Series.target(words.texts().get("sales.target"), targets));
    }
}
