package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.checkout.CheckoutBooking;
import com.arzani.tokens.payments.checkout.SoldOrder;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import java.util.Optional;

/// Credits a paid order that was missed (R1): after reading the checkout session again, through the ledger's own
/// function,
/// within ceilings that keep a mistake from crediting a thousand customers.
final class Crediting {
    private final Database database;
    private final StripeGateway stripe;
    private final CheckoutBooking booking;
    private final boolean live;

    Crediting(Database database, StripeGateway stripe, boolean live) {
        this.database = database;
        this.stripe = stripe;
        this.booking = new CheckoutBooking(database, live);
        this.live = live;
    }

    /// Credits if everything agrees.
    ///
    /// @param dry only looks whether it would
    /// @return empty if it was credited, else the key of the reason why not
    Optional<String> credit(Payment payment, Booking ours, boolean dry) {
        Optional<String> doubt = doubt(payment, ours);
        if (doubt.isPresent()) {
            return doubt;
        }
        Order order = ours.order().orElseThrow();
        Optional<CheckoutSession> session = session(payment, order);
        return session.isEmpty() ? Optional.of("no_session") : post(payment, order, session.get(), dry);
    }

    /// Credits a customer's second payment for one order as an order of its own, with what was sold then (R8).
    Optional<String> creditAgain(Payment payment, Booking ours, boolean dry) {
        Optional<String> doubt = doubt(payment, ours);
        Optional<CheckoutSession> session =
                doubt.isPresent() ? Optional.empty() : stripe.checkoutSessionOf(payment.id());
        if (doubt.isPresent() || session.isEmpty()) {
            return doubt.or(() -> Optional.of("no_session"));
        }
        Order first = ours.order().orElseThrow();
        boolean agrees = session.get().settled()
                && session.get().amount().filter(first.price()::equals).isPresent()
                && user(session.get())
                        .filter(user -> !user.equals(Long.toString(first.userId())))
                        .isEmpty();
        if (!agrees || dry) {
            return agrees ? Optional.empty() : Optional.of("session_differs");
        }
        try {
            long again = database.call(
                    work -> work.createNativeQuery("SELECT id FROM order_again(:order, :payment)", Long.class)
                            .setParameter("order", first.id())
                            .setParameter("payment", payment.id())
                            .getSingleResult());
            booking.credit(
                    session.get(), new SoldOrder(again, first.userId(), first.price(), "created", Optional.empty()));
            return Optional.empty();
        } catch (Rejected | Conflict refused) {
            return Optional.of(refused.key());
        }
    }

    private static Optional<String> user(CheckoutSession session) {
        return Optional.ofNullable(session.metadata().get(Payment.USER_ID));
    }

    private Optional<String> doubt(Payment payment, Booking ours) {
        if (ours.order().isEmpty()) {
            return Optional.of("no_order");
        }
        if (payment.origin().live() != live) {
            return Optional.of("live_differs");
        }
        boolean disputed = payment.charge().filter(charge -> charge.disputed()).isPresent();
        return payment.refunded() > 0 || disputed ? Optional.of("money_moved") : Optional.empty();
    }

    private Optional<CheckoutSession> session(Payment payment, Order order) {
        return order.sessionId().isPresent()
                ? stripe.checkoutSession(order.sessionId().get())
                : stripe.checkoutSessionOf(payment.id());
    }

    private Optional<String> post(Payment payment, Order order, CheckoutSession session, boolean dry) {
        String named = session.metadata().getOrDefault(Payment.ORDER_ID, "");
        Optional<SoldOrder> agreed = booking.find(session)
                // Stricter than an event: alone nothing is credited while metadata and order say different things.
                .filter(found -> found.id() == order.id() && named.equals(Long.toString(order.id())))
                .filter(found ->
                        session.paymentId().filter(payment.id()::equals).isPresent())
                .filter(found -> booking.doubt(session, found).isEmpty());
        if (agreed.isEmpty() || dry) {
            return agreed.isEmpty() ? Optional.of("session_differs") : Optional.empty();
        }
        try {
            booking.credit(session, agreed.get());
            return Optional.empty();
        } catch (Rejected | Conflict refused) {
            return Optional.of(refused.key());
        }
    }
}
