package com.arzani.tokens.payments.inbox;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.checkout.CheckoutBooking;
import com.arzani.tokens.payments.checkout.SoldOrder;
import java.util.Optional;
import java.util.Set;

/// Credits orders that Stripe says are paid, and closes those whose checkout came to nothing. Whichever event comes,
/// the
/// checkout session is read from Stripe again and its present state decides, so the order of events does not matter.
public final class CheckoutEvents implements EventHandler {
    private static final String PAYMENT_SUCCEEDED = "payment_intent.succeeded";
    private static final String PAYMENT_FAILED = "checkout.session.async_payment_failed";

    private final StripeGateway stripe;
    private final CheckoutBooking orders;

    /// @param live whether our key is one for real money; a session of the other kind is never credited (R13)
    public CheckoutEvents(Database database, StripeGateway stripe, boolean live) {
        this.stripe = stripe;
        this.orders = new CheckoutBooking(database, live);
    }

    @Override
    public Set<String> types() {
        return Set.of(
                "checkout.session.completed",
                "checkout.session.async_payment_succeeded",
                PAYMENT_FAILED,
                "checkout.session.expired",
                PAYMENT_SUCCEEDED);
    }

    @Override
    public Outcome handle(StripeEvent event) {
        boolean ofPayment = event.type().equals(PAYMENT_SUCCEEDED);
        Optional<CheckoutSession> session =
                ofPayment ? stripe.checkoutSessionOf(event.objectId()) : stripe.checkoutSession(event.objectId());
        if (session.isPresent()) {
            return settle(session.get(), event.type().equals(PAYMENT_FAILED));
        }
        return ofPayment ? withoutSession(event.objectId()) : Outcome.parked("event_object_unknown", event.objectId());
    }

    private Outcome settle(CheckoutSession session, boolean paymentFailed) {
        if (session.settled()) {
            return credit(session);
        }
        if (session.state().progress() == CheckoutSession.Progress.EXPIRED) {
            return close(session, "expired");
        }
        if (paymentFailed) {
            return close(session, "failed");
        }
        // Completed and unpaid is a delayed payment method: another event tells how it ends (rule 3).
        return orders.find(session)
                .map(order -> Outcome.processed("event_payment_pending").of(order.id()))
                .orElseGet(() -> Outcome.processed("event_payment_pending"));
    }

    private Outcome credit(CheckoutSession session) {
        Optional<SoldOrder> found = orders.find(session);
        if (found.isEmpty()) {
            return Outcome.parked("event_order_unknown", session.id());
        }
        SoldOrder order = found.get();
        Optional<CheckoutBooking.Doubt> doubt = orders.doubt(session, order);
        if (doubt.isPresent()) {
            return Outcome.parked(doubt.get().key(), doubt.get().arguments().toArray())
                    .of(order.id());
        }
        Outcome done = order.paid() ? Outcome.processed("event_credited_before") : Outcome.processed();
        return done.of(order.id()).with(orders.credit(session, order));
    }

    private Outcome close(CheckoutSession session, String status) {
        Optional<SoldOrder> found = orders.find(session)
                .filter(order -> order.sessionId().filter(session.id()::equals).isPresent());
        if (found.isEmpty()) {
            return Outcome.ignored("event_order_unknown");
        }
        boolean closed = orders.close(session, found.get(), status);
        return Outcome.processed(closed ? "event_order_closed" : "event_order_paid")
                .of(found.get().id());
    }

    private Outcome withoutSession(String paymentId) {
        Optional<Payment> payment = stripe.payment(paymentId);
        if (payment.isEmpty()) {
            return Outcome.parked("event_object_unknown", paymentId);
        }
        return payment.get().orderId().isPresent()
                ? Outcome.parked(
                        "event_session_missing", payment.get().orderId().getAsLong())
                : Outcome.ignored("event_not_ours");
    }
}
