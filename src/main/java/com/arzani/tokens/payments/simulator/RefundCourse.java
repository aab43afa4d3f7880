package com.arzani.tokens.payments.simulator;

/// How new refunds go.
public enum RefundCourse {
    /// Succeeded in the answer already.
    AT_ONCE,
    /// Pending; it succeeds after a few days, or earlier or not at all if told so.
    PENDING,
    /// Waits for the customer; the merchant may cancel it.
    REQUIRES_ACTION
}
