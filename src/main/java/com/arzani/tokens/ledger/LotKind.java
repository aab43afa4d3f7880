package com.arzani.tokens.ledger;

import java.util.Arrays;
import java.util.Locale;

/// Where a lot's tokens came from.
public enum LotKind {
    PAID,
    BONUS,
    /// Given by a person.
    ADJUSTED,
    /// Given back without a lot to return to.
    RETURNED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LotKind of(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("lot kind " + code));
    }
}
