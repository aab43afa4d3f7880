package com.arzani.tokens.demonstration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The reviews of hasty purchases, as they were judged and decided, from their orders and from the entries that held
/// them.
final class PastReviews {
    /// As risk_assess(), with the rules' own queries as of each purchase.
    private static final String JUDGED = """
            DO $judge$
            DECLARE
                o token_orders;
                r fraud_rules;
                v_at timestamptz;
                v_measure bigint;
                v_rows jsonb;
                v_all jsonb;
                v_score integer;
            BEGIN
                FOR o IN SELECT c.* FROM token_orders c WHERE c.status = 'refused'
                        OR c.id IN (SELECT t.order_id FROM token_transactions t WHERE t.action_type = 'risk_hold')
                        OR c.id IN (SELECT u.id FROM token_orders f JOIN token_orders u ON u.user_id = f.user_id
                            AND u.status IN ('expired', 'failed')
                            AND u.created_at BETWEEN f.created_at - interval '10 minutes' AND f.created_at
                            WHERE f.status = 'refused') ORDER BY c.id LOOP
                    v_at := coalesce(o.paid_at, o.created_at);
                    v_all := '[]';
                    FOR r IN SELECT * FROM fraud_rules WHERE version = 1 ORDER BY display_order LOOP
                        EXECUTE format('SELECT coalesce(sum(e.measure), 0)::bigint,'
                                || ' jsonb_agg(to_jsonb(e) - ''n'' ORDER BY e.n) FILTER (WHERE e.n <= 50)'
                                || ' FROM (SELECT q.*, row_number() OVER (ORDER BY q.at DESC) AS n FROM (%s) q WHERE q.at < $4) e',
                                r.evidence_query)
                            INTO v_measure, v_rows USING o.user_id, o, v_at - r.look_back, v_at;
                        v_all := v_all || jsonb_build_object('rule', r.name, 'version', r.version, 'check', r.check_name,
                            'points', r.points, 'seconds', extract(epoch FROM r.look_back)::bigint, 'threshold', r.threshold,
                            'measure', v_measure, 'fired', v_measure > r.threshold,
                            'rows', CASE WHEN v_measure > r.threshold THEN v_rows ELSE '[]' END);
                    END LOOP;
                    v_score := (SELECT coalesce(sum((f ->> 'points')::integer), 0) FROM jsonb_array_elements(v_all) f
                        WHERE (f ->> 'fired')::boolean);
                    INSERT INTO risk_assessments (order_id, user_id, channel, score, review_from, refuse_from, decision, findings,
                            assessed_at)
                        VALUES (o.id, o.user_id, CASE WHEN v_score >= 50 AND o.status <> 'refused' THEN 'support'
                            ELSE 'marketplace' END, v_score, 30, 50, CASE o.status WHEN 'refused' THEN 'refuse' ELSE 'review' END, v_all,
                            o.created_at);
                END LOOP;
            END
            $judge$
            """;

    private static final String REVIEWS = """
            INSERT INTO risk_reviews (order_id, user_id, score, state, tokens_held, holds, hold_entry_id, return_entry_id,
                refunds_asked, refund_key, version, decided_by, decided_at, opened_at, desk_order)
            SELECT a.order_id, a.user_id, a.score, s.state, CASE WHEN b.entry_id IS NULL THEN coalesce(t.tokens_amount, 0) ELSE 0 END,
                CASE WHEN t.id IS NULL THEN 0 ELSE 1 END, t.id, b.entry_id, CASE s.state WHEN 'refunded' THEN 1 ELSE 0 END,
                CASE s.state WHEN 'refunded' THEN format('risk:%s:refund:1', a.order_id) END,
                CASE WHEN b.entry_id IS NULL THEN 1 ELSE 2 END, CASE WHEN b.entry_id IS NOT NULL THEN 'demo_finance' END,
                b.created_at, s.at, risk_desk_order(s.state, s.at)
            FROM risk_assessments a JOIN token_orders o ON o.id = a.order_id
            LEFT JOIN token_entry_keys h ON h.operation_key = concat('risk:', o.id, ':hold')
            LEFT JOIN token_transactions t ON t.created_at = h.created_at AND t.id = h.entry_id
            LEFT JOIN token_entry_keys b ON b.reverses = t.id
            CROSS JOIN LATERAL (SELECT CASE WHEN o.status = 'refused' THEN 'refused' WHEN t.id IS NULL THEN 'waiting'
                WHEN b.entry_id IS NULL THEN 'open'
                WHEN EXISTS (SELECT FROM stripe_refunds f WHERE f.order_id = o.id) THEN 'refunded' ELSE 'released' END AS state,
                coalesce(t.created_at, a.assessed_at) AS at) s
            """;

    private static final String NOTES = """
            INSERT INTO risk_notes (order_id, kind, operation_key, note, actor, created_at)
            SELECT order_id, CASE state WHEN 'released' THEN 'release' ELSE 'refund' END, 'demonstration-review:' || order_id,
                CASE state WHEN 'released' THEN 'The customer called from the number we know and told the card''s last digits.'
                    ELSE 'Three cards within an hour, and none in the customer''s name.' END, decided_by, decided_at
            FROM risk_reviews WHERE decided_at IS NOT NULL ORDER BY decided_at
            """;

    private static final String AUDIT = """
            INSERT INTO audit_log (actor, action, subject_type, subject_id, after, reason, application_name, created_at)
            SELECT r.decided_by, n.kind || '_risk_review', 'order', r.order_id::text, to_jsonb(r), n.note, 'arzani-console', n.created_at
            FROM risk_reviews r JOIN risk_notes n USING (order_id) ORDER BY n.created_at
            """;

    /// The customer of the newest one has been stopped until somebody knows more.
    private static final String BLOCK = """
            WITH b AS (INSERT INTO user_blocks (user_id, operation_key, reason, blocked_by, blocked_at)
                SELECT user_id, 'demonstration-block', 'Many purchases within an hour, then six cards that failed. Waiting for a call back.',
                    'demo_finance', ledger_now() - interval '25 minutes'
                FROM risk_reviews WHERE state = 'refused' ORDER BY opened_at DESC LIMIT 1 RETURNING *)
            INSERT INTO audit_log (actor, action, subject_type, subject_id, after, reason, application_name, created_at)
            SELECT blocked_by, 'block_user', 'user', user_id::text, to_jsonb(b), reason, 'arzani-console', blocked_at FROM b
            """;

    private static final String UNLOCK_AUDIT = """
            INSERT INTO audit_log (actor, action, subject_type, subject_id, before, after, reason, application_name, created_at)
            SELECT e.actor, 'revoke_unlock', 'unlock', e.operation_key,
                   to_jsonb(u) || '{"revoked_at": null, "revoked_by": null, "revoked_entry_id": null, "revoked_tokens": 0}',
                   jsonb_build_object('user_id', u.user_id, 'periods', jsonb_build_array(u.id), 'revoked_at', u.revoked_at),
                   e.note, e.application_name, u.revoked_at
            FROM analytics_unlocks u JOIN token_entry_keys k ON k.entry_id = u.revoked_entry_id
            JOIN token_transactions e ON e.created_at = k.created_at AND e.id = k.entry_id ORDER BY u.revoked_at
            """;

    private PastReviews() {}

    static void write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL TIME ZONE 'UTC'");
            for (String step : List.of(JUDGED, REVIEWS, NOTES, AUDIT, BLOCK, UNLOCK_AUDIT)) {
                statement.execute(step);
            }
        }
    }
}
