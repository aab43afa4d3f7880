package com.arzani.tokens.ledger;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/// Makes the keys by which an operation happens once: UUIDs of version 7, so that keys made later sort later and their
/// index
/// grows at its end.
public final class OperationKeys {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final SecureRandom random;

    public OperationKeys(Clock clock) {
        this.clock = clock;
        this.random = new SecureRandom();
    }

    /// A new key. Make it when the form opens, not when the button is pressed: pressing twice is then one operation.
    public String next() {
        long high = clock.millis() << 16 | VERSION_7 | random.nextLong() & 0xFFFL;
        long low = VARIANT | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
