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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
    /// Of the debt that an entry made, what is still owed: later credits pay the oldest first, so a wallet's debt is
    /// that of
    /// its last entries, and no debt is told of two payments.
    private static final String OWED = """
            CASE WHEN t.tokens_owed_delta > 0 THEN greatest(0, least(t.tokens_owed_delta,
                (SELECT w.tokens_owed FROM user_tokens w WHERE w.user_id = t.user_id)
                - (SELECT coalesce(sum(x.tokens_owed_delta), 0) FROM token_transactions x WHERE x.user_id = t.user_id
                       AND x.created_at >= t.created_at AND x.wallet_seq > t.wallet_seq AND x.tokens_owed_delta > 0)))
            ELSE t.tokens_owed_delta END AS tokens_owed_delta
            """;
    private static final String ENTRIES = """
            SELECT t.id, t.user_id, t.transaction_type, t.tokens_amount * t.direction AS tokens, %s, t.operation_key,
                   t.reverses, t.created_at, t.stripe_payment_intent_id
            FROM token_transactions t
            WHERE t.stripe_payment_intent_id = ANY (?)
            ORDER BY t.created_at, t.id
            """.formatted(OWED);
    private static final String REVERSALS = """
            SELECT t.id, t.user_id, t.transaction_type, t.tokens_amount * t.direction AS tokens,
                   %s, t.operation_key, t.reverses, t.created_at, NULL AS stripe_payment_intent_id
            FROM token_entry_keys k JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id
            WHERE k.reverses = ANY (CAST(? AS bigint[]))
            ORDER BY t.created_at, t.id
            """.formatted(OWED);
    private static final String CREDITED_BETWEEN = """
            SELECT DISTINCT stripe_payment_intent_id FROM token_transactions
            WHERE transaction_type = 'purchase' AND created_at >= ? AND created_at < ?
              AND stripe_payment_intent_id IS NOT NULL
            """;

    /// Orders that repeat another of the same customer for the same package within minutes, unless that one was taken
    /// back since.
    private static final String TWINS = """
            SELECT o.id, t.id AS twin, t.stripe_payment_intent_id
            FROM token_orders o JOIN token_package_versions v ON v.id = o.package_version_id
            JOIN token_orders t ON t.user_id = o.user_id AND t.created_at BETWEEN o.created_at - interval '10 minutes' AND o.created_at
                AND (t.created_at, t.id) < (o.created_at, o.id)
            JOIN token_package_versions w ON w.id = t.package_version_id AND w.package_id = v.package_id
            WHERE o.id = ANY (CAST(? AS bigint[])) AND o.status = 'paid' AND t.status = 'paid'
              AND t.stripe_payment_intent_id <> o.stripe_payment_intent_id AND o.operation_key NOT LIKE 'again:%'
              AND (SELECT coalesce(sum(e.tokens_amount), 0) FROM token_transactions e
                   WHERE e.stripe_payment_intent_id = t.stripe_payment_intent_id AND e.transaction_type = 'refund')
                  < t.token_amount + t.bonus_tokens
            """;
    private static final String WALLETS =
            "SELECT user_id, token_balance, tokens_owed FROM user_tokens WHERE user_id = ANY (CAST(? AS bigint[]))";

    private final Database database;

    Bookings(Database database) {
        this.database = database;
    }

    /// Our side of each of these payments, by id; empty ones are unknown to Stripe.
    Map<String, Booking> of(Map<String, Optional<Payment>> payments) {
        Map<String, Long> orderIds = new HashMap<>();
        payments.forEach((id, payment) -> orderIds.put(
                id, payment.map(Payment::orderId).orElse(OptionalLong.empty()).orElse(0)));
        return orderIds.isEmpty() ? Map.of() : database.read(session -> load(session, orderIds));
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
        Map<Long, Booking.Twin> twins = twins(sql, orders);
        Map<Long, Booking.Holding> wallets = wallets(sql, orders, entries.values());
        Map<String, Booking> bookings = new HashMap<>();
        orderIds.forEach((id, orderId) -> {
            Optional<Order> order = find(orders, id, orderId);
            List<Entry> booked = entries.getOrDefault(id, List.of());
            Optional<Booking.Twin> twin = named(orders, id, orderId)
                    .or(() -> order.flatMap(sold -> Optional.ofNullable(twins.get(sold.id()))));
            Optional<Booking.Holding> wallet = owner(order, booked).map(wallets::get);
            bookings.put(id, new Booking(id, order, booked, twin, wallet));
        });
        return bookings;
    }

    /// The order that the metadata names, if it was paid with another payment and this one has an order of its own.
    private static Optional<Booking.Twin> named(List<Order> orders, String paymentId, long orderId) {
        boolean own = orders.stream()
                .anyMatch(order -> order.paymentId().filter(paymentId::equals).isPresent());
        return orders.stream()
                .filter(order -> own && order.id() == orderId)
                .filter(order -> order.paymentId()
                        .filter(paid -> !paid.equals(paymentId))
                        .isPresent())
                .map(order -> new Booking.Twin(order.id(), order.paymentId().orElseThrow()))
                .findFirst();
    }

    private static Map<Long, Booking.Twin> twins(Sql sql, List<Order> orders) {
        Map<Long, Booking.Twin> twins = new HashMap<>();
        sql.rows(
                TWINS,
                row -> twins.put(row.getLong(1), new Booking.Twin(row.getLong(2), row.getString(3))),
                orders.stream().map(Order::id).toList());
        return twins;
    }

    private static Map<Long, Booking.Holding> wallets(Sql sql, List<Order> orders, Collection<List<Entry>> entries) {
        Set<Long> users = new HashSet<>();
        orders.forEach(order -> users.add(order.userId()));
        entries.forEach(booked -> booked.forEach(entry -> users.add(entry.userId())));
        Map<Long, Booking.Holding> wallets = new HashMap<>();
        sql.rows(
                WALLETS,
                row -> wallets.put(row.getLong(1), new Booking.Holding(row.getLong(2), row.getLong(3))),
                List.copyOf(users));
        return wallets;
    }

    private static Optional<Long> owner(Optional<Order> order, List<Entry> booked) {
        return booked.stream().map(Entry::userId).findFirst().or(() -> order.map(Order::userId));
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
                row.getLong("tokens_owed_delta"),
                row.getString("operation_key"),
                row.getLong("reverses"),
                Sql.moment(row, "created_at"));
    }
}
