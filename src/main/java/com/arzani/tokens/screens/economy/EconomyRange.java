package com.arzani.tokens.screens.economy;

/// How many months are shown, the one under way included.
public enum EconomyRange {
    HALF_YEAR(6),
    YEAR(12),
    TWO_YEARS(24);

    private final int months;

    EconomyRange(int months) {
        this.months = months;
    }

    int months() {
        return months;
    }
}
