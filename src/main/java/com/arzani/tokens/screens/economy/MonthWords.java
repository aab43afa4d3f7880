package com.arzani.tokens.screens.economy;

import com.arzani.tokens.ui.chart.Figure.Category;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Months as they stand at an axis and in sentences.
final class MonthWords {
    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MMM", Locale.UK);
    private static final DateTimeFormatter JANUARY = DateTimeFormatter.ofPattern("MMM uuuu", Locale.UK);

    private MonthWords() {}

    /// The year stands where it begins.
    static Category category(YearMonth month, String mark) {
        String label = (month.getMonthValue() == 1 ? JANUARY : SHORT).format(month);
        return new Category(label, in(month), mark);
    }

    static String in(YearMonth month) {
        return LONG.format(month);
    }

    static String brief(YearMonth month) {
        return JANUARY.format(month);
    }
}
