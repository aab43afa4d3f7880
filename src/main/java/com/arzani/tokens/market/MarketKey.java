package com.arzani.tokens.market;

import java.time.Instant;

/// Where a row stands in a list that is ordered by time, then id.
public record MarketKey(Instant at, long id) {
    /// Before everything in a list that begins with the oldest.
    static final MarketKey FIRST = new MarketKey(Instant.EPOCH, 0);

    /// Before everything in a list that begins with the newest.
    static final MarketKey LAST = new MarketKey(Instant.parse("9999-01-01T00:00:00Z"), Integer.MAX_VALUE);
}
