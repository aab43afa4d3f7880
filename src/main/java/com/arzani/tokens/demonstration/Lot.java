package com.arzani.tokens.demonstration;

import com.arzani.tokens.ledger.LotKind;
import java.util.Comparator;

/// A lot as the posting function keeps it, while anything can still happen to it.
final class Lot {
    /// The order of LOT_DRAW_ORDER 'expiring,bonus,oldest'.
    static final Comparator<Lot> DRAW_ORDER = Comparator.<Lot>comparingLong(
                    lot -> lot.expiresAt == 0 ? Long.MAX_VALUE : lot.expiresAt)
            .thenComparingInt(Lot::rank)
            .thenComparingLong(lot -> lot.id);

    final long id;
    final int userId;
    final LotKind kind;
    final long tokens;
    final long paidPence;
    final long orderId;
    final long expiresAt;
    final long createdAt;
    long remaining;
    /// Rows of draws so far; an expiry's key holds it.
    int draws;
    /// Operations to come that may give tokens back.
    int pins;

    Lot(Posted entry, Movement movement, LotKind kind, long tokens, long remaining) {
        this.id = entry.id;
        this.userId = entry.userId;
        this.kind = kind;
        this.tokens = tokens;
        this.remaining = remaining;
        this.paidPence = movement.paidPence;
        this.orderId = movement.orderId;
        this.expiresAt = movement.expiresAt;
        this.createdAt = entry.at;
    }

    int rank() {
        return kind == LotKind.BONUS || kind == LotKind.ADJUSTED ? 0 : 1;
    }

    boolean settled() {
        return remaining == 0 && pins == 0;
    }
}
