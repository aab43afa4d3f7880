package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.LiabilityMovement;
import com.arzani.tokens.insight.LiabilityReport;
import com.arzani.tokens.insight.SalesGrain;
import com.arzani.tokens.insight.SalesSpan;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.chart.Figure;
import com.arzani.tokens.ui.chart.Figure.Series;
import com.arzani.tokens.ui.chart.Unit;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// The report as figures and as the lines of its roll-forward.
record LiabilityPicture(LiabilityReport report, PeriodWords words, Unit money, LiabilityRows rows, LocalDate today) {
    /// So many months by age; what came before stands in one.
    private static final int MONTHS_MOST = 24;

    private Texts texts() {
        return words.texts();
    }

    Figure revenue() {
        List<Figure.Category> categories = new ArrayList<>();
        for (LiabilityReport.Recognised one : report.recognised()) {
            categories.add(words.category(one.period(), today, categories.isEmpty()));
        }
        Figure figure = Figure.of(
                        texts().get(
                                        "liability.revenue",
                                        texts().get("liability.by."
                                                + words.grain().name())),
                        money,
                        categories)
                .noted(texts().get(
                                "liability.revenue.note",
                                money.text(report.revenue().amount())));
        figure = figure.with(part(LiabilityMovement.SPENT, LiabilityReport.Recognised::spent));
        for (Map.Entry<LiabilityMovement, Function<LiabilityReport.Recognised, Pence>> rare : Map
                .<LiabilityMovement, Function<LiabilityReport.Recognised, Pence>>of(
                        LiabilityMovement.SETTLED,
                        LiabilityReport.Recognised::settled,
                        LiabilityMovement.EXPIRED,
                        LiabilityReport.Recognised::expired)
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            Series part = part(rare.getKey(), rare.getValue());
            if (part.points().stream().anyMatch(point -> point.value() != 0)) {
                figure = figure.with(part);
            }
        }
        return figure;
    }

    private Series part(LiabilityMovement movement, Function<LiabilityReport.Recognised, Pence> pence) {
        List<Long> values = report.recognised().stream()
                .map(one -> pence.apply(one).amount())
                .toList();
        return Series.stack(texts().get("liability.line." + movement.name()), values)
                .opening(at -> rows.of(report.recognised().get(at).period(), movement, false));
    }

    Figure ages(LiabilityMeasure measure) {
        TreeMap<YearMonth, LiabilityReport.Amount> months = new TreeMap<>();
        report.unspent().forEach(one -> months.put(one.came(), one.amount()));
        YearMonth last = YearMonth.from(report.span().to().minusDays(1));
        YearMonth first = months.isEmpty() || months.firstKey().isAfter(last) ? last : months.firstKey();
        YearMonth shown =
                first.isBefore(last.minusMonths(MONTHS_MOST - 1L)) ? last.minusMonths(MONTHS_MOST - 1L) : first;
        List<Figure.Category> categories = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        List<Target> places = new ArrayList<>();
        if (shown.isAfter(first)) {
            categories.add(Figure.Category.of(
                    texts().get("liability.older"), texts().get("liability.older.long", PeriodWords.month(shown))));
            values.add(sum(months.headMap(shown).values(), measure));
            places.add(rows.credits(new SalesSpan(first.atDay(1), shown.atDay(1))));
        }
        for (YearMonth month = shown; !month.isAfter(last); month = month.plusMonths(1)) {
            categories.add(words.category(month, categories.isEmpty()));
            values.add(value(months.getOrDefault(month, LiabilityReport.Amount.NONE), measure));
            places.add(rows.credits(new SalesSpan(month.atDay(1), SalesGrain.MONTH.next(month.atDay(1)))));
        }
        LiabilityReport.Amount closing = report.closing();
        return Figure.of(
                        texts().get("liability.ages"),
                        measure == LiabilityMeasure.WORTH ? money : Unit.TOKENS,
                        categories)
                .noted(texts().get(
                                "liability.ages.note",
                                PeriodWords.day(report.span().to().minusDays(1)),
                                Unit.TOKENS.text(closing.tokens().count()),
                                money.text(closing.pence().amount())))
                .with(Series.bars(texts().get("liability.measure." + measure.name()), values)
                        .opening(places::get));
    }

    private static long sum(Iterable<LiabilityReport.Amount> amounts, LiabilityMeasure measure) {
        long sum = 0;
        for (LiabilityReport.Amount amount : amounts) {
            sum = Math.addExact(sum, value(amount, measure));
        }
        return sum;
    }

    private static long value(LiabilityReport.Amount amount, LiabilityMeasure measure) {
        return measure == LiabilityMeasure.WORTH
                ? amount.pence().amount()
                : amount.tokens().count();
    }

    /// Opening, what changed it, closing.
    List<LiabilityLine> lines() {
        List<LiabilityLine> lines = new ArrayList<>();
        lines.add(sum("liability.opening", report.span().from(), report.opening()));
        for (LiabilityReport.Line line : report.lines()) {
            String key = "liability.line." + line.movement().name() + (line.back() ? ".back" : "");
            lines.add(new LiabilityLine(
                    texts().get(key),
                    signed(Unit.TOKENS, line.amount().tokens().count()),
                    signed(money, line.amount().pence().amount()),
                    rows.of(report.span(), line.movement(), line.back()),
                    false));
        }
        lines.add(sum("liability.closing", report.span().to().minusDays(1), report.closing()));
        return lines;
    }

    private LiabilityLine sum(String key, LocalDate day, LiabilityReport.Amount amount) {
        return new LiabilityLine(
                texts().get(key, PeriodWords.day(day)),
                Unit.TOKENS.text(amount.tokens().count()),
                money.text(amount.pence().amount()),
                null,
                true);
    }

    private static String signed(Unit unit, long value) {
        return (value > 0 ? "+" : "") + unit.text(value);
    }
}
