package com.arzani.tokens.payments;

import java.time.Instant;

/// A stretch of Stripe's time, in whole seconds: from (included) to (excluded). Never compared with a local clock.
public record Window(Instant from, Instant to) {
    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("empty window from " + from + " to " + to);
        }
    }

    public boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }
}
