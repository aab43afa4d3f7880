package com.arzani.tokens.access;

import java.time.Instant;

/// The place of an event in the stream, newest first. Of one instant, entries of the ledger come before rows of the
/// audit.
public record AuditKey(Instant at, Source source, long id) {
    public enum Source {
        LEDGER,
        AUDIT
    }

    /// Below which id a source's rows of this very instant are still to come.
    long bound(Source of) {
        if (of == source) {
            return id;
        }
        return of == Source.AUDIT ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    /// Whether this place comes before the other: newer, or of the same instant and told first.
    boolean isBefore(AuditKey other) {
        int byTime = at.compareTo(other.at);
        if (byTime != 0) {
            return byTime > 0;
        }
        return source == other.source ? id > other.id : source == Source.LEDGER;
    }
}
