package com.arzani.tokens.approval;

import java.util.Locale;

/// What a limit bounds: one step, one operator's day, or all operators' month for one customer. Days and months are
/// UTC.
public enum LimitScope {
    SINGLE,
    DAY,
    CUSTOMER_MONTH;

    /// As the database writes it.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LimitScope of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
