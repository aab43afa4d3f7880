package com.arzani.tokens.ledger;

import java.util.Arrays;
import java.util.Locale;

/// What an entry is. The first four are the specification's; a refund takes tokens because the customer's money went
/// back.
public enum EntryType {
    PURCHASE,
    BONUS,
    CONSUMPTION,
    REFUND,
    /// A person's grant or take, with a reason.
    ADJUSTMENT,
    /// Takes another entry back, once, wholly or in part.
    REVERSAL,
    /// A hold while Stripe decides on a dispute, or its return.
    DISPUTE,
    /// What was left in a lot when its time ended.
    EXPIRY;

    /// The name in the database.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EntryType of(String code) {
        return Arrays.stream(values())
                .filter(type -> type.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("transaction_type " + code));
    }
}
