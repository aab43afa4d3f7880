package com.arzani.tokens.demonstration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// What follows from the copied rows and is left to the database: sums, sequences, audit, statistics.
final class Aftermath {
    private static final String CONTACTS = """
            INSERT INTO contact_limitations (user_id, business_id, contact_count, first_contact_at, last_contact_at,
                tokens_spent, is_free_contact, last_entry_id)
            SELECT user_id, business_id, count(*), min(created_at), max(created_at), sum(tokens_spent),
                   bool_or(tokens_spent = 0), max(entry_id)
            FROM business_inquiries GROUP BY user_id, business_id ORDER BY min(id)
            """;
    /// What keeps the figures, as their doors call it; everything here was written by this transaction.
    private static final List<String> FOLDS = List.of("ledger_fold_entries", "ledger_fold_sales");
    /// A month to aim at for a marketplace of this size: a tenth above the best one, in whole hundreds of pounds.
    private static final String TARGET = """
            INSERT INTO settings (name, version, value, reason)
            SELECT 'KPI_MONTHLY_SALES_PENCE', 2, (ceil(max(m.pence) * 1.1 / 10000) * 10000)::bigint, 'As large as the demonstration'
            FROM (SELECT sum(gross_pence) AS pence FROM sales_days GROUP BY date_trunc('month', day::timestamp)) m
            HAVING max(m.pence) > 0
            """;
    private static final String BOOST_AUDIT = """
            INSERT INTO audit_log (actor, action, subject_type, subject_id, before, after, reason, application_name, created_at)
            SELECT e.actor, 'end_boost', 'boost', b.id::text,
                   to_jsonb(b) || '{"ended_at": null, "ended_entry_id": null, "ended_tokens": 0}', to_jsonb(b), e.note,
                   e.application_name, b.ended_at
            FROM listing_boosts b JOIN token_entry_keys k ON k.entry_id = b.ended_entry_id
            JOIN token_transactions e ON e.created_at = k.created_at AND e.id = k.entry_id
            ORDER BY b.ended_at
            """;
    private static final String REVEAL_AUDIT = """
            INSERT INTO audit_log (actor, action, subject_type, subject_id, reason, application_name, created_at)
            SELECT e.actor, 'reveal_contact', 'user', e.user_id::text, 'Called the customer back about entry ' || e.id,
                   e.application_name, e.created_at - interval '4 minutes'
            FROM token_transactions e WHERE e.transaction_type = 'adjustment' AND e.id % 3 = 0 ORDER BY e.id DESC LIMIT 200
            """;
    /// What was booked for refunds; those that nobody booked are there to be found.
    private static final String REFUNDS = """
            INSERT INTO stripe_refunds (id, order_id, user_id, stripe_payment_intent_id, amount_pence, currency, status, made_at,
                tokens_taken, tokens_owed, takes, entry_id, first_seen_at, changed_at)
            SELECT r.id, o.id, o.user_id, r.parent, (r.state ->> 'amount')::bigint, o.currency, 'succeeded', to_timestamp(r.created),
                   e.tokens_amount, e.tokens_owed_delta, 1, e.id, e.created_at, e.created_at
            FROM simulator.objects r JOIN token_orders o ON o.stripe_payment_intent_id = r.parent
            JOIN token_entry_keys k ON k.operation_key = 'stripe:' || r.id AND k.operation_line = 0
            JOIN token_transactions e ON e.created_at = k.created_at AND e.id = k.entry_id
            WHERE r.object = 'refund' AND e.transaction_type = 'refund'
            """;
    private static final List<String> NUMBERED = List.of(
            "users",
            "businesses",
            "user_tokens",
            "token_orders",
            "token_packages",
            "token_package_versions",
            "business_inquiries",
            "listing_boosts",
            "analytics_unlocks");
    private static final String ANALYZE =
            "ANALYZE users, businesses, user_tokens, token_transactions, token_entry_keys,"
                    + " token_lots, token_lot_draws, token_orders, business_inquiries, listing_boosts, analytics_unlocks, contact_limitations,"
                    + " analytics_events, audit_log, approval_requests, stripe_refunds";

    private Aftermath() {}

    /// Sums up contacts; to be done while that table has neither keys nor indexes.
    static void writeContacts(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CONTACTS);
        }
    }

    static void write(Connection connection, DemonstrationSize size, long entries) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(BOOST_AUDIT);
            statement.execute(REVEAL_AUDIT);
            statement.execute(REFUNDS);
            for (String table : NUMBERED) {
                statement.execute("SELECT setval(pg_get_serial_sequence('" + table + "', 'id'), max(id)) FROM " + table
                        + " HAVING max(id) IS NOT NULL");
            }
            if (entries > 0) {
                statement.execute("SELECT setval('token_transactions_id_seq', " + entries + ")");
            }
        }
        PastRequests.write(connection);
        PastDisputes.write(connection);
        PastInterest.write(connection);
        PastReconciliation.write(connection);
        PastReviews.write(connection);
        try (PreparedStatement marker = connection.prepareStatement(
                // Nobody waits a quarter of an hour to see a lost payment found.
                "INSERT INTO settings (name, version, value, reason) VALUES (?, 1, ?, 'Loaded by its owner'),"
                        + " ('RECONCILIATION_WAIT_MINUTES', 2, '0', 'Quicker in the demonstration')")) {
            marker.setString(1, DemonstrationData.MARKER);
            marker.setString(2, "seed " + size.seed() + ", " + size.users() + " users, " + entries + " entries");
            marker.executeUpdate();
        }
        analyze(connection);
        fold(connection);
    }

    /// After the statistics, without which millions of rows would be found one by one.
    private static void fold(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String fold : FOLDS) {
                statement.execute("SELECT " + fold + "(pg_current_xact_id()::text::bigint + 1)");
            }
            statement.execute("SELECT ledger_refresh_analytics()");
            statement.execute(TARGET);
            statement.execute("ANALYZE token_daily_totals, economy_month_users, sale_facts, sales_days, sales_buyers");
        }
    }

    /// By small samples, which the server refines by itself later; only of the partitioned parent it never does.
    private static void analyze(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL default_statistics_target = 30");
            statement.execute(ANALYZE);
            statement.execute("SET LOCAL default_statistics_target = 10");
            statement.execute("ANALYZE token_transactions");
            statement.execute("SET LOCAL default_statistics_target = 100");
            statement.execute("ANALYZE ONLY token_transactions");
        }
    }
}
