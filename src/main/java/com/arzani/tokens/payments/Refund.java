package com.arzani.tokens.payments;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Money that goes, or went, back to a customer.
public record Refund(
        String id,
        Instant createdAt,
        RefundStatus status,
        Amount amount,
        Optional<String> paymentId,
        Map<String, String> metadata) {
    public Refund {
        metadata = Map.copyOf(metadata);
    }
}
