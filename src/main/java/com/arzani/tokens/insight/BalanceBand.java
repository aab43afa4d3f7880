package com.arzani.tokens.insight;

/// A range of balances in tokens; the last one has no upper end.
public record BalanceBand(int number, long from, Long to) {
    private static final long[] STARTS = {0, 1, 5, 10, 25, 50, 100, 250};

    /// How many there are; they are numbered from 0.
    public static final int COUNT = STARTS.length;

    public static BalanceBand of(int number) {
        return new BalanceBand(number, STARTS[number], number + 1 < COUNT ? STARTS[number + 1] - 1 : null);
    }
}
