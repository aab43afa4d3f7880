package com.arzani.tokens.payments.checkout;

import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.NewCheckout;
import com.arzani.tokens.payments.Payment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An order as its checkout is made from it. Whatever is sent to Stripe comes from here alone, so that every try sends
/// the same and Stripe recognises it by its key.
///
/// @param ended whether its time was over when it was read, by the database's clock
record FrozenOrder(long id, long userId, String operationKey, Sold sold, Life life, Optional<OpenCheckout> checkout) {
    private static final Duration STRIPE_MIN = Duration.ofMinutes(31);
    private static final Duration STRIPE_MAX = Duration.ofHours(24).minusMinutes(1);

    /// @param priceId Stripe's price of this package; empty if it has none
    record Sold(String name, Amount price, Optional<String> priceId) {}

    record Life(Instant createdAt, Instant expiresAt, boolean ended) {}

    /// Our key at Stripe. Made from the operation's key, not from the order's number alone: two databases may share one
    /// test account.
    String key() {
        String name = "checkout:" + id + ":" + operationKey;
        return "checkout-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    NewCheckout.Item named() {
        return new NewCheckout.Named(sold.name(), sold.price());
    }

    NewCheckout checkout(NewCheckout.Item item, ReturnPages pages) {
        return new NewCheckout(id, userId, item, pages.success(), pages.cancel(), Optional.of(sessionEnd()));
    }

    /// Stripe's least half hour, from the last moment in which this order's session may still be made: the same in
    /// every try, and a minute for clocks that differ.
    private Instant sessionEnd() {
        Instant least = life.expiresAt().plus(STRIPE_MIN);
        Instant most = life.createdAt().plus(STRIPE_MAX);
        return least.isBefore(most) ? least : most;
    }

    boolean agrees(CheckoutSession session) {
        return session.amount().filter(sold.price()::equals).isPresent();
    }

    boolean isOf(CheckoutSession session) {
        return Long.toString(id).equals(session.metadata().get(Payment.ORDER_ID))
                && Long.toString(userId).equals(session.metadata().get(Payment.USER_ID));
    }
}
