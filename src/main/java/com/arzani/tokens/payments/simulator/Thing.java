package com.arzani.tokens.payments.simulator;

import java.time.Instant;

/// An object of the simulator as a person looks at it.
///
/// @param status Stripe's word for where it stands, such as `succeeded` or `needs_response`
/// @param paymentId the payment it belongs to; its own id for a payment, empty for a payout
/// @param orderId our order, or 0
/// @param refundedPence what of a payment went back
public record Thing(
        String id,
        Kind kind,
        String status,
        long pence,
        Instant created,
        String paymentId,
        long orderId,
        long refundedPence) {
    /// What there is to look at.
    public enum Kind {
        CHECKOUT,
        PAYMENT,
        REFUND,
        DISPUTE,
        PAYOUT
    }

    /// What of a payment can still go back.
    public long leftPence() {
        return pence - refundedPence;
    }
}
