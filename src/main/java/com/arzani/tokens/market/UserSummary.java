package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;

/// What stands above everything else about one user.
///
/// @param buyer          has contacted a seller or bought tokens
/// @param expiringTokens tokens in lots that end within 30 days
/// @param firstExpiry    when the first of them ends; null if none does
/// @param lastContactAt  when they last contacted a seller; null if never
public record UserSummary(
        FoundUser user, boolean buyer, Tokens expiringTokens, Instant firstExpiry, Instant lastContactAt) {
    public boolean seller() {
        return user.listings() > 0;
    }
}
