package com.arzani.tokens.approval;

import java.util.Locale;

/// Where a request stands. Everything but waiting is final.
public enum ApprovalState {
    WAITING,
    APPROVED,
    REJECTED,
    WITHDRAWN,
    EXPIRED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ApprovalState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
