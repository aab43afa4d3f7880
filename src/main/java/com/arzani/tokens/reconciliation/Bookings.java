package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.Payment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.hibernate.Session;

/// Reads our side: a few queries for a whole page of payments. Entries belong to a payment by their
/// `stripe_payment_intent_id`, reversals by the entry they take back.
final class Bookings {
    private static final String ORDERS = """
            SELECT id, user_id, price_pence, currency, token_amount + bonus_tokens AS tokens,
                   stripe_checkout_session_id, stripe_payment_intent_id
            FROM token_orders
            WHERE stripe_payment_intent_id = ANY (?) OR id = ANY (CAST(? AS bigint[]))
            """;
    private static final String ENTRIES = """
            SELECT id, user_id, transaction_type, tokens_amount * direction AS tokens, operation_key, reverses, created_at,
                   stripe_payment_intent_id
            FROM token_transactions
            WHERE stripe_payment_intent_id = ANY (?)
            ORDER BY created_at, id
            """;
    private static final String REVERSALS = """
            SELECT t.id, t.user_id, t.transaction_type, t.tokens_amount * t.direction AS tokens, t.operation_key, t.reverses,
                   t.created_at, NULL AS stripe_payment_intent_id
            FROM token_entry_keys k JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id
            WHERE k.reverses = ANY (CAST(? AS bigint[]))
            ORDER BY t.created_at, t.id
            """;
    private static final String CREDITED_BETWEEN = """
            SELECT DISTINCT stripe_payment_intent_id FROM token_transactions
            WHERE transaction_type = 'purchase' AND created_at >= ? AND created_at < ?
              AND stripe_payment_intent_id IS NOT NULL
            """;

    private final Database database;

    Bookings(Database database) {
        this.database = database;
    }

    /// Our side of each of these payments.
    Map<String, Booking> of(Collection<Payment> payments) {
        Map<String, Long> orderIds = new HashMap<>();
        for (Payment payment : payments) {
            OptionalLong orderId = payment.orderId();
            orderIds.put(payment.id(), orderId.orElse(0));
        }
        return database.read(session -> load(session, orderIds));
    }

    /// Our side of payments of which only the id is known.
    Map<String, Booking> ofIds(Collection<String> paymentIds) {
        Map<String, Long> orderIds = new HashMap<>();
        paymentIds.forEach(id -> orderIds.put(id, 0L));
        return database.read(session -> load(session, orderIds));
    }

    /// Payments for which we credited something in this stretch of our own time.
    List<String> creditedBetween(Instant from, Instant to) {
        return database.read(session -> new Sql(session).rows(CREDITED_BETWEEN, row -> row.getString(1), from, to));
    }

    private static Map<String, Booking> load(Session session, Map<String, Long> orderIds) {
        Sql sql = new Sql(session);
        List<String> ids = List.copyOf(orderIds.keySet());
        List<Order> orders = sql.rows(
                ORDERS,
                Bookings::order,
                ids,
                orderIds.values().stream().filter(id -> id > 0).toList());
        Map<String, List<Entry>> entries = new HashMap<>();
        Map<Long, String> paymentOf = new HashMap<>();
        sql.rows(
                ENTRIES,
                row -> {
                    Entry entry = entry(row);
                    String payment = row.getString("stripe_payment_intent_id");
                    paymentOf.put(entry.id(), payment);
                    return entries.computeIfAbsent(payment, key -> new ArrayList<>())
                            .add(entry);
                },
                ids);
        reversals(sql, entries, paymentOf);
        Map<String, Booking> bookings = new HashMap<>();
        orderIds.forEach((id, orderId) ->
                bookings.put(id, new Booking(id, find(orders, id, orderId), entries.getOrDefault(id, List.of()))));
        return bookings;
    }

    private static void reversals(Sql sql, Map<String, List<Entry>> entries, Map<Long, String> paymentOf) {
        List<Entry> found = sql.rows(REVERSALS, Bookings::entry, List.copyOf(paymentOf.keySet()));
        for (Entry reversal : found) {
            // A reversal that names the payment itself has been read already.
            if (!paymentOf.containsKey(reversal.id())) {
                entries.get(paymentOf.get(reversal.reverses())).add(reversal);
            }
        }
    }

    /// The order that was paid with this payment comes before the one its metadata names: metadata proves nothing (T8).
    private static Optional<Order> find(List<Order> orders, String paymentId, long orderId) {
        return orders.stream()
                .filter(order -> order.paymentId().filter(paymentId::equals).isPresent())
                .findFirst()
                .or(() -> orders.stream().filter(order -> order.id() == orderId).findFirst());
    }

    private static Order order(ResultSet row) throws SQLException {
        return new Order(
                row.getLong("id"),
                row.getLong("user_id"),
                new Amount(row.getLong("price_pence"), row.getString("currency")),
                row.getLong("tokens"),
                Optional.ofNullable(row.getString("stripe_checkout_session_id")),
                Optional.ofNullable(row.getString("stripe_payment_intent_id")));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getLong("user_id"),
                row.getString("transaction_type"),
                row.getLong("tokens"),
                row.getString("operation_key"),
                row.getLong("reverses"),
                Sql.moment(row, "created_at"));
    }
}
