-- Refunds from the console: shown first, within a person's limit or with a second person's word, sent through the outbox.
SET LOCAL ROLE tok_owner;

-- Pence that one person of finance gives back alone: of one order, and of all orders in a day (UTC).
INSERT INTO settings (name, version, value) VALUES ('REFUND_ALONE_PENCE', 1, '2500'), ('REFUND_ALONE_DAY_PENCE', 1, '25000');
CREATE INDEX idx_stripe_outbox_refunds ON stripe_outbox (requested_by, created_at) WHERE kind = 'refund';

-- Pence of an order that can still be given back: its price less what went back and what is asked for already.
CREATE FUNCTION refund_left(o token_orders) RETURNS bigint
    LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN o.status = 'paid' AND o.stripe_payment_intent_id IS NOT NULL THEN greatest(0, o.price_pence
        - (SELECT coalesce(sum(r.amount_pence), 0) FROM stripe_refunds r WHERE r.order_id = o.id
               AND r.stripe_payment_intent_id = o.stripe_payment_intent_id AND refund_counts(r.status))
        - (SELECT coalesce(sum((x.payload ->> 'pence')::bigint), 0) FROM stripe_outbox x
               WHERE x.subject_type = 'order' AND x.subject_id = o.id::text AND x.kind = 'refund' AND x.status <> 'refused'
                 AND NOT EXISTS (SELECT FROM stripe_refunds r WHERE r.order_id = o.id
                                     AND (r.operation_key = x.operation_key OR r.id = x.result_id))))::bigint
        ELSE 0 END
$$;

-- Pence as a person reads them.
CREATE FUNCTION refund_pounds(p_pence bigint) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$ SELECT '£' || to_char(p_pence / 100.0, 'FM999,999,999,990.00') $$;

-- Locks the order and refuses what cannot be given back. p_expected_left is what the screen showed: if somebody gave something
-- back meanwhile, here or at Stripe, the person looks again (F5).
CREATE FUNCTION refund_order_locked(p_order_id bigint, p_pence bigint, p_expected_left bigint) RETURNS token_orders
    LANGUAGE plpgsql AS $$
DECLARE
    o token_orders;
    v_left bigint;
BEGIN
    SELECT * INTO o FROM token_orders WHERE id = p_order_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_reject('order_unknown', coalesce(p_order_id::text, ''));
    ELSIF o.status <> 'paid' OR o.stripe_payment_intent_id IS NULL THEN
        PERFORM ledger_reject('refund_order_not_paid', o.id::text);
    END IF;
    v_left := refund_left(o);
    IF v_left <> p_expected_left THEN
        PERFORM ledger_conflict('refund_left_changed', refund_pounds(v_left), refund_pounds(p_expected_left));
    ELSIF p_pence IS NULL OR p_pence NOT BETWEEN 1 AND v_left THEN
        PERFORM ledger_reject('refund_too_large', coalesce(refund_pounds(p_pence), ''), refund_pounds(v_left));
    END IF;
    RETURN o;
END
$$;

-- What giving so much back would do: booked in a subtransaction and taken back, so that nothing else can be shown than what a
-- refund does. Locks the order and the wallet.
CREATE FUNCTION refund_effect(p_order_id bigint, p_pence bigint) RETURNS jsonb
    LANGUAGE plpgsql AS $$
DECLARE
    o token_orders := refund_order_locked(p_order_id, p_pence, NULL);
    w user_tokens;
    v_entries token_transactions[];
    v_effect jsonb;
    v_about jsonb := jsonb_build_object('order_id', o.id, 'pence', p_pence, 'left_pence', refund_left(o) - p_pence);
