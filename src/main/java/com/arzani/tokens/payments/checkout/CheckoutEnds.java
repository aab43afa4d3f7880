package com.arzani.tokens.payments.checkout;

import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.outbox.OutboxHandler;
import com.arzani.tokens.payments.outbox.OutboxItem;
import com.arzani.tokens.payments.outbox.Sent;
import com.arzani.tokens.problem.Rejected;
import java.util.Optional;

/// Ends at Stripe the sessions of orders whose time is over. One that the customer completed meanwhile is left: its
/// payment is credited by its event.
public final class CheckoutEnds implements OutboxHandler {
    private final StripeGateway stripe;

    public CheckoutEnds(StripeGateway stripe) {
        this.stripe = stripe;
    }

    @Override
    public String kind() {
        return "checkout_expire";
    }

    @Override
    public Sent send(OutboxItem item) {
        String id = item.payload().path("session").asText();
        try {
            stripe.expireCheckout(item.idempotencyKey(), id);
            return Sent.done(id);
        } catch (Rejected refused) {
            if (refused.key().equals("stripe_key_refused")) {
                throw refused;
            }
            Optional<CheckoutSession> session = stripe.checkoutSession(id);
            boolean over = session.filter(now -> now.state().progress() != CheckoutSession.Progress.OPEN)
                    .isPresent();
            if (over) {
                return Sent.done(
                        id,
                        Sent.nothing()
                                .put("left", session.get().state().progress().name()));
            }
            throw refused;
        }
    }
}
