package com.arzani.tokens.payments.checkout;

import com.arzani.tokens.payments.outbox.OutboxHandler;
import com.arzani.tokens.payments.outbox.OutboxItem;
import com.arzani.tokens.payments.outbox.Sent;

/// Makes the checkouts that people asked for.
public final class CheckoutLinks implements OutboxHandler {
    private final Checkout checkout;

    public CheckoutLinks(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public String kind() {
        return "checkout";
    }

    /// The order has its own keys at Stripe and ends within minutes, so nothing is looked up first: an order whose time
    /// is over gets no checkout any more.
    @Override
    public Sent send(OutboxItem item) {
        return Sent.done(checkout.open(Long.parseLong(item.subject().id())).sessionId());
    }
}
