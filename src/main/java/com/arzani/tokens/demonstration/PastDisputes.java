package com.arzani.tokens.demonstration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// The past's disputes as the desk keeps them, read from Stripe's side and from the entries that were posted for them.
final class PastDisputes {
    /// As book_dispute() and dispute_adopt().
    private static final String DISPUTES = """
            INSERT INTO stripe_disputes (id, order_id, user_id, stripe_payment_intent_id, amount_pence, currency, status, reason,
                opened_at, due_by, movements, phase, tokens_share, tokens_due, tokens_held, tokens_owed, tokens_returned, holds,
                hold_entry_id, return_entry_id, readings, desk_order, first_seen_at, last_seen_at)
            SELECT s.id, o.id, o.user_id, s.parent, d.amount, o.currency, d.status, 'fraudulent', d.opened,
                CASE WHEN d.status = 'needs_response' THEN d.opened + interval '9 days' END,
                (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'category', m.state ->> 'reporting_category',
                     'amount', (m.state ->> 'amount')::bigint, 'fee', coalesce((m.state ->> 'fee')::bigint, 0),
                     'net', (m.state ->> 'amount')::bigint - coalesce((m.state ->> 'fee')::bigint, 0),
                     'currency', o.currency, 'at', to_timestamp(m.created)) ORDER BY m.created), '[]')
                 FROM simulator.objects m WHERE m.parent = s.id AND m.object = 'balance_transaction'),
                dispute_phase(d.status), div(d.tokens * d.amount::numeric, o.price_pence),
                CASE WHEN b.entry_id IS NULL THEN t.tokens_amount ELSE 0 END,
                CASE WHEN b.entry_id IS NULL THEN t.tokens_amount ELSE 0 END,
                CASE WHEN b.entry_id IS NULL THEN t.tokens_owed_delta ELSE 0 END,
                CASE WHEN b.entry_id IS NULL THEN 0 ELSE t.tokens_amount END, 1, t.id, b.entry_id, 1,
                CASE WHEN d.status = 'needs_response' THEN extract(epoch FROM d.opened + interval '9 days')::bigint
                     ELSE 1000000000000 - s.created END,
                t.created_at, coalesce(b.created_at, t.created_at)
            FROM simulator.objects s JOIN token_orders o ON o.stripe_payment_intent_id = s.parent
            CROSS JOIN LATERAL (SELECT (s.state ->> 'amount')::bigint AS amount, s.state ->> 'status' AS status,
                to_timestamp(s.created) AS opened, o.token_amount + o.bonus_tokens AS tokens) d
            JOIN token_entry_keys h ON h.operation_key = concat('stripe:', s.id, ':hold')
            JOIN token_transactions t ON t.created_at = h.created_at AND t.id = h.entry_id
            LEFT JOIN token_entry_keys b ON b.reverses = t.id
            WHERE s.object = 'dispute' ORDER BY s.created
            """;

    private PastDisputes() {}

    static void write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(DISPUTES);
        }
    }
}
