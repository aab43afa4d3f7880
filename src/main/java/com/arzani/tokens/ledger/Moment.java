package com.arzani.tokens.ledger;

import java.time.Instant;

/// Which state of a wallet is meant: as it is now, as it was at an instant, or as one entry left it. Several entries
/// may
/// share an instant; the number of an entry tells them apart.
///
/// @param at      null unless an instant is meant
/// @param entryId null unless an entry is meant
public record Moment(Instant at, Long entryId) {
    public static final Moment NOW = new Moment(null, null);

    /// Everything posted until then, that instant included.
    public static Moment at(Instant instant) {
        return new Moment(instant, null);
    }

    public static Moment after(long entryId) {
        return new Moment(null, entryId);
    }

    public boolean isNow() {
        return at == null && entryId == null;
    }
}
