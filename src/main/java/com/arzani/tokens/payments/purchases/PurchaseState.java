package com.arzani.tokens.payments.purchases;

import java.util.Locale;

/// Where an order stands, as `token_orders.status` says it.
public enum PurchaseState {
    CREATED,
    PAID,
    EXPIRED,
    FAILED,
    REFUSED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PurchaseState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
