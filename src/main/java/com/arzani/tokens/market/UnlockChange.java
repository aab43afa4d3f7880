package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;

/// What a change of an access did.
///
/// @param until   when the access ends now
/// @param back    tokens that went back; zero for a gift
/// @param entryId an entry that moved them; null if nothing moved
public record UnlockChange(long listingId, Instant until, Tokens back, Long entryId) {}
