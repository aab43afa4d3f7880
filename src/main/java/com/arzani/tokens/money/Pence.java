package com.arzani.tokens.money;

/// Pounds sterling in pence. Arithmetic is exact: an overflow throws `ArithmeticException` and never wraps (H6, T9).
public record Pence(long amount) implements Comparable<Pence> {
    public static final Pence ZERO = new Pence(0);

    public Pence plus(Pence other) {
        return new Pence(Math.addExact(amount, other.amount));
    }

    public Pence minus(Pence other) {
        return new Pence(Math.subtractExact(amount, other.amount));
    }

    public Pence negated() {
        return new Pence(Math.negateExact(amount));
    }

    /// Pounds with two decimals and a true minus sign before the currency sign: `£12.50`, `−£0.05`.
    @Override
    public String toString() {
        // Long.MIN_VALUE has no positive twin, so both parts are taken before the sign goes away.
        String pounds = Digits.grouped(Math.absExact(amount / 100));
        long rest = Math.abs(amount % 100);
        return (amount < 0 ? Digits.MINUS : "") + "£" + pounds + "." + (rest < 10 ? "0" : "") + rest;
    }

    @Override
    public int compareTo(Pence other) {
        return Long.compare(amount, other.amount);
    }
}
