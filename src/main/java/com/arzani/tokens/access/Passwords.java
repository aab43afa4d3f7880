package com.arzani.tokens.access;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// Makes passwords that can be read out on the telephone: 20 signs in groups of five, none alike in print; 98 bits.
public final class Passwords {
    private static final String SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 20;
    private static final int GROUP = 5;

    private final RandomGenerator random;

    public Passwords() {
        this(new SecureRandom());
    }

    Passwords(RandomGenerator random) {
        this.random = Objects.requireNonNull(random);
    }

    /// A new one each time.
    public String next() {
        StringBuilder made = new StringBuilder();
        for (int place = 0; place < LENGTH; place++) {
            if (place > 0 && place % GROUP == 0) {
                made.append('-');
            }
            made.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return made.toString();
    }
}
