package com.arzani.tokens.payments;

import java.util.Optional;

/// A refund with what only its booking needs.
///
/// @param status Stripe's own word, also one that we have never heard (F27)
/// @param failureReason why it came back, if it did
public record RefundDetail(Refund refund, String status, Optional<String> failureReason) {
    /// The metadata key that carries the key of our request (rule 6).
    public static final String OPERATION_KEY = "operation_key";

    public String id() {
        return refund.id();
    }
}
