package com.arzani.tokens.payments.inbox;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.Payment;
import java.util.List;
import java.util.Optional;
import org.hibernate.type.StandardBasicTypes;

/// Our orders, as a checkout session just read from Stripe concerns them. What was sold is what the order says (T8):
/// the
/// session must agree with it in money, currency and kind of money, and metadata only finds an order nobody else
/// claims.
final class OrderCrediting {
    private static final String FIND = """
            SELECT id, price_pence, currency, status, stripe_checkout_session_id FROM token_orders
            WHERE stripe_checkout_session_id = :session OR id = :id
            ORDER BY (stripe_checkout_session_id = :session) IS TRUE DESC LIMIT 1
            """;

    private final Database database;
    private final boolean live;

    OrderCrediting(Database database, boolean live) {
        this.database = database;
        this.live = live;
    }

    /// @param sessionId absent until the checkout was noted
    record Order(long id, Amount price, String status, Optional<String> sessionId) {}

    /// The order this session was made for; the one its metadata names comes second.
    Optional<Order> find(CheckoutSession session) {
        long named = Digits.parse(session.metadata().get(Payment.ORDER_ID)).orElse(0);
        List<Object[]> rows = database.read(work -> work.createNativeQuery(FIND, Object[].class)
                .setParameter("session", session.id())
                .setParameter("id", named)
                .getResultList());
        return rows.stream().findFirst().map(OrderCrediting::order);
    }

    private static Order order(Object[] row) {
        Amount price =
                new Amount(((Number) row[1]).longValue(), row[2].toString().strip());
        return new Order(((Number) row[0]).longValue(), price, (String) row[3], Optional.ofNullable((String) row[4]));
    }

    Outcome credit(CheckoutSession session) {
        Optional<Order> found = find(session);
        if (found.isEmpty()) {
            return Outcome.parked("event_order_unknown", session.id());
        }
        Order order = found.get();
        Optional<Outcome> doubt = doubt(session, order);
        if (doubt.isPresent()) {
            return doubt.get().of(order.id());
        }
        attach(session, order);
        Outcome done = order.status().equals("paid") ? Outcome.processed("event_credited_before") : Outcome.processed();
        return done.of(order.id()).with(post(session, order));
    }

    private Optional<Outcome> doubt(CheckoutSession session, Order order) {
        if (session.origin().live() != live) {
            return Optional.of(Outcome.parked("event_live_differs"));
        }
        if (order.sessionId().isPresent() && !order.sessionId().get().equals(session.id())) {
            return Optional.of(Outcome.parked("order_has_other_checkout", order.id()));
        }
        if (session.amount().filter(order.price()::equals).isEmpty()) {
            long paid = session.amount().map(Amount::pence).orElse(0L);
            return Optional.of(Outcome.parked(
                    "order_amount_differs", order.id(), order.price().pence(), paid));
        }
        return Optional.empty();
    }

    /// A process killed between making the checkout and noting it leaves an order that only the metadata finds.
    private void attach(CheckoutSession session, Order order) {
        if (order.sessionId().isEmpty()) {
            database.call(work -> work.createNativeQuery("SELECT id FROM attach_checkout(:order, :session)", Long.class)
                    .setParameter("order", order.id())
                    .setParameter("session", session.id())
                    .getSingleResult());
        }
    }

    /// The entries of this credit, whether posted now or before.
    private List<Long> post(CheckoutSession session, Order order) {
        Amount paid = session.amount().orElseThrow();
        return database.call(work -> work.createNativeQuery(
                        "SELECT id FROM credit_order(:order, :session, :payment, :pence, :currency)", Long.class)
                .setParameter("order", order.id())
                .setParameter("session", session.id())
                .setParameter("payment", session.paymentId().orElse(null), StandardBasicTypes.STRING)
                .setParameter("pence", paid.pence())
                .setParameter("currency", paid.currency())
                .getResultList());
    }

    /// Notes that the checkout brought no money; a paid order stays as it is.
    Outcome close(CheckoutSession session, String status) {
        Optional<Order> found = find(session)
                .filter(order -> order.sessionId().filter(session.id()::equals).isPresent());
        if (found.isEmpty()) {
            return Outcome.ignored("event_order_unknown");
        }
        long order = found.get().id();
        boolean closed = database.call(
                work -> !work.createNativeQuery("SELECT id FROM close_order(:order, :session, :status)", Long.class)
                        .setParameter("order", order)
                        .setParameter("session", session.id())
                        .setParameter("status", status)
                        .getResultList()
                        .isEmpty());
        return Outcome.processed(closed ? "event_order_closed" : "event_order_paid")
                .of(order);
    }
}
