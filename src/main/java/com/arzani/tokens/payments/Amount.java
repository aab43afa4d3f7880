package com.arzani.tokens.payments;

import java.util.Locale;

/// Money as it was charged: whole pence (or the currency's smallest unit) and the ISO 4217 code in capitals (T21).
public record Amount(long pence, String currency) {
    public Amount {
        currency = currency.toUpperCase(Locale.ROOT);
    }
}
