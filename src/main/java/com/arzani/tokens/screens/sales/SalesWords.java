package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.SalesGrain;
import com.arzani.tokens.insight.SalesPart;
import com.arzani.tokens.insight.SalesReport;
import com.arzani.tokens.insight.SalesSpan;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.chart.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Periods, parts and amounts of a report in words.
final class SalesWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WHOLE_DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WHOLE_MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
    private static final String NONE = "\u2013";

    private final Texts texts;
    private final SalesReport report;
    private final Unit money;

    SalesWords(Texts texts, SalesReport report) {
        this.texts = texts;
        this.report = report;
        money = Unit.pence(report.question().currency());
    }

    Texts texts() {
        return texts;
    }

    Unit unit(SalesMeasure measure) {
        return measure.isMoney() ? money : Unit.COUNT;
    }

    String measure(SalesMeasure measure) {
        return texts.get("sales.measure." + measure.name());
    }

    /// At an axis: `Oct`, with the year where one begins; `3 Nov`.
    String shortPeriod(SalesSpan span, boolean first) {
        if (report.question().grain() != SalesGrain.MONTH) {
            return DAY.format(span.from());
        }
        boolean withYear = first || span.from().getMonthValue() == 1;
        return MONTH.format(span.from()) + (withYear ? " " + span.from().getYear() : "");
    }

    String period(SalesSpan span) {
        return switch (report.question().grain()) {
            case DAY -> WHOLE_DAY.format(span.from());
            case WEEK -> texts.get("sales.week", WHOLE_DAY.format(SalesGrain.WEEK.start(span.from())));
            case MONTH -> WHOLE_MONTH.format(span.from());
        };
    }

    /// The first and the last day, both included.
    String days(SalesSpan span) {
        LocalDate last = span.to().minusDays(1);
        return last.equals(span.from())
                ? WHOLE_DAY.format(last)
                : texts.get("sales.days", WHOLE_DAY.format(span.from()), WHOLE_DAY.format(last));
    }

    /// Why a period's numbers are not those of a whole one; empty if they are.
    String mark(SalesSpan span, LocalDate today) {
        SalesGrain grain = report.question().grain();
        boolean whole = grain.start(span.from()).equals(span.from())
                && grain.next(span.from()).equals(span.to());
        if (span.to().isAfter(today)) {
            return texts.get("sales.so_far");
        }
        return whole ? "" : texts.get("sales.in_part");
    }

    /// A part of the breakdown: a package's name, a plan, a variant, new or returning buyers.
    String value(String value) {
        SalesPart part = report.question().part();
        return switch (part) {
            case NONE -> "";
            case PACKAGE ->
                value.equals("0")
                        ? texts.get("sales.imported")
                        : report.packages().getOrDefault(value, value);
            case PLAN -> value.isEmpty() ? texts.get("sales.no_plan") : value;
            case VARIANT -> value.isEmpty() ? texts.get("sales.no_variant") : value;
            case BUYER_KIND -> texts.get("sales.buyers." + value);
        };
    }

    String amount(long pence) {
        return money.text(pence);
    }

    String amount(OptionalLong pence) {
        return pence.isPresent() ? money.text(pence.getAsLong()) : NONE;
    }

    String text(SalesMeasure measure, OptionalLong value) {
        return value.isPresent() ? unit(measure).text(value.getAsLong()) : NONE;
    }

    SalesTile tile(SalesMeasure measure, boolean compared) {
        OptionalLong now = measure.of(report.now().total());
        OptionalLong before = measure.of(report.before().total());
        String trend = compared ? trend(now, before) : "";
        String was = compared && before.isPresent() ? texts.get("sales.trend.from", text(measure, before)) : "";
        OptionalLong target = target(measure);
        String reached = target.isEmpty() || now.isEmpty() ? "" : reached(now.getAsLong(), target.getAsLong());
        String whole = Stream.of(
                        measure(measure) + " " + text(measure, now),
                        (trend + " " + was).strip(),
                        reached.isEmpty() ? "" : texts.get("sales.target.whole", reached, text(measure, target)))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(". "));
        return new SalesTile(measure(measure), text(measure, now), trend, was, reached, whole);
    }

    /// How a figure changed: `▲ 12.4%`.
    private String trend(OptionalLong now, OptionalLong before) {
        if (before.isEmpty() || now.isEmpty() || before.getAsLong() == 0) {
            return texts.get("sales.trend.none");
        }
        long from = before.getAsLong();
        if (now.getAsLong() == from) {
            return texts.get("sales.trend.same");
        }
        BigDecimal change = BigDecimal.valueOf(now.getAsLong())
                .subtract(BigDecimal.valueOf(from))
                .movePointRight(2)
                .divide(BigDecimal.valueOf(Math.abs(from)), 1, RoundingMode.HALF_UP);
        return texts.get(
                now.getAsLong() > from ? "sales.trend.up" : "sales.trend.down",
                change.abs().toPlainString());
    }

    /// Of the whole range.
    private OptionalLong target(SalesMeasure measure) {
        OptionalLong monthly = measure.target(report.targets());
        return measure == SalesMeasure.NET && monthly.isPresent()
                ? OptionalLong.of(report.now().span().monthly(monthly.getAsLong()))
                : monthly;
    }

    private String reached(long value, long target) {
        return target <= 0
                ? ""
                : texts.get(
                        "sales.target.reached",
                        BigDecimal.valueOf(value)
                                .movePointRight(2)
                                .divide(BigDecimal.valueOf(target), 0, RoundingMode.FLOOR)
                                .toPlainString());
    }
}
