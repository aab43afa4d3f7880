package com.arzani.tokens.payments;

import java.time.Instant;
import java.util.Optional;

/// A customer's bank takes money of a payment back, or asks about it (an inquiry, which moves nothing).
///
/// @param amount what the bank takes, or asks about
/// @param reason Stripe's word, such as `fraudulent`
/// @param dueBy until when evidence counts; absent once that is over
public record Dispute(
        Origin origin,
        DisputeStatus status,
        Amount amount,
        Optional<String> paymentId,
        String reason,
        Optional<Instant> dueBy) {
    public String id() {
        return origin.id();
    }
}
