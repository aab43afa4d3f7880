package com.arzani.tokens.payments;

import java.time.Instant;
import java.util.Optional;

/// A checkout to be created for one order.
///
/// @param expiresAt when Stripe shall stop taking money for it; Stripe allows 30 minutes to 24 hours, and 24 hours if
/// absent
public record NewCheckout(
        long orderId, long userId, Item item, String successUrl, String cancelUrl, Optional<Instant> expiresAt) {
    public NewCheckout(
            long orderId,
            long userId,
            String priceId,
            String successUrl,
            String cancelUrl,
            Optional<Instant> expiresAt) {
        this(orderId, userId, new Priced(priceId), successUrl, cancelUrl, expiresAt);
    }

    /// What is sold, once.
    public sealed interface Item {}

    /// By a price that Stripe knows.
    public record Priced(String priceId) implements Item {}

    /// By its name and amount alone.
    public record Named(String name, Amount amount) implements Item {}
}
