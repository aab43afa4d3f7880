package com.arzani.tokens.market;

import java.time.LocalDate;

/// A kind of customers, as docs/kpis.md defines them; what is null lets everyone through.
///
/// @param segment   registered, new, active, sleeping, lapsed or heaviest
/// @param plan      as it is now; `none` without one
/// @param band      of the balance, from 0
/// @param cohort    first day of the month of joining, UTC
/// @param step      reached it on the way from joining (0) to a second purchase (5)
/// @param converted bought within 30 days of joining, or did not
public record CustomerFilter(
        String segment, String plan, Integer band, LocalDate cohort, Integer step, Boolean converted) {
    public static CustomerFilter ofSegment(String segment) {
        return new CustomerFilter(segment, null, null, null, null, null);
    }

    public static CustomerFilter ofPlan(String plan) {
        return new CustomerFilter(null, plan, null, null, null, null);
    }

    public static CustomerFilter ofCohort(LocalDate month) {
        return new CustomerFilter(null, null, null, month, null, null);
    }
}
