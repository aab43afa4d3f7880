package com.arzani.tokens.demonstration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Requests that passed a limit: those whose approval is in the ledger, some that were decided otherwise, and some that
/// wait.
/// What the open ones would do is computed by the database, as for any request.
final class PastRequests {
    /// The entries name their requests; the rest of each request follows from its entry.
    private static final String APPROVED = """
            INSERT INTO approval_requests (id, kind, operation_key, subject_type, subject_id, user_id, plan, shown, plan_hash,
                limit_hit, reason_code, note, state, requested_by, requested_at, expires_at, decided_by, decided_at, decision_note,
                decided_effect, outcome)
            OVERRIDING SYSTEM VALUE
            SELECT (e.metadata ->> 'request_id')::bigint, 'adjustment', e.operation_key, 'user', e.user_id::text, e.user_id,
                jsonb_build_object('user_id', e.user_id, 'direction', e.direction, 'tokens', e.tokens_amount,
                    'reason_code', e.reason_code, 'note', e.note), s.shown,
                ledger_plan_hash(jsonb_build_object('tokens', e.tokens_amount, 'direction', e.direction, 'owed_delta',
                    e.tokens_owed_delta, 'reverses', NULL, 'lots', NULL)),
                jsonb_build_object('limit', 'LIMIT_SUPPORT_SINGLE', 'scope', 'single', 'size', 50, 'left', 50, 'tokens',
                    e.tokens_amount),
                e.reason_code, e.note, 'approved', e.on_behalf_of, e.created_at - interval '95 minutes',
                e.created_at + interval '70 hours', e.actor, e.created_at, 'Messages and payment seen; agreed.', s.shown, ARRAY[e.id]
            FROM token_transactions e, LATERAL (SELECT jsonb_build_object('user_id', e.user_id, 'tokens', e.tokens_amount,
                'direction', e.direction, 'balance_before', e.balance_after - e.tokens_delta, 'balance_after', e.balance_after,
                'owed_before', -e.tokens_owed_delta, 'owed_after', 0, 'ended', 0, 'reverses', NULL, 'lots', '[]'::jsonb,
                'new_lot', e.tokens_amount) AS shown) s
            WHERE e.transaction_type = 'adjustment' AND e.metadata ? 'request_id' ORDER BY 1
            """;

    private static final String NUMBER = """
            SELECT setval(pg_get_serial_sequence('approval_requests', 'id'), max(id)) FROM approval_requests
            HAVING max(id) IS NOT NULL
            """;

    private static final String OTHERS = """
            INSERT INTO approval_requests (kind, operation_key, subject_type, subject_id, user_id, plan, shown, plan_hash, limit_hit,
                reason_code, note, state, requested_by, requested_at, expires_at, decided_by, decided_at, decision_note)
            SELECT 'adjustment', p.key, 'user', w.user_id::text, w.user_id, p.plan, f.effect -> 'shown',
                ledger_plan_hash(f.effect -> 'plan'), jsonb_build_object('limit', 'LIMIT_' || a.role || '_SINGLE', 'scope', 'single',
                    'size', a.size, 'left', a.size, 'tokens', a.tokens),
                a.code, a.note, a.state, 'demo_' || lower(a.role), ledger_now() - a.ago, ledger_now() - a.ago + interval '72 hours',
                a.decided_by, CASE WHEN a.state <> 'waiting' THEN ledger_now() - a.ago + CASE a.state WHEN 'expired'
                    THEN interval '72 hours' ELSE interval '50 minutes' END END, a.decision
            FROM (VALUES
                (1, 'SUPPORT', 50, 550, 1, 'customer_request', 'Moves to the company''s other account, which has been closed.',
                    interval '70 hours', 'waiting', NULL, NULL),
                (2, 'FINANCE', 500, 900, 1, 'missing_purchase', 'Paid by bank transfer, as agreed with the sales team.',
                    interval '26 hours', 'waiting', NULL, NULL),
                (3, 'SUPPORT', 50, 60, -1, 'duplicate_credit', 'The same purchase was credited by hand and by the webhook.',
                    interval '5 hours', 'waiting', NULL, NULL),
                (4, 'SUPPORT', 50, 120, 1, 'service_failure', 'Ten listings lost their boost in the outage. Agreed by telephone.',
                    interval '35 minutes', 'waiting', NULL, NULL),
                (5, 'SUPPORT', 50, 90, 1, 'goodwill', 'Asks us to make up for slow sellers.', interval '5 days', 'rejected',
                    'demo_finance', 'Third request this quarter. Told her by e-mail that we cannot.'),
                (6, 'SUPPORT', 50, 75, 1, 'correction', 'Took the tokens back from the wrong customer.', interval '8 days',
                    'withdrawn', 'demo_support', 'Found the right entry and reversed that one.'),
                (7, 'SUPPORT', 50, 55, 1, 'other', 'Second prize of the newsletter''s quiz.', interval '12 days', 'expired', NULL, NULL))
                AS a (n, role, size, tokens, direction, code, note, ago, state, decided_by, decision),
            LATERAL (SELECT user_id FROM user_tokens WHERE token_balance >= CASE a.direction WHEN 1 THEN 3 ELSE a.tokens END
                ORDER BY md5(user_id::text) OFFSET a.n LIMIT 1) w,
            LATERAL (SELECT 'demonstration-request:' || a.n AS key, jsonb_build_object('user_id', w.user_id, 'direction', a.direction,
                'tokens', a.tokens, 'reason_code', a.code, 'note', a.note) AS plan) p,
            LATERAL (SELECT ledger_effect_now('adjustment', p.key, p.plan) AS effect) f
            ORDER BY a.ago DESC
            """;

    private static final String AUDIT = """
            INSERT INTO audit_log (actor, action, subject_type, subject_id, after, reason, application_name, created_at)
            SELECT s.actor, s.step || '_' || r.kind, r.subject_type, r.subject_id, to_jsonb(r) - 'plan', s.reason, 'arzani-console', s.at
            FROM approval_requests r, LATERAL (VALUES
                ('request', r.requested_by, r.note, r.requested_at),
                (CASE r.state WHEN 'approved' THEN 'approve' WHEN 'rejected' THEN 'reject' WHEN 'withdrawn' THEN 'withdraw'
                    ELSE 'expire' END, coalesce(r.decided_by, 'tokens_jobs'), r.decision_note, r.decided_at))
                AS s (step, actor, reason, at)
            WHERE s.at IS NOT NULL ORDER BY s.at
            """;

    private PastRequests() {}

    /// To be called when all wallets are there and the entries' numbers go on behind the last one.
    static void write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(APPROVED);
            statement.execute(NUMBER);
            statement.execute(OTHERS);
            statement.execute(AUDIT);
        }
    }
}
