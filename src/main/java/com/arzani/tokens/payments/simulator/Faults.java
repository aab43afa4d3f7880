package com.arzani.tokens.payments.simulator;

import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/// Failures to come, in their order: each request meets the next one.
public final class Faults {
    private final Deque<StripeRefusal> next = new ConcurrentLinkedDeque<>();
    private final AtomicInteger answersToLose = new AtomicInteger();

    /// The next requests are refused as too many (429).
    ///
    /// @param retryAfterSeconds what the answer asks to wait; nothing is asked if negative
    public void tooMany(int times, int retryAfterSeconds) {
        Map<String, String> headers =
                retryAfterSeconds < 0 ? Map.of() : Map.of("Retry-After", Integer.toString(retryAfterSeconds));
        add(times, StripeRefusal.tooMany(headers));
    }

    /// The next requests fail on Stripe's side, with nothing done.
    public void broken(int times, int status) {
        add(times, StripeRefusal.broken(status));
    }

    /// The next requests meet a key that is no longer accepted.
    public void keyRevoked(int times) {
        add(times, StripeRefusal.invalidKey());
    }

    /// The next requests are worked off, and their answers never arrive.
    public void loseAnswers(int times) {
        answersToLose.addAndGet(times);
    }

    private void add(int times, StripeRefusal refusal) {
        for (int i = 0; i < times; i++) {
            next.add(refusal);
        }
    }

    void strike() {
        StripeRefusal refusal = next.poll();
        if (refusal != null) {
            throw refusal;
        }
    }

    void loseAnswer() {
        if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new LostAnswer();
        }
    }

    /// The connection is to be closed without a word.
    static final class LostAnswer extends RuntimeException {}
}
