package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.SalesGrain;
import com.arzani.tokens.insight.SalesSpan;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.chart.Figure;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Periods of a grain in words.
record PeriodWords(Texts texts, SalesGrain grain) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WHOLE_DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WHOLE_MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

    /// @param first whether it is the first of an axis, which names its year
    Figure.Category category(SalesSpan period, LocalDate today, boolean first) {
        return Figure.Category.of(shortPeriod(period, first), period(period)).marked(mark(period, today));
    }

    Figure.Category category(YearMonth month, boolean first) {
        return Figure.Category.of(shortMonth(month.atDay(1), first), WHOLE_MONTH.format(month));
    }

    static String month(YearMonth month) {
        return WHOLE_MONTH.format(month);
    }

    static String day(LocalDate day) {
        return WHOLE_DAY.format(day);
    }

    private String shortPeriod(SalesSpan period, boolean first) {
        return grain == SalesGrain.MONTH ? shortMonth(period.from(), first) : DAY.format(period.from());
    }

    private static String shortMonth(LocalDate day, boolean first) {
        return MONTH.format(day) + (first || day.getMonthValue() == 1 ? " " + day.getYear() : "");
    }

    private String period(SalesSpan period) {
        return switch (grain) {
            case DAY -> WHOLE_DAY.format(period.from());
            case WEEK -> texts.get("liability.week", WHOLE_DAY.format(SalesGrain.WEEK.start(period.from())));
            case MONTH -> WHOLE_MONTH.format(period.from());
        };
    }

    private String mark(SalesSpan period, LocalDate today) {
        if (period.to().isAfter(today)) {
            return texts.get("liability.so_far");
        }
        boolean whole = grain.start(period.from()).equals(period.from())
                && grain.next(period.from()).equals(period.to());
        return whole ? "" : texts.get("liability.in_part");
    }
}
