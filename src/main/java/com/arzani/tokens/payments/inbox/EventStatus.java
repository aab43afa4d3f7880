package com.arzani.tokens.payments.inbox;

import java.util.Locale;

/// Where the work on a kept event stands.
public enum EventStatus {
    /// To be worked off now.
    RECEIVED,
    /// Failed, and tried again after a pause.
    FAILED,
    PROCESSED,
    /// None of our business; kept and counted.
    IGNORED,
    /// Waits for a person.
    PARKED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EventStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
