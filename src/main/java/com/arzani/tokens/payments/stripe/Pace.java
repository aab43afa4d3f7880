package com.arzani.tokens.payments.stripe;

import java.time.Duration;

/// At most so many requests a second, evenly spaced over all threads; a limit that Stripe signals halves the pace
/// until it is restored.
final class Pace {
    private static final int SLOWEST_PER_SECOND = 1;

    private final Time time;
    private final int fastestPerSecond;
    private int perSecond;
    private long refusals;
    private long nextNanos;

    Pace(int perSecond, Time time) {
        this.fastestPerSecond = perSecond;
        this.perSecond = perSecond;
        this.time = time;
        this.nextNanos = time.nanos();
    }

    /// Waits for this caller's turn.
    void await() throws InterruptedException {
        long wait;
        synchronized (this) {
            long now = time.nanos();
            long turn = nextNanos - now > 0 ? nextNanos : now;
            nextNanos = turn + 1_000_000_000L / perSecond;
            wait = turn - now;
        }
        if (wait > 0) {
            time.sleep(Duration.ofNanos(wait));
        }
    }

    synchronized void slower() {
        refusals++;
        perSecond = Math.max(SLOWEST_PER_SECOND, perSecond / 2);
    }

    synchronized int perSecond() {
        return perSecond;
    }

    /// How often Stripe said it is too much.
    synchronized long refusals() {
        return refusals;
    }

    /// As at the beginning.
    synchronized void restore() {
        perSecond = fastestPerSecond;
        refusals = 0;
    }
}
