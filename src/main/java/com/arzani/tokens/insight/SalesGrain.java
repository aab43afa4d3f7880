package com.arzani.tokens.insight;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/// The periods that a range of sales is shown in: days, weeks from Monday, months; all in UTC.
public enum SalesGrain {
    DAY,
    WEEK,
    MONTH;

    /// The first day of the period that a day lies in.
    public LocalDate start(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    /// The first day of the period after the one that a day lies in.
    public LocalDate next(LocalDate day) {
        return switch (this) {
            case DAY -> day.plusDays(1);
            case WEEK -> start(day).plusWeeks(1);
            case MONTH -> start(day).plusMonths(1);
        };
    }

    /// As it stands in the database.
    String column() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
