package com.arzani.tokens.payments;

/// Where a dispute stands. `WARNING_*` is an inquiry and withdraws nothing (R5); unheard-of values read as `UNKNOWN`
/// (F27).
public enum DisputeStatus {
    WARNING_NEEDS_RESPONSE,
    WARNING_UNDER_REVIEW,
    WARNING_CLOSED,
    NEEDS_RESPONSE,
    UNDER_REVIEW,
    WON,
    LOST,
    PREVENTED,
    UNKNOWN;

    /// Whether the bank has the money: it has asked for it back, and has not given it up.
    public boolean takesMoney() {
        return this == NEEDS_RESPONSE || this == UNDER_REVIEW || this == LOST;
    }

    /// Whether nothing changes any more.
    public boolean isFinal() {
        return this == WON || this == LOST || this == WARNING_CLOSED || this == PREVENTED;
    }
}
