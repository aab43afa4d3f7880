package com.arzani.tokens.payments.checkout;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.Payment;
import java.util.List;
import java.util.Optional;
import org.hibernate.type.StandardBasicTypes;

/// Books what a checkout session, just read from Stripe, says of its order: events and reconciliation credit through
/// this
/// class alone. The session must agree with the order in money, currency and kind of money (rule 3); metadata only
/// finds an order nobody else claims (T8).
public final class CheckoutBooking {
    private static final String FIND = """
            SELECT id, user_id, price_pence, currency, status, stripe_checkout_session_id FROM token_orders
            WHERE stripe_checkout_session_id = :session OR id = :id
            ORDER BY (stripe_checkout_session_id = :session) IS TRUE DESC LIMIT 1
            """;

    private final Database database;
    private final boolean live;

    /// @param database signed in as the service
    /// @param live whether our key is one for real money; a session of the other kind is never credited (R13)
    public CheckoutBooking(Database database, boolean live) {
        this.database = database;
        this.live = live;
    }

    /// Why a session is not credited, as a key with arguments for its sentence.
    public record Doubt(String key, List<Object> arguments) {
        public Doubt {
            arguments = List.copyOf(arguments);
        }

        static Doubt of(String key, Object... arguments) {
            return new Doubt(key, List.of(arguments));
        }
    }

    /// The order this session was made for; the one its metadata names comes second.
    public Optional<SoldOrder> find(CheckoutSession session) {
        long named = Digits.parse(session.metadata().get(Payment.ORDER_ID)).orElse(0);
        List<Object[]> rows = database.read(work -> work.createNativeQuery(FIND, Object[].class)
                .setParameter("session", session.id())
                .setParameter("id", named)
                .getResultList());
        return rows.stream().findFirst().map(CheckoutBooking::order);
    }

    private static SoldOrder order(Object[] row) {
        Amount price =
                new Amount(((Number) row[2]).longValue(), row[3].toString().strip());
        return new SoldOrder(
                ((Number) row[0]).longValue(),
                ((Number) row[1]).longValue(),
                price,
                (String) row[4],
                Optional.ofNullable((String) row[5]));
    }

    /// What speaks against crediting this order for this session; empty if they agree.
    public Optional<Doubt> doubt(CheckoutSession session, SoldOrder order) {
        if (session.origin().live() != live) {
            return Optional.of(Doubt.of("event_live_differs"));
        }
        if (order.sessionId().isPresent() && !order.belongsTo(session.id())) {
            return Optional.of(Doubt.of("order_has_other_checkout", order.id()));
        }
        if (order.sessionId().isEmpty() && namesOther(session, order)) {
            return Optional.of(Doubt.of("order_of_other_user", order.id()));
        }
        if (session.amount().filter(order.price()::equals).isEmpty()) {
            long paid = session.amount().map(Amount::pence).orElse(0L);
            return Optional.of(
                    Doubt.of("order_amount_differs", order.id(), order.price().pence(), paid));
        }
        return session.settled() ? Optional.empty() : Optional.of(Doubt.of("event_payment_pending"));
    }

    /// An order that only the metadata finds must be that of the user the checkout was made for (H11).
    private static boolean namesOther(CheckoutSession session, SoldOrder order) {
        String user = session.metadata().get(Payment.USER_ID);
        return user != null && !user.equals(Long.toString(order.userId()));
    }

    /// Credits an order of which nothing speaks against it.
    ///
    /// @return the entries of this credit, whether posted now or before
    public List<Long> credit(CheckoutSession session, SoldOrder order) {
        if (order.sessionId().isEmpty()) {
            // A process killed between making the checkout and noting it leaves an order that only the metadata finds.
            attach(session, order.id());
        }
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

    private void attach(CheckoutSession session, long order) {
        database.call(work -> work.createNativeQuery("SELECT id FROM attach_checkout(:order, :session)", Long.class)
                .setParameter("order", order)
                .setParameter("session", session.id())
                .getSingleResult());
    }

    /// Notes that the checkout brought no money.
    ///
    /// @param status `expired` or `failed`
    /// @return whether it is closed; a paid order stays paid
    public boolean close(CheckoutSession session, SoldOrder order, String status) {
        return order.belongsTo(session.id())
                && !database.call(work -> work.createNativeQuery(
                                        "SELECT id FROM close_order(:order, :session, :status)", Long.class)
                                .setParameter("order", order.id())
                                .setParameter("session", session.id())
                                .setParameter("status", status)
                                .getResultList())
                        .isEmpty();
    }
}
