package com.arzani.tokens.payments.disputes;

/// The desk's queries; all of them read plain tables with the person's own rights.
final class DisputeSql {
    static final String CASES = """
            SELECT d.id, d.desk_order, d.user_id, btrim(concat_ws(' ', u.first_name, u.last_name)), d.order_id,
                   d.stripe_payment_intent_id, d.amount_pence, d.currency, d.reason, d.status, d.phase, d.opened_at, d.due_by,
                   CAST(floor(extract(epoch FROM d.due_by - ledger_now()) / 86400) AS bigint), d.tokens_share, d.tokens_held,
                   d.tokens_owed, d.tokens_returned,
                   CASE WHEN d.submissions > 0 OR x.status = 'done' THEN 'SENT' WHEN x.status = 'waiting' THEN 'SENDING'
                        WHEN x.status = 'parked' THEN 'PARKED' WHEN x.status = 'refused' THEN 'REFUSED'
                        WHEN a.texts <> '{}' THEN 'DRAFT' ELSE 'NONE' END
            FROM stripe_disputes d JOIN users u ON u.id = d.user_id
            LEFT JOIN dispute_answers a ON a.dispute_id = d.id
            LEFT JOIN stripe_outbox x ON x.operation_key = a.request_key
            """;
    static final String PAGE = """
            WHERE (d.desk_order, d.id) > (:order, :id)
              AND (:text = '' OR d.id = :text OR d.stripe_payment_intent_id = :text OR CAST(d.order_id AS text) = :text
                   OR CAST(d.user_id AS text) = :text)
              AND (d.%s)
            ORDER BY d.desk_order, d.id LIMIT :most
            """;
    static final String PURCHASE = """
            SELECT v.name, o.price_pence, o.currency, o.token_amount, o.bonus_tokens, o.created_at, o.paid_at,
                   (SELECT CAST(coalesce(sum(l.remaining), 0) AS bigint) FROM token_lots l WHERE l.order_id = o.id)
            FROM token_orders o JOIN token_package_versions v ON v.id = o.package_version_id WHERE o.id = :order
            """;
    static final String USES = """
            SELECT t.id, t.created_at, t.transaction_type, coalesce(t.action_type, ''), b.id, b.business_name,
                   CAST(sum(w.tokens) AS bigint)
            FROM token_lots l JOIN token_lot_draws w ON w.lot_id = l.entry_id
            JOIN token_entry_keys k ON k.entry_id = w.entry_id
            JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id
            LEFT JOIN businesses b ON b.id = t.reference_id AND t.transaction_type IN ('consumption', 'reversal')
            WHERE l.order_id = :order
            GROUP BY t.id, t.created_at, t.transaction_type, t.action_type, b.id, b.business_name
            ORDER BY t.created_at, t.id LIMIT 1000
            """;
    static final String MONEY = """
            SELECT CAST(m ->> 'at' AS timestamptz), m ->> 'category', CAST(m ->> 'amount' AS bigint), CAST(m ->> 'fee' AS bigint),
                   CAST(m ->> 'net' AS bigint)
            FROM stripe_disputes d, jsonb_array_elements(d.movements) m WHERE d.id = :dispute ORDER BY 1, 3
            """;
    static final String HISTORY = """
            SELECT * FROM (
                SELECT coalesce(event_created, received_at) AS at, 'event' AS kind, event_type AS what, '' AS by, CAST(0 AS bigint)
                FROM webhook_logs WHERE object_id = :dispute
                UNION ALL
                SELECT t.created_at, 'entry', t.action_type, coalesce(t.on_behalf_of, t.actor), t.id FROM token_transactions t
                WHERE t.stripe_payment_intent_id = :payment AND t.transaction_type = 'dispute'
                  AND starts_with(t.operation_key, concat('stripe:', CAST(:dispute AS text), ':'))
                UNION ALL
                SELECT created_at, 'asked', kind, requested_by, 0 FROM stripe_outbox
                WHERE subject_type = 'dispute' AND subject_id = :dispute
                UNION ALL
                SELECT finished_at, status, kind, '', 0 FROM stripe_outbox
                WHERE subject_type = 'dispute' AND subject_id = :dispute AND finished_at IS NOT NULL
            ) steps ORDER BY at, kind DESC, what LIMIT 200
            """;
    static final String OTHERS = """
            SELECT count(*), count(*) FILTER (WHERE status = 'paid'),
                   CAST(coalesce(sum(price_pence) FILTER (WHERE status = 'paid'), 0) AS bigint),
                   (SELECT count(*) FROM stripe_disputes d WHERE d.user_id = :user AND d.id <> :dispute)
            FROM token_orders WHERE user_id = :user AND id <> :order
            """;
    static final String DRAFT = """
            SELECT CAST(a.texts AS text), a.version, a.updated_by, a.updated_at, x.cause FROM dispute_answers a
            LEFT JOIN stripe_outbox x ON x.operation_key = a.request_key AND x.status <> 'done' WHERE a.dispute_id = :dispute
            """;
    static final String COUNTS = """
            SELECT count(*) FILTER (WHERE status IN ('needs_response', 'warning_needs_response')),
                   count(*) FILTER (WHERE status IN ('under_review', 'warning_under_review')),
                   CAST(coalesce(sum(tokens_held) FILTER (WHERE phase = 'held'), 0) AS bigint)
            FROM stripe_disputes WHERE phase IN ('inquiry', 'held', 'unclear')
            """;
    static final String PRESSING = """
            SELECT count(*), min(d.due_by) FROM stripe_disputes d
            WHERE d.status IN ('needs_response', 'warning_needs_response')
              AND d.due_by < ledger_now() + make_interval(days => CAST((SELECT value FROM settings
                  WHERE name = 'DISPUTE_NOTICE_DAYS' ORDER BY version DESC LIMIT 1) AS integer))
              AND NOT EXISTS (SELECT FROM dispute_answers a JOIN stripe_outbox x ON x.operation_key = a.request_key
                              WHERE a.dispute_id = d.id AND x.status IN ('waiting', 'done'))
            """;

    private DisputeSql() {}
}
