package com.arzani.tokens.money;

/// A number of tokens, never money. Arithmetic is exact: an overflow throws `ArithmeticException` and never wraps (H6).
public record Tokens(long count) implements Comparable<Tokens> {
    public static final Tokens ZERO = new Tokens(0);

    public Tokens plus(Tokens other) {
        return new Tokens(Math.addExact(count, other.count));
    }

    public Tokens minus(Tokens other) {
        return new Tokens(Math.subtractExact(count, other.count));
    }

    public Tokens negated() {
        return new Tokens(Math.negateExact(count));
    }

    /// Digits grouped by thousands, with a true minus sign.
    @Override
    public String toString() {
        return Digits.grouped(count);
    }

    /// The amount with its sign, as shown for a movement: `+5`, `−2`.
    public String signed() {
        return count > 0 ? "+" + this : toString();
    }

    @Override
    public int compareTo(Tokens other) {
        return Long.compare(count, other.count);
    }
}
