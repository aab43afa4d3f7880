package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;

/// An inquiry that came in for one of a seller's listings. Its message and addresses stay closed.
///
/// @param buyerId     null for inquiries older than the token system
/// @param buyerName   empty if there is none
/// @param type        `free`, `token` or `premium`
/// @param respondedAt when the seller answered; null if not yet
public record ReceivedInquiry(
        long id,
        long businessId,
        String businessName,
        Long buyerId,
        String buyerName,
        Instant createdAt,
        String type,
        Tokens tokensSpent,
        Instant respondedAt) {}
