package com.arzani.tokens.demonstration;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// Moments as microseconds since 1970 in UTC, the precision of PostgreSQL.
final class Times {
    static final long SECOND = 1_000_000;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    private Times() {}

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static LocalDate date(long micros) {
        return LocalDate.ofEpochDay(Math.floorDiv(micros, DAY));
    }

    /// Months since year 0, in UTC: free contacts are counted by it (T5).
    static int month(long micros) {
        LocalDate date = date(micros);
        return date.getYear() * 12 + date.getMonthValue() - 1;
    }
}
