package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.SalesGrain;
import com.arzani.tokens.insight.SalesSpan;
import java.time.LocalDate;

/// Ranges that people ask for; those that are not over end today. UTC.
enum SalesPreset {
    THIS_MONTH(SalesGrain.DAY),
    LAST_MONTH(SalesGrain.DAY),
    THREE_MONTHS(SalesGrain.WEEK),
    TWELVE_MONTHS(SalesGrain.MONTH),
    THIS_YEAR(SalesGrain.MONTH),
    OWN(SalesGrain.DAY);

    private final SalesGrain grain;

    SalesPreset(SalesGrain grain) {
        this.grain = grain;
    }

    /// The periods it is read in at first.
    SalesGrain grain() {
        return grain;
    }

    /// @throws IllegalStateException for [#OWN], whose days are typed
    SalesSpan span(LocalDate today) {
        LocalDate month = today.withDayOfMonth(1);
        LocalDate end = today.plusDays(1);
        return switch (this) {
            case THIS_MONTH -> new SalesSpan(month, end);
            case LAST_MONTH -> new SalesSpan(month.minusMonths(1), month);
            case THREE_MONTHS -> new SalesSpan(month.minusMonths(2), end);
            case TWELVE_MONTHS -> new SalesSpan(month.minusMonths(11), end);
            case THIS_YEAR -> new SalesSpan(today.withDayOfYear(1), end);
            case OWN -> throw new IllegalStateException("own days are typed");
        };
    }
}