BEGIN
    SELECT * INTO w FROM user_tokens WHERE user_id = o.user_id FOR NO KEY UPDATE;
    BEGIN
        INSERT INTO stripe_refunds (id, order_id, user_id, stripe_payment_intent_id, amount_pence, currency, status, made_at)
            VALUES ('re_rehearsed', o.id, o.user_id, o.stripe_payment_intent_id, p_pence, o.currency, 'pending', 'infinity');
        PERFORM refund_settle(o.id);
        SELECT array_agg(t ORDER BY t.wallet_seq) INTO v_entries FROM token_entry_keys k
            JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id
            WHERE k.user_id = o.user_id AND k.wallet_seq > w.wallet_seq AND t.transaction_type = 'refund';
        IF v_entries IS NOT NULL THEN
            v_effect := ledger_effect(v_entries, w.token_balance);
        END IF;
        RAISE EXCEPTION USING ERRCODE = 'TKBCK';
    EXCEPTION WHEN SQLSTATE 'TKBCK' THEN
        NULL;
    END;
    RETURN jsonb_build_object(
        'plan', v_about - 'left_pence' || jsonb_build_object('tokens', coalesce(v_effect #> '{plan,tokens}', '0'),
            'owed_delta', coalesce(v_effect #> '{plan,owed_delta}', '0')),
        'shown', coalesce(v_effect -> 'shown', jsonb_build_object('tokens', 0)) || v_about);
END
$$;

CREATE FUNCTION preview_refund(p_order_id bigint, p_pence bigint) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    RETURN refund_effect(p_order_id, p_pence) -> 'shown';
END
$$;

-- Writes down what shall be given back; the outbox sends it under this key, and Stripe's metadata names it.
CREATE FUNCTION refund_put(o token_orders, p_key text, p_pence bigint, p_reason_code text, p_note text, p_asked_by text,
        p_request_id bigint) RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    v_id bigint := outbox_put('refund', p_key, 'order', o.id::text, jsonb_build_object('payment_id', o.stripe_payment_intent_id,
        'pence', p_pence, 'currency', o.currency, 'user_id', o.user_id, 'reason_code', p_reason_code, 'note', p_note,
        'asked_by', p_asked_by, 'request_id', p_request_id));
BEGIN
    INSERT INTO audit_log (action, subject_type, subject_id, after, reason)
        SELECT 'refund_order', 'order', o.id::text, x.payload || jsonb_build_object('operation_key', p_key), p_note
        FROM stripe_outbox x WHERE x.id = v_id;
    RETURN v_id;
END
$$;

-- Gives money of an order back, by finance within its limits. The key makes it once: a repeat gives the same row.
CREATE FUNCTION refund_order(p_operation_key text, p_order_id bigint, p_pence bigint, p_reason_code text, p_note text,
        p_expected_left bigint DEFAULT NULL) RETURNS SETOF stripe_outbox
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o token_orders;
    x stripe_outbox;
    v_note text := ledger_reason(p_note);
    v_alone bigint;
    v_id bigint;
    v_day timestamptz := date_trunc('day', ledger_now(), 'UTC');
BEGIN
    PERFORM ledger_require_role('tokens_finance');
    PERFORM ledger_reason_code(p_reason_code, NULL);
    PERFORM ledger_one_at_a_time();
    PERFORM FROM token_orders WHERE id = p_order_id FOR NO KEY UPDATE;
    SELECT * INTO x FROM stripe_outbox WHERE operation_key = p_operation_key;
    IF FOUND THEN
        IF (x.kind, x.requested_by, x.subject_id, x.payload ->> 'pence', x.payload ->> 'reason_code', x.payload ->> 'note')
            IS DISTINCT FROM ('refund', session_user::text, p_order_id::text, p_pence::text, p_reason_code, v_note) THEN
            PERFORM ledger_conflict('key_used', p_operation_key);
        END IF;
        RETURN NEXT x;
        RETURN;
    END IF;
    o := refund_order_locked(p_order_id, p_pence, p_expected_left);
    SELECT coalesce(sum((payload ->> 'pence')::bigint), 0) + p_pence INTO v_alone FROM stripe_outbox
        WHERE subject_type = 'order' AND subject_id = o.id::text AND kind = 'refund' AND status <> 'refused'
          AND payload ->> 'request_id' IS NULL;
    IF v_alone > ledger_setting('REFUND_ALONE_PENCE')::bigint THEN
        PERFORM ledger_reject('refund_over_limit', refund_pounds(v_alone), refund_pounds(ledger_setting('REFUND_ALONE_PENCE')::bigint));
    END IF;
    SELECT coalesce(sum((payload ->> 'pence')::bigint), 0) + p_pence INTO v_alone FROM stripe_outbox
        WHERE requested_by = session_user AND created_at >= v_day AND kind = 'refund' AND status <> 'refused'
          AND payload ->> 'request_id' IS NULL;
    IF v_alone > ledger_setting('REFUND_ALONE_DAY_PENCE')::bigint THEN
        PERFORM ledger_reject('refund_over_day', refund_pounds(v_alone), refund_pounds(ledger_setting('REFUND_ALONE_DAY_PENCE')::bigint));
    END IF;
    v_id := refund_put(o, p_operation_key, p_pence, p_reason_code, v_note, session_user, NULL);
    RETURN QUERY SELECT * FROM stripe_outbox WHERE id = v_id;
END
$$;

-- Asks for it: support always, finance beyond its limits.
CREATE FUNCTION request_refund(p_operation_key text, p_order_id bigint, p_pence bigint, p_reason_code text, p_note text,
        p_expected_left bigint DEFAULT NULL) RETURNS SETOF approval_requests
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o token_orders;
    v_note text := ledger_reason(p_note);
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance');
    PERFORM ledger_reason_code(p_reason_code, NULL);
    IF EXISTS (SELECT FROM approval_requests WHERE operation_key = p_operation_key) THEN
        SELECT * INTO o FROM token_orders WHERE id = p_order_id;
    ELSE
        o := refund_order_locked(p_order_id, p_pence, p_expected_left);
    END IF;
    RETURN NEXT ledger_open_request('refund', p_operation_key, 'order', o.id::text, o.user_id,
        jsonb_build_object('order_id', o.id, 'pence', p_pence, 'reason_code', p_reason_code, 'note', v_note), NULL,
        p_reason_code, v_note);
END
$$;

CREATE FUNCTION approval_refund(p_key text, p_plan jsonb) RETURNS jsonb
    LANGUAGE sql AS $$ SELECT refund_effect((p_plan ->> 'order_id')::bigint, (p_plan ->> 'pence')::bigint) $$;

-- An approved refund is on its way: what it posts comes when Stripe has made it.
CREATE FUNCTION approval_perform_refund(r approval_requests) RETURNS bigint[]
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refund_put(refund_order_locked((r.plan ->> 'order_id')::bigint, (r.plan ->> 'pence')::bigint, NULL), r.operation_key,
        (r.plan ->> 'pence')::bigint, r.plan ->> 'reason_code', r.plan ->> 'note', r.requested_by, r.id);
    RETURN NULL;
END
$$;

INSERT INTO approval_kinds (kind, approvers, effect, perform) VALUES
    ('refund', '{tokens_finance,tokens_admin}', 'approval_refund', 'approval_perform_refund');

-- What of an order can still be given back, for a screen that lists orders.
CREATE FUNCTION order_refund_left(p_order_id bigint) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    RETURN (SELECT refund_left(o) FROM token_orders o WHERE o.id = p_order_id);
END
$$;

GRANT EXECUTE ON FUNCTION preview_refund, order_refund_left TO tokens_support, tokens_finance, tokens_admin;
GRANT EXECUTE ON FUNCTION refund_order TO tokens_finance;
GRANT EXECUTE ON FUNCTION request_refund TO tokens_support, tokens_finance;

RESET ROLE;
