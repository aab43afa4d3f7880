package com.arzani.tokens.payments.risk;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerProof;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;

/// A marketplace whose customers buy through the database's own doors, with pasts as odd as a test wants them.
public final class RiskShop {
    public static final long STARTER = 1; // 10 tokens for £10
    public static final long PROFESSIONAL = 2; // 25 and 5 for £25
    public static final long ENTERPRISE = 3; // 50 and 15 for £50

    private final TestDatabase database;
    private final Sql sql;
    private final Sql service;
    private final Sql finance;
    private final Sql admin;
    private final Sql support;
    private final Database proof;

    public RiskShop(TestDatabase database) {
        this.database = database;
        sql = database.sql();
        service = database.sqlAs(database.login(OperatorRole.SERVICE));
        finance = database.sqlAs(database.login(OperatorRole.FINANCE));
        admin = database.sqlAs(database.login(OperatorRole.ADMIN));
        support = database.sqlAs(database.login(OperatorRole.SUPPORT));
        proof = database.openService();
    }

    public Sql sql() {
        return sql;
    }

    Sql service() {
        return service;
    }

    Sql finance() {
        return finance;
    }

    Sql admin() {
        return admin;
    }

    Sql support() {
        return support;
    }

    public Database as(OperatorRole role) {
        return database.openAs(role);
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    /// A customer who registered so many hours ago.
    public long customer(int hoursAgo) {
        return sql.number(
                "INSERT INTO users (email, first_name, last_name, created_at)"
                        + " VALUES (?, 'Ann', 'Example', ledger_now() - make_interval(hours => ?)) RETURNING id",
                key() + "@example.com",
                hoursAgo);
    }

    public long customer() {
        return customer(24 * 90);
    }

    /// A purchase on the marketplace; gives the order.
    public long buy(long user, long packageId) {
        return buy(key(), user, packageId);
    }

    long buy(String key, long user, long packageId) {
        return service.number("SELECT id FROM create_purchase(?, ?, ?)", key, user, packageId);
    }

    /// A sale in the past that nobody judged, paid so many minutes ago.
    void earlier(long user, long pence, int minutesAgo) {
        sql.execute("""
                INSERT INTO token_orders (operation_key, user_id, package_version_id, token_amount, price_pence, status, created_at,
                    expires_at, paid_at)
                SELECT gen_random_uuid()::text, ?, 1, 10, ?, 'paid', t, t, t FROM (VALUES (ledger_now() - make_interval(mins => ?))) v (t)
                """, (int) user, pence, minutesAgo);
    }

    void unpaid(long user, String status, int hoursAgo) {
        sql.execute("""
                INSERT INTO token_orders (operation_key, user_id, package_version_id, token_amount, price_pence, status, created_at,
                    expires_at)
                SELECT gen_random_uuid()::text, ?, 1, 10, 1000, ?, t, t + interval '5 minutes'
                FROM (VALUES (ledger_now() - make_interval(hours => ?))) v (t)""", (int) user, status, hoursAgo);
    }

    void contacted(long user, int listings) {
        sql.execute("""
                WITH b AS (INSERT INTO businesses (user_id, business_name) SELECT ?, 'Shop ' || n FROM generate_series(1, ?) n RETURNING id)
                INSERT INTO business_inquiries (business_id, user_id, created_at) SELECT id, ?, ledger_now() - interval '59 minutes' FROM b
                """, (int) customer(), listings, (int) user);
    }

    /// A dispute over an older payment of the customer.
    void disputed(long user, String phase) {
        earlier(user, 1000, 60 * 24 * 30);
        sql.execute("""
                INSERT INTO stripe_disputes (id, order_id, user_id, stripe_payment_intent_id, amount_pence, currency, status, reason,
                    opened_at, phase, tokens_share, desk_order)
                SELECT 'dp_' || max(id), max(id), ?, 'pi_old', 1000, 'GBP', 'lost', 'fraudulent', ledger_now() - interval '1 day', ?, 0, 1
                FROM token_orders WHERE user_id = ?""", (int) user, phase, (int) user);
    }

    /// A customer whose next purchase scores 30: they bought four times within the hour.
    public long hasty() {
        long user = customer();
        for (int purchase = 0; purchase < 4; purchase++) {
            earlier(user, 1000, 10 + purchase);
        }
        return user;
    }

    /// A customer whose next purchase scores 50.
    public long hastyAndUnpaid() {
        long user = hasty();
        for (int order = 0; order < 6; order++) {
            unpaid(user, "expired", 2);
        }
        return user;
    }

    /// Attaches a checkout and credits the order, as after its payment.
    public void pay(long order) {
        attach(order);
        credit(order);
    }

    void attach(long order) {
        service.rows("SELECT id FROM attach_checkout(?, ?)", order, "cs_" + order);
    }

    void credit(long order) {
        service.rows(
                "SELECT id FROM credit_order(?, ?, ?, ?, 'gbp')",
                order,
                "cs_" + order,
                "pi_" + order,
                sql.number("SELECT price_pence FROM token_orders WHERE id = ?", order));
    }

    /// Books a dispute over the whole payment, or over some pence of it.
    void dispute(long order, String status, long pence) {
        service.rows(
                "SELECT id FROM book_dispute(jsonb_build_object('id', ?::text, 'payment_id', ?::text, 'amount_pence', ?::bigint,"
                        + " 'currency', 'gbp', 'status', ?::text, 'reason', 'fraudulent', 'opened_at', '2026-11-01T00:00:00Z'),"
                        + " 'cs_' || ?::text, coalesce((SELECT readings FROM stripe_disputes WHERE id = ?), 0))",
                "dp_of_" + order,
                "pi_" + order,
                pence,
                status,
                order,
                "dp_of_" + order);
    }

    /// Books a refund as Stripe tells of it.
    void refund(long order, String status, long pence) {
        service.rows(
                "SELECT id FROM book_refund(?, ?, ?, 'gbp', jsonb_build_array(jsonb_build_object('id', ?::text, 'amount_pence',"
                        + " ?::bigint, 'currency', 'gbp', 'status', ?::text, 'made_at', '2026-11-02T00:00:00Z')))",
                "pi_" + order,
                order,
                sql.number("SELECT price_pence FROM token_orders WHERE id = ?", order),
                "re_of_" + order,
                pence,
                status);
    }

    String status(long order) {
        return sql.value(String.class, "SELECT status FROM token_orders WHERE id = ?", order);
    }

    long score(long order) {
        return sql.number("SELECT score FROM risk_assessments WHERE order_id = ?", order);
    }

    String decision(long order) {
        return sql.value(String.class, "SELECT decision FROM risk_assessments WHERE order_id = ?", order);
    }

    /// What one rule found against an order.
    JsonNode finding(long order, String rule) {
        try {
            return new ObjectMapper()
                    .readTree(sql.value(
                            String.class,
                            "SELECT f::text FROM risk_assessments a, jsonb_array_elements(a.findings) f"
                                    + " WHERE a.order_id = ? AND f ->> 'rule' = ?",
                            order,
                            rule));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `state held` of a review.
    String review(long order) {
        return sql.value(
                String.class, "SELECT state || ' ' || tokens_held FROM risk_reviews WHERE order_id = ?", order);
    }

    long version(long order) {
        return sql.number("SELECT version FROM risk_reviews WHERE order_id = ?", order);
    }

    /// `balance/owed` of a customer.
    String wallet(long user) {
        return sql.value(
                String.class, "SELECT token_balance || '/' || tokens_owed FROM user_tokens WHERE user_id = ?", (int)
                        user);
    }

    /// The entries that held for a review or gave back, as signed numbers in order.
    String moves(long order) {
        return sql.value(
                String.class,
                "SELECT coalesce(string_agg((tokens_amount * direction)::text, ' ' ORDER BY id), '') FROM token_transactions"
                        + " WHERE order_id = ? AND action_type LIKE 'risk%'",
                order);
    }

    void release(Sql who, long order) {
        who.rows("SELECT * FROM release_risk_review(?, ?, ?, 'Known customer')", key(), order, version(order));
    }

    Map<String, Object> numbers(Sql who, long user) {
        return who.rows("SELECT * FROM customer_in_numbers(?)", user).getFirst();
    }

    void proven() {
        assertThat(new LedgerProof(proof).run(count -> {}).differences()).isEmpty();
    }
}
