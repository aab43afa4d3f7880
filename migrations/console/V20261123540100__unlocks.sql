-- Access to premium analytics, given and taken back by staff.
SET LOCAL ROLE tok_owner;

ALTER TABLE analytics_unlocks
    ADD COLUMN revoked_by VARCHAR(100),
    ADD COLUMN revoked_tokens BIGINT NOT NULL DEFAULT 0 CHECK (revoked_tokens BETWEEN 0 AND tokens_spent);

-- As before; a repeat of what was taken back meanwhile gives the first answer and says when it was taken back.
CREATE OR REPLACE FUNCTION unlock_analytics(p_user_id bigint, p_business_id bigint, p_key text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_user integer := ledger_user_id(p_user_id);
    v_request jsonb := jsonb_build_array(p_business_id);
    v_answer jsonb;
    v_business integer;
    v_from timestamptz;
    v_until timestamptz;
    e token_transactions;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    PERFORM require_feature('ENABLE_PREMIUM_ANALYTICS', v_user);
    v_business := ledger_own_listing(v_user, p_business_id);
    PERFORM ledger_lock_wallet(v_user);
    v_answer := api_answered(v_user, p_key, 'unlock', v_request);
    IF v_answer IS NOT NULL THEN
        RETURN v_answer || coalesce((SELECT jsonb_build_object('revokedAt', u.revoked_at)
            FROM token_entry_keys k JOIN analytics_unlocks u ON u.entry_id = k.entry_id
            WHERE k.operation_key = 'unlock_analytics:' || v_user || ':' || p_key AND k.operation_line = 0
              AND u.user_id = v_user AND u.business_id = v_business AND u.revoked_at IS NOT NULL), '{}');
    END IF;
    v_from := coalesce(ledger_unlocked_until(v_user, v_business), ledger_now());
    v_until := v_from + ledger_setting('ANALYTICS_DAYS')::integer * interval '24 hours';
    e := ledger_spend(v_user, p_key, ledger_setting('ANALYTICS_PRICE')::bigint, 'unlock_analytics', v_business,
        jsonb_build_object('until', v_until));
    INSERT INTO analytics_unlocks (business_id, user_id, starts_at, ends_at, tokens_spent, entry_id)
        VALUES (v_business, v_user, v_from, v_until, e.tokens_amount, e.id);
    RETURN api_keep_answer(v_user, p_key, 'unlock', v_request, jsonb_build_object('success', true,
        'tokensSpent', e.tokens_amount, 'unlockedUntil', v_until, 'balance', e.balance_after));
END
$$;

-- Tokens that taking a period back at a moment gives back: the unused part, pro rata, floor, as of a boost; nothing for a gift,
-- nor when its spend was reversed before.
CREATE FUNCTION ledger_unused_unlock(p analytics_unlocks, p_at timestamptz) RETURNS bigint
    LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN p.revoked_at IS NOT NULL OR p.ends_at <= p_at OR p.entry_id IS NULL
            OR EXISTS (SELECT FROM token_entry_keys WHERE reverses = p.entry_id) THEN 0
        ELSE floor(p.tokens_spent * extract(epoch FROM p.ends_at - greatest(p_at, p.starts_at))
            / extract(epoch FROM p.ends_at - p.starts_at))::bigint
    END
$$;

-- All that taking back an access in force gives back: every open period of this seller and this listing together.
CREATE FUNCTION ledger_unused_unlocks(p_user_id integer, p_business_id integer, p_at timestamptz) RETURNS bigint
    LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(ledger_unused_unlock(p, p_at)), 0)::bigint FROM analytics_unlocks p
    WHERE p.business_id = p_business_id AND p.user_id = p_user_id AND p.revoked_at IS NULL AND p.ends_at > p_at
$$;

-- The period named on the screen, under the wallet's lock, which is the lock of all accesses of its seller.
CREATE FUNCTION ledger_lock_unlock(p_operation_key text, p_unlock_id bigint) RETURNS analytics_unlocks
    LANGUAGE plpgsql AS $$
DECLARE
    u analytics_unlocks;
BEGIN
    -- The audit keeps the key as its subject.
    IF p_operation_key IS NULL OR p_operation_key !~ '^[!-~]{1,100}$' THEN
        PERFORM ledger_reject('operation_key_malformed');
    END IF;
    SELECT * INTO u FROM analytics_unlocks WHERE id = p_unlock_id;
    IF NOT FOUND THEN
        PERFORM ledger_reject('unlock_unknown', coalesce(p_unlock_id::text, ''));
    END IF;
    PERFORM ledger_lock_wallet(u.user_id);
    RETURN u;
END
$$;

