package com.arzani.tokens.payments;

import java.util.Map;
import java.util.Optional;

/// A page on which a customer pays for one order.
///
/// @param state whether it is open, complete or expired, and whether it is paid for
/// @param amount the total asked for; absent only for sessions that are not payments
/// @param paymentId absent until the customer pays
/// @param url where the customer pays; absent once it is no longer open
public record CheckoutSession(
        Origin origin,
        State state,
        Optional<Amount> amount,
        Optional<String> paymentId,
        Optional<String> url,
        Map<String, String> metadata) {
    /// Completed and paid are two things: a delayed payment method completes first and pays days later.
    public record State(Progress progress, Paid paid) {}

    public enum Progress {
        OPEN,
        COMPLETE,
        EXPIRED,
        UNKNOWN
    }

    public enum Paid {
        PAID,
        UNPAID,
        NO_PAYMENT_REQUIRED,
        UNKNOWN
    }

    public CheckoutSession {
        metadata = Map.copyOf(metadata);
    }

    public String id() {
        return origin.id();
    }

    /// Whether nothing is left to pay; only then may tokens be credited.
    public boolean settled() {
        return state.paid() == Paid.PAID || state.paid() == Paid.NO_PAYMENT_REQUIRED;
    }
}
