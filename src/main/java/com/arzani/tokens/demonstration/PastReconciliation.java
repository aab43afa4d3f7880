package com.arzani.tokens.demonstration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// What a reconciliation of four weeks ago read of Stripe: payments that agree, with Stripe's fees. It does not move
/// the
/// window of later runs, which look at everything once more; what was planted is younger and left for them to find.
final class PastReconciliation {
    private static final String RUN = """
            INSERT INTO reconciliation_runs (status, kind, moves_on, requested_by, window_from, window_to, stage, started_at,
                updated_at, finished_at)
            SELECT 'finished', 'asked', false, 'demo_finance', '2010-01-01Z', t.at, 'done', t.at, t.at, t.at
            FROM (SELECT date_trunc('second', ledger_now()) - interval '29 days' AS at) t
            """;
    /// As `Items`, of sales that nothing came back of; the fee is the simulator's (`Movements.feePence`).
    private static final String ITEMS = """
            INSERT INTO reconciliation_items (payment_id, created, order_id, user_id, currency, stripe_pence, ledger_pence,
                refunded_pence, disputed_pence, fee_pence, tokens_due, tokens_booked, run_id, checked_at)
            SELECT o.stripe_payment_intent_id, date_trunc('second', o.paid_at), o.id, o.user_id, o.currency, o.price_pence,
                o.price_pence, 0, 0, (o.price_pence * 15 + 500) / 1000 + 20, o.token_amount + o.bonus_tokens,
                o.token_amount + o.bonus_tokens, r.id, r.finished_at
            FROM token_orders o, reconciliation_runs r
            WHERE o.status = 'paid' AND o.paid_at < r.window_to AND NOT EXISTS (
                SELECT FROM token_transactions t WHERE t.stripe_payment_intent_id = o.stripe_payment_intent_id
                    AND t.transaction_type IN ('refund', 'dispute'))
            """;
    private static final String COUNTED = """
            UPDATE reconciliation_runs r SET payments_seen = i.payments, entries_seen = i.payments, stripe_pence = i.pence,
                ledger_pence = i.pence
            FROM (SELECT count(*) AS payments, coalesce(sum(stripe_pence), 0) AS pence FROM reconciliation_items) i
            """;

    private PastReconciliation() {}

    static void write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(RUN);
            statement.execute(ITEMS);
            statement.execute(COUNTED);
        }
    }
}
