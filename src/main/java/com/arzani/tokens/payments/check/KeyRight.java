package com.arzani.tokens.payments.check;

/// A right that our key needs at Stripe, as its page for restricted keys names them.
public enum KeyRight {
    CHECKOUT_SESSIONS_READ,
    CHECKOUT_SESSIONS_WRITE,
    PAYMENT_INTENTS_READ,
    CHARGES_READ,
    REFUNDS_READ,
    REFUNDS_WRITE,
    DISPUTES_READ,
    DISPUTES_WRITE,
    BALANCE_READ,
    BALANCE_TRANSACTIONS_READ,
    PAYOUTS_READ,
    EVENTS_READ,
    PRODUCTS_READ,
    PRODUCTS_WRITE,
    PRICES_READ,
    PRICES_WRITE,
    WEBHOOK_ENDPOINTS_READ
}
