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

    /// @param perRun repairs in one run at most
    /// @param tokensEach tokens of one repair at most
    record Ceilings(long perRun, long tokensEach) {}

    Ceilings ceilings() {
        return database.read(session -> {
            Sql sql = new Sql(session);
            return new Ceilings(
                    setting(sql, "RECONCILIATION_REPAIRS_PER_RUN"), setting(sql, "RECONCILIATION_REPAIR_TOKENS"));
        });
    }

    private static long setting(Sql sql, String name) {
        // Without a setting nothing is credited automatically.
        return sql.row(
                        "SELECT value FROM settings WHERE name = ? ORDER BY version DESC LIMIT 1",
                        row -> Long.parseLong(row.getString(1)),
                        name)
                .orElse(0L);
    }

    /// Credits if everything agrees.
    ///
    /// @return empty if it was credited, else the key of the reason why not
    Optional<String> credit(Payment payment, Booking ours, long repairedInRun, Ceilings ceilings) {
        Optional<String> doubt = doubt(payment, ours);
        if (doubt.isPresent()) {
            return doubt;
        }
        Order order = ours.order().orElseThrow();
        if (order.tokens() > ceilings.tokensEach()) {
            return Optional.of("ceiling_tokens");
        }
        if (repairedInRun >= ceilings.perRun()) {
            return Optional.of("ceiling_run");
        }
        Optional<CheckoutSession> session = session(payment, order);
        if (session.isEmpty()) {
            return Optional.of("no_session");
        }
        return post(payment, order, session.get());
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

    private Optional<String> post(Payment payment, Order order, CheckoutSession session) {
        String named = session.metadata().getOrDefault(Payment.ORDER_ID, "");
        Optional<SoldOrder> agreed = booking.find(session)
                // Stricter than an event: alone nothing is credited while metadata and order say different things.
                .filter(found -> found.id() == order.id() && named.equals(Long.toString(order.id())))
                .filter(found ->
                        session.paymentId().filter(payment.id()::equals).isPresent())
                .filter(found -> booking.doubt(session, found).isEmpty());
        if (agreed.isEmpty()) {
            return Optional.of("session_differs");
        }
        try {
            booking.credit(session, agreed.get());
            return Optional.empty();
        } catch (Rejected | Conflict refused) {
            return Optional.of(refused.key());
        }
    }
}
