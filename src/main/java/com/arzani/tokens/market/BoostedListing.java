package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;

/// A listing with its boost and its seller.
///
/// @param level         1 to 3, of the boost in force or of the last one; 0 if unknown
/// @param running       by the database's clock (T20)
/// @param until         when the boost ends or ended
/// @param tokensSpent   on all boosts of this listing, less what early ends gave back
/// @param sellerOwed    a debt, which tokens that go back pay first
/// @param boostId       its last period; null for a boost older than the token system, which cannot be changed here
public record BoostedListing(
        long businessId,
        String name,
        long sellerId,
        String sellerName,
        int level,
        boolean running,
        Instant until,
        Tokens tokensSpent,
        Tokens sellerBalance,
        Tokens sellerOwed,
        Long boostId) {}
