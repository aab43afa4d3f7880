package com.arzani.tokens.payments.risk;

/// The desk's queries.
final class RiskSql {
    /// Somebody has to decide: also when the refund that was decided will not come.
    private static final String UNDECIDED = """
            r.state = 'open' OR r.state = 'refunding'
                AND NOT EXISTS (SELECT FROM stripe_outbox x WHERE x.operation_key = r.refund_key AND x.status <> 'refused')
                AND NOT EXISTS (SELECT FROM approval_requests q WHERE q.operation_key = r.refund_key AND q.state = 'waiting')
            """;

    static final String REVIEWS = """
            SELECT r.order_id, r.user_id, coalesce(nullif(btrim(concat_ws(' ', u.first_name, u.last_name)), ''), 'User ' || r.user_id),
                   v.name, o.token_amount + o.bonus_tokens, o.price_pence, r.score, r.state,
                   %s, r.tokens_held, r.opened_at, r.decided_by, r.decided_at, r.version, r.desk_order
            FROM risk_reviews r JOIN token_orders o ON o.id = r.order_id JOIN token_package_versions v ON v.id = o.package_version_id
            JOIN users u ON u.id = r.user_id
            """.formatted(UNDECIDED);
    static final String PAGE = """
            WHERE (r.desk_order, r.order_id) > (:order, :id) AND %s
              AND (:text = '' OR r.order_id::text = :text OR r.user_id::text = :text)
            ORDER BY r.desk_order, r.order_id LIMIT :most
            """;
    static final String COUNTS = """
            SELECT count(*) FILTER (WHERE %s), coalesce(sum(r.tokens_held), 0), count(*) FILTER (WHERE r.state = 'refused')
            FROM risk_reviews r WHERE r.state IN ('open', 'refunding', 'refused')
            """.formatted(UNDECIDED);
    static final String JUDGED = """
            SELECT assessed_at, channel = 'support', review_from, refuse_from, findings::text FROM risk_assessments
            WHERE order_id = :value
            """;
    static final String NUMBERS = """
            SELECT registered_at, purchases, paid_pence, refunded_pence, unpaid, refused, disputes, disputes_lost, contacts, balance, owed
            FROM customer_in_numbers(:value)
            """;
    static final String BLOCK =
            "SELECT blocked_by, blocked_at, reason FROM user_blocks WHERE user_id = :value AND ended_at IS NULL";
    static final String NOTES =
            "SELECT kind, note, actor, created_at FROM risk_notes WHERE order_id = :value ORDER BY id";
    static final String DONE = """
            SELECT EXISTS (SELECT FROM risk_notes WHERE operation_key = :key)
                OR EXISTS (SELECT FROM user_blocks WHERE :key IN (operation_key, end_key))
            """;

    private RiskSql() {}
}
