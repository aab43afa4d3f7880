package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;

/// A seller's listing with the state of its boost.
///
/// @param boosted      by the database's clock, not by the mark the expiry job removes (T20)
/// @param boostLevel   1 to 3 while boosted, else 0
/// @param boostedUntil when the boost ends or ended; null if there was none
public record OwnListing(
        long id,
        String name,
        String industry,
        String location,
        Instant createdAt,
        boolean boosted,
        int boostLevel,
        Instant boostedUntil,
        Tokens boostTokensSpent) {}
