package com.arzani.tokens.payments;

/// Where a refund stands. A failed or cancelled one moved no money (R15); unheard-of values read as `UNKNOWN` (F27).
public enum RefundStatus {
    PENDING,
    REQUIRES_ACTION,
    SUCCEEDED,
    FAILED,
    CANCELED,
    UNKNOWN
}
