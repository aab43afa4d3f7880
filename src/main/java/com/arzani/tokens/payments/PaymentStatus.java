package com.arzani.tokens.payments;

/// Where a payment stands. Stripe may add values at any time: those read as `UNKNOWN` and stay for a person (F27).
public enum PaymentStatus {
    SUCCEEDED,
    PROCESSING,
    CANCELED,
    REQUIRES_ACTION,
    REQUIRES_CAPTURE,
    REQUIRES_CONFIRMATION,
    REQUIRES_PAYMENT_METHOD,
    UNKNOWN
}