-- Gives a seller access to a listing's analytics for some days, from the end of the access in force if there is one. It moves no
-- tokens, as days of a boost given for free move none. The key makes it once.
CREATE FUNCTION grant_unlock(p_operation_key text, p_user_id bigint, p_business_id bigint, p_days integer, p_reason_code text,
        p_note text) RETURNS SETOF analytics_unlocks
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_user integer := ledger_user_id(p_user_id);
    v_business integer;
    v_note text := ledger_reason(p_note);
    v_content jsonb;
    v_earlier jsonb;
    v_from timestamptz;
    u analytics_unlocks;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    IF p_operation_key IS NULL OR p_operation_key !~ '^[!-~]{1,100}$' THEN
        PERFORM ledger_reject('operation_key_malformed');
    ELSIF p_days IS NULL OR p_days NOT BETWEEN 1 AND 365 THEN
        PERFORM ledger_reject('unlock_days_out_of_range', coalesce(p_days::text, ''));
    END IF;
    v_business := ledger_own_listing(v_user, p_business_id);
    PERFORM ledger_lock_wallet(v_user);
    v_content := jsonb_build_object('user_id', v_user, 'business_id', v_business, 'days', p_days, 'reason_code', p_reason_code,
        'note', v_note);
    SELECT a.after INTO v_earlier FROM audit_log a
        WHERE a.subject_type = 'unlock' AND a.subject_id = p_operation_key AND a.action = 'grant_unlock';
    IF FOUND THEN
        IF v_earlier -> 'request' IS DISTINCT FROM v_content THEN
            PERFORM ledger_conflict('key_used', p_operation_key);
        END IF;
        RETURN QUERY SELECT * FROM analytics_unlocks WHERE id = (v_earlier ->> 'id')::bigint;
        RETURN;
    END IF;
    PERFORM ledger_reason_code(p_reason_code, true);
    v_from := coalesce(ledger_unlocked_until(v_user, v_business), ledger_now());
    INSERT INTO analytics_unlocks (business_id, user_id, starts_at, ends_at)
        VALUES (v_business, v_user, v_from, v_from + p_days * interval '24 hours') RETURNING * INTO u;
    INSERT INTO audit_log (action, subject_type, subject_id, after, reason)
        VALUES ('grant_unlock', 'unlock', p_operation_key, to_jsonb(u) || jsonb_build_object('request', v_content), v_note);
    RETURN NEXT u;
END
$$;

-- Takes an access back: every open period of this seller and this listing ends now, and the unused part of what was paid goes
-- back into its lots. What goes back counts against the person's limits, unless it was approved.
CREATE FUNCTION ledger_revoke_unlock(p_operation_key text, p_unlock_id bigint, p_reason_code text, p_note text,
        p_expected_tokens bigint, p_behalf text DEFAULT NULL, p_metadata jsonb DEFAULT '{}') RETURNS SETOF analytics_unlocks
    LANGUAGE plpgsql AS $$
DECLARE
    u analytics_unlocks := ledger_lock_unlock(p_operation_key, p_unlock_id);
    v_content jsonb := jsonb_build_object('user_id', u.user_id, 'business_id', u.business_id, 'reason_code', p_reason_code,
        'note', p_note);
    v_earlier jsonb;
    v_now timestamptz;
    v_back bigint;
    v_line integer := 0;
    v_periods jsonb := '[]';
    p analytics_unlocks;
    e token_transactions;
BEGIN
    SELECT a.after INTO v_earlier FROM audit_log a
        WHERE a.subject_type = 'unlock' AND a.subject_id = p_operation_key AND a.action = 'revoke_unlock';
    IF FOUND THEN
        IF v_earlier -> 'request' IS DISTINCT FROM v_content THEN
            PERFORM ledger_conflict('key_used', p_operation_key);
        END IF;
        RETURN QUERY SELECT * FROM analytics_unlocks
            WHERE id IN (SELECT jsonb_array_elements_text(v_earlier -> 'periods')::bigint) ORDER BY id;
        RETURN;
    END IF;
    PERFORM ledger_reason_code(p_reason_code, true);
    v_now := ledger_now();
    IF ledger_unlocked_until(u.user_id, u.business_id) IS NULL THEN
        PERFORM ledger_reject('unlock_not_running', p_unlock_id::text);
    END IF;
    v_back := ledger_unused_unlocks(u.user_id, u.business_id, v_now);
    IF v_back <> p_expected_tokens THEN
        PERFORM ledger_conflict('unlock_refund_changed', v_back::text);
    ELSIF v_back > 0 AND NOT p_metadata ? 'request_id' THEN
        PERFORM ledger_keep_limits(u.user_id, 1, v_back);
    END IF;
    FOR p IN SELECT * FROM analytics_unlocks WHERE business_id = u.business_id AND user_id = u.user_id AND revoked_at IS NULL
            AND ends_at > v_now ORDER BY id LOOP
        v_back := ledger_unused_unlock(p, v_now);
        e := NULL;
        IF v_back > 0 THEN
            e := ledger_reverse(p_operation_key || CASE WHEN v_line = 0 THEN '' ELSE '#' || v_line END, p.entry_id, v_back,
                p_reason_code, p_note, 'analytics_revoked', p_behalf, p_metadata);
            v_line := v_line + 1;
        END IF;
        UPDATE analytics_unlocks SET revoked_at = v_now, revoked_by = session_user, revoked_entry_id = e.id,
            revoked_tokens = coalesce(e.tokens_amount, 0) WHERE id = p.id RETURNING * INTO p;
        v_periods := v_periods || to_jsonb(p.id);
        RETURN NEXT p;
    END LOOP;
    INSERT INTO audit_log (action, subject_type, subject_id, before, after, reason)
        VALUES ('revoke_unlock', 'unlock', p_operation_key, to_jsonb(u),
                jsonb_build_object('user_id', u.user_id, 'request', v_content, 'periods', v_periods, 'revoked_at', v_now), p_note);
