package com.arzani.tokens.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.OptionalLong;

/// What a listing's last boost did: views and contacts of the same number of days before it, while it ran, and after
/// it.
///
/// @param endedAt  null while it runs
/// @param days     whole days of each window; 0 when there is nothing to compare: the boost, or the time before it
/// since
///     the listing was put up, another boost ended or views are counted, is shorter than a day
/// @param after    null until as many days have passed since its end
/// @param fewBelow from fewer cases no rate is made (ruling 25)
public record BoostEffect(
        Instant beganAt, Instant endedAt, int days, Window before, Window during, Window after, long fewBelow) {
    public record Window(long views, long contacts) {}

    /// By how many percent views changed with the boost; empty when there were too few before it.
    public OptionalLong viewsChange() {
        return change(before.views(), during.views());
    }

    /// By how many percent contacts changed with the boost; empty when there were too few before it.
    public OptionalLong contactsChange() {
        return change(before.contacts(), during.contacts());
    }

    private OptionalLong change(long from, long to) {
        return days == 0 || from < Math.max(1, fewBelow)
                ? OptionalLong.empty()
                : OptionalLong.of(BigDecimal.valueOf(to - from)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(from), 0, RoundingMode.HALF_UP)
                        .longValueExact());
    }
}
