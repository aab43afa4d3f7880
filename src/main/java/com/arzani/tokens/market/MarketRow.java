package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// A row of a query of ours, its columns by name.
record MarketRow(Tuple tuple) {
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

    Long numberOrNull(String column) {
        return tuple.get(column) == null ? null : number(column);
    }

    int count(String column) {
        return Math.toIntExact(number(column));
    }

    Tokens tokens(String column) {
        return new Tokens(number(column));
    }

    /// Null stays null. An older marketplace keeps some times without a zone: those are in UTC.
    Instant time(String column) {
        Object value = tuple.get(column);
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        return value instanceof LocalDateTime time ? time.toInstant(ZoneOffset.UTC) : (Instant) value;
    }
}