END
$$;

-- p_expected_tokens is what the screen promised to give back: if time has made it another number, nothing is done and the new
-- number comes back as a conflict.
CREATE FUNCTION revoke_unlock(p_operation_key text, p_unlock_id bigint, p_reason_code text, p_note text,
        p_expected_tokens bigint DEFAULT NULL) RETURNS SETOF analytics_unlocks
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    PERFORM ledger_one_at_a_time();
    RETURN QUERY SELECT * FROM ledger_revoke_unlock(p_operation_key, p_unlock_id, p_reason_code, ledger_reason(p_note),
        p_expected_tokens);
END
$$;

-- What taking this access back now would give back.
CREATE FUNCTION preview_unlock_end(p_unlock_id bigint) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    RETURN (SELECT ledger_unused_unlocks(u.user_id, u.business_id, ledger_now()) FROM analytics_unlocks u WHERE u.id = p_unlock_id);
END
$$;

-- What an operation key did, for a console whose answer was lost (F1, F2): the period given, or those taken back.
CREATE FUNCTION unlock_change(p_operation_key text) RETURNS SETOF analytics_unlocks
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    RETURN QUERY SELECT u.* FROM analytics_unlocks u
        WHERE u.id IN (
            SELECT jsonb_array_elements_text(coalesce(a.after -> 'periods', jsonb_build_array(a.after -> 'id')))::bigint
            FROM audit_log a
            WHERE a.subject_type = 'unlock' AND a.subject_id = p_operation_key AND a.action IN ('grant_unlock', 'revoke_unlock'))
        ORDER BY u.id;
END
$$;

-- ------------------------------------------------------------------------------------------------- a second person's word

CREATE FUNCTION approval_perform_unlock_end(r approval_requests) RETURNS bigint[]
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT array_agg(u.revoked_entry_id ORDER BY u.revoked_entry_id) FROM ledger_revoke_unlock(r.operation_key,
        (r.plan ->> 'unlock_id')::bigint, r.plan ->> 'reason_code', r.plan ->> 'note', NULL, r.requested_by,
        jsonb_build_object('request_id', r.id)) u WHERE u.revoked_entry_id IS NOT NULL);
END
$$;

CREATE FUNCTION approval_unlock_end(p_key text, p_plan jsonb) RETURNS jsonb
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN ledger_rehearsed('approval_perform_unlock_end', (p_plan ->> 'user_id')::integer, p_key, p_plan);
END
$$;

INSERT INTO approval_kinds (kind, approvers, effect, perform) VALUES
    ('unlock_end', '{tokens_finance,tokens_admin}', 'approval_unlock_end', 'approval_perform_unlock_end');

-- Asks for taking an access back; see revoke_unlock(). What it gives back falls with time, so the approver sees it anew.
CREATE FUNCTION request_unlock_end(p_operation_key text, p_unlock_id bigint, p_reason_code text, p_note text)
    RETURNS SETOF approval_requests
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    u analytics_unlocks;
    v_note text := ledger_reason(p_note);
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    PERFORM ledger_reason_code(p_reason_code, true);
    u := ledger_lock_unlock(p_operation_key, p_unlock_id);
    RETURN NEXT ledger_open_request('unlock_end', p_operation_key, 'user', u.user_id::text, u.user_id,
        jsonb_build_object('user_id', u.user_id, 'unlock_id', p_unlock_id, 'business_id', u.business_id, 'reason_code', p_reason_code,
            'note', v_note),
        ledger_limit_hit(u.user_id, 1, ledger_unused_unlocks(u.user_id, u.business_id, ledger_now())), p_reason_code, v_note);
END
$$;

GRANT EXECUTE ON FUNCTION grant_unlock, revoke_unlock, preview_unlock_end, unlock_change, request_unlock_end
    TO tokens_support, tokens_finance, tokens_admin;

RESET ROLE;
