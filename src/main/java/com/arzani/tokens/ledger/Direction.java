package com.arzani.tokens.ledger;

/// Which way tokens move, seen from the wallet.
public enum Direction {
    CREDIT(1),
    DEBIT(-1);

    private final int sign;

    Direction(int sign) {
        this.sign = sign;
    }

    /// `+1` or `-1`, as the database holds it.
    public int sign() {
        return sign;
    }

    static Direction of(int sign) {
        return sign > 0 ? CREDIT : DEBIT;
    }
}
