package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;

/// A buyer's inquiry with the listing's name.
///
/// @param type        `free`, `token` or `premium`
/// @param attempt     counts per buyer and listing, from 1
/// @param entryId     the ledger entry that paid for it; null when it was free
/// @param respondedAt when the seller answered; null if not yet
/// @param rule        what decided its price; null if it is older than the keeping of it
public record SentInquiry(
        long id,
        long businessId,
        String businessName,
        Instant createdAt,
        String type,
        Tokens tokensSpent,
        int attempt,
        Long entryId,
        Instant respondedAt,
        CostRule rule) {
    public boolean firstContact() {
        return attempt == 1;
    }
}
