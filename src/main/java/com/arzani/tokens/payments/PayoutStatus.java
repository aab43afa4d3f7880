package com.arzani.tokens.payments;

/// Where a payout stands; one that is paid can still fail within days. Unheard-of values read as `UNKNOWN` (F27).
public enum PayoutStatus {
    PENDING,
    IN_TRANSIT,
    PAID,
    FAILED,
    CANCELED,
    UNKNOWN;

    public boolean isUnderWay() {
        return this == PENDING || this == IN_TRANSIT || this == UNKNOWN;
    }
}
