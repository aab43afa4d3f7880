package com.arzani.tokens.insight;

import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;

/// A row of a query of ours, its columns by name.
record InsightRow(Tuple tuple) {
    String text(String column) {
        return (String) tuple.get(column);
    }

    boolean flag(String column) {
        return Boolean.TRUE.equals(tuple.get(column));
    }

    /// A null counts as zero.
    long number(String column) {
        Number value = (Number) tuple.get(column);
        return value == null ? 0 : value.longValue();
    }

    Share share(String part, String whole) {
        return new Share(number(part), number(whole));
    }

    Instant time(String column) {
        Object value = tuple.get(column);
        return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
    }

    YearMonth month(String column) {
        Object value = tuple.get(column);
        return YearMonth.from(value instanceof java.sql.Date date ? date.toLocalDate() : (LocalDate) value);
    }
}
