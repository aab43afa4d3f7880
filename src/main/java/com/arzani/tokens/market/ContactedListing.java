package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;

/// What one buyer's contacts with one listing add up to, with the listing's name.
///
/// @param firstWasFree the first contact used the month's free one
public record ContactedListing(
        long id,
        long businessId,
        String businessName,
        int contacts,
        boolean firstWasFree,
        Tokens tokensSpent,
        Instant firstContactAt,
        Instant lastContactAt) {}
