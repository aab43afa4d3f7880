package com.arzani.tokens.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// A part of a whole, exact. Fewer than 20 cases say nothing (ruling 25).
public record Share(long part, long whole) {
    private static final long ENOUGH = 20;

    public boolean isTooFew() {
        return whole < ENOUGH;
    }

    /// With one decimal, half up; null of nothing.
    public BigDecimal percent() {
        return whole == 0
                ? null
                : BigDecimal.valueOf(part).movePointRight(2).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
    }

    /// Whether it is above a percentage, by the exact numbers and not the rounded ones.
    public boolean isAbove(BigDecimal percent) {
        return BigDecimal.valueOf(part).movePointRight(2).compareTo(percent.multiply(BigDecimal.valueOf(whole))) > 0;
    }

    /// Whether it is below a percentage, by the exact numbers.
    public boolean isBelow(BigDecimal percent) {
        return BigDecimal.valueOf(part).movePointRight(2).compareTo(percent.multiply(BigDecimal.valueOf(whole))) < 0;
    }

    Share plus(Share other) {
        return new Share(part + other.part, whole + other.whole);
    }
}
