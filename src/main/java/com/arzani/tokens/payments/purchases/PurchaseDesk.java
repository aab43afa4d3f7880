package com.arzani.tokens.payments.purchases;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads orders with the operator's own login.
public final class PurchaseDesk {
    private static final String COLUMNS = """
            SELECT o.id, o.user_id, btrim(concat_ws(' ', u.first_name, u.last_name)), v.name, o.token_amount, o.bonus_tokens,
                   o.price_pence, o.status, o.created_at, o.paid_at, o.stripe_checkout_session_id, o.stripe_payment_intent_id,
                   (SELECT coalesce(sum(r.amount_pence), 0) FROM stripe_refunds r WHERE r.order_id = o.id
                       AND r.status NOT IN ('failed', 'canceled')),
                   (SELECT count(*) FROM stripe_outbox x WHERE x.subject_type = 'order' AND x.subject_id = CAST(o.id AS text)
                       AND x.kind = 'refund' AND x.status IN ('waiting', 'parked')),
                   (SELECT count(*) FROM stripe_disputes d WHERE d.order_id = o.id AND d.phase IN ('held', 'lost', 'unclear'))
            FROM token_orders o JOIN users u ON u.id = o.user_id JOIN token_package_versions v ON v.id = o.package_version_id
            """;
    private static final String PAGE = COLUMNS + """
            WHERE o.id < :before AND o.status = ANY (:statuses)
              AND (:text = '' OR o.id = :number OR o.user_id = :number OR o.stripe_checkout_session_id = :text
                   OR o.stripe_payment_intent_id = :text
                   OR o.id IN (SELECT r.order_id FROM stripe_refunds r WHERE r.id = :text))
              AND (NOT :refunded OR EXISTS (SELECT FROM stripe_refunds r WHERE r.order_id = o.id)
                   OR EXISTS (SELECT FROM stripe_outbox x WHERE x.subject_type = 'order' AND x.kind = 'refund'
                              AND x.subject_id = CAST(o.id AS text)))
            ORDER BY o.id DESC LIMIT :most
            """;
    private static final String REFUNDS = """
            SELECT id, amount_pence, status, failure_reason, made_at, created_by, tokens_taken, tokens_owed, tokens_returned,
                   coalesce(entry_id, return_entry_id)
            FROM stripe_refunds WHERE order_id = :order ORDER BY made_at DESC, id
            """;

    private final Database database;

    public PurchaseDesk(Database database) {
        this.database = database;
    }

    /// @param text an order's or a user's number, or a session's, payment's or refund's id of Stripe's; empty for all
    /// @param refunded only orders with a refund, made or asked for
    public record Filter(Collection<PurchaseState> states, String text, boolean refunded) {}

    /// Orders that fit, the newest first.
    ///
    /// @param beforeId the id the page begins after; `Long.MAX_VALUE` for the first page
    public List<Purchase> page(Filter filter, long beforeId, int most) {
        String[] codes = filter.states().stream().map(PurchaseState::code).toArray(String[]::new);
        return database.read(session -> session
                .createNativeQuery(PAGE, Object[].class)
                .setParameter("before", beforeId)
                .setParameter("statuses", codes)
                .setParameter("text", filter.text())
                .setParameter("number", Digits.parse(filter.text()).orElse(0))
                .setParameter("refunded", filter.refunded())
                .setParameter("most", most)
                .getResultList()
                .stream()
                .map(PurchaseDesk::purchase)
                .toList());
    }

    public Optional<Purchase> find(long orderId) {
        return database.read(session -> session
                .createNativeQuery(COLUMNS + "WHERE o.id = :order", Object[].class)
                .setParameter("order", orderId)
                .getResultList()
                .stream()
                .map(PurchaseDesk::purchase)
                .findFirst());
    }

    /// Every refund of an order, the newest first.
    public List<PurchaseRefund> refunds(long orderId) {
        return database.read(session ->
                session
                        .createNativeQuery(REFUNDS, Object[].class)
                        .setParameter("order", orderId)
                        .getResultList()
                        .stream()
                        .map(PurchaseDesk::refund)
                        .toList());
    }

    /// Every dispute of an order, the newest first.
    public List<PurchaseDispute> disputes(long orderId) {
        return database.read(session -> session
                .createNativeQuery(
                        "SELECT id, amount_pence, phase, tokens_held FROM stripe_disputes WHERE order_id = :order"
                                + " ORDER BY opened_at DESC, id",
                        Object[].class)
                .setParameter("order", orderId)
                .getResultList()
                .stream()
                .map(row -> new PurchaseDispute(
                        (String) row[0], new Pence(number(row[1])), (String) row[2], tokens(row[3])))
                .toList());
    }

    private static Purchase purchase(Object[] row) {
        return new Purchase(
                number(row[0]),
                new Purchase.Customer(number(row[1]), (String) row[2]),
                new Purchase.Sold((String) row[3], tokens(row[4]), tokens(row[5]), new Pence(number(row[6]))),
                new Purchase.Course(
                        PurchaseState.of((String) row[7]),
                        (Instant) row[8],
                        Optional.ofNullable((Instant) row[9]),
                        new Pence(number(row[12])),
                        (int) number(row[13]),
                        (int) number(row[14])),
                new Purchase.Stripe(text(row[10]), text(row[11])));
    }

    private static PurchaseRefund refund(Object[] row) {
        return new PurchaseRefund(
                (String) row[0],
                new Pence(number(row[1])),
                (String) row[2],
                text(row[3]),
                (Instant) row[4],
                text(row[5]),
                new PurchaseRefund.Booked(
                        tokens(row[6]),
                        tokens(row[7]),
                        tokens(row[8]),
                        row[9] == null ? OptionalLong.empty() : OptionalLong.of(number(row[9]))));
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }

    private static Tokens tokens(Object column) {
        return new Tokens(number(column));
    }

    private static Optional<String> text(Object column) {
        return Optional.ofNullable((String) column);
    }
}
