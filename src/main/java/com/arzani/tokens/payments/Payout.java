package com.arzani.tokens.payments;

import java.time.Instant;

/// Money on its way from our Stripe balance to our bank, or back.
///
/// @param automatic whether Stripe made it and itemises it; a manual or instant one has no items of its own
public record Payout(Origin origin, PayoutStatus status, Amount amount, Instant arrival, boolean automatic) {
    public String id() {
        return origin.id();
    }
}
