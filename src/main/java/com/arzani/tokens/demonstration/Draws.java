package com.arzani.tokens.demonstration;

import java.util.SplittableRandom;

/// Seeded chance, in whole numbers.
final class Draws {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SUFFIX_LENGTH = 24;

    private final SplittableRandom random;

    Draws(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// From 0 to below a bound.
    int below(int bound) {
        return random.nextInt(bound);
    }

    long below(long bound) {
        return random.nextLong(bound);
    }

    /// Both included.
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /// Both included, in microseconds.
    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    boolean perMille(int chance) {
        return random.nextInt(1_000) < chance;
    }

    <T> T one(T[] of) {
        return of[random.nextInt(of.length)];
    }

    /// What follows the prefix in an id of Stripe's shape.
    String suffix() {
        char[] letters = new char[SUFFIX_LENGTH];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = LETTERS.charAt(random.nextInt(LETTERS.length()));
        }
        return new String(letters);
    }

    /// An operation key as a console makes it: a UUID of version 7.
    String key(long micros) {
        long high = micros / 1_000 << 16 | 0x7000L | random.nextLong() & 0xFFFL;
        long low = 0x8000_0000_0000_0000L | random.nextLong() >>> 2;
        return new java.util.UUID(high, low).toString();
    }
}
