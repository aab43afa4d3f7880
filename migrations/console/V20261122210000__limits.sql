-- How much a person may give, take or give back alone. Larger ones need a second person: the next file.
SET LOCAL ROLE tok_owner;

-- Tokens by role: in one step, by one operator in a day (UTC), and of all operators for one customer in a month (UTC). Giving
-- and taking both count. Administrators approve rather than adjust, so theirs are 0.
INSERT INTO settings (name, version, value) VALUES
    ('LIMIT_SUPPORT_SINGLE', 1, '50'), ('LIMIT_SUPPORT_DAY', 1, '500'), ('LIMIT_SUPPORT_CUSTOMER_MONTH', 1, '100'),
    ('LIMIT_FINANCE_SINGLE', 1, '500'), ('LIMIT_FINANCE_DAY', 1, '5000'), ('LIMIT_FINANCE_CUSTOMER_MONTH', 1, '1000'),
    ('LIMIT_ADMIN_SINGLE', 1, '0'), ('LIMIT_ADMIN_DAY', 1, '0'), ('LIMIT_ADMIN_CUSTOMER_MONTH', 1, '0');

-- What is used up is counted from the ledger itself: no counter that postings would share. What customers do is in neither index.
CREATE INDEX idx_token_transactions_people ON token_transactions (actor, created_at)
    WHERE transaction_type::text = ANY (ARRAY['adjustment', 'reversal']);
CREATE INDEX idx_token_transactions_by_people ON token_transactions (user_id, created_at)
    WHERE transaction_type::text = ANY (ARRAY['adjustment', 'reversal']);

-- The widest limit among the caller's roles.
CREATE FUNCTION ledger_limit_of(p_scope text, OUT name text, OUT size bigint)
    LANGUAGE sql STABLE AS $$
    SELECT s.name, ledger_setting(s.name)::bigint AS size
    FROM unnest(ARRAY['support', 'finance', 'admin']) r, LATERAL (SELECT format('LIMIT_%s_%s', upper(r), p_scope) AS name) s
    WHERE pg_has_role(session_user, 'tokens_' || r, 'MEMBER')
    ORDER BY 2 DESC LIMIT 1
$$;

-- Tokens the caller moved alone today. What a second person approved counts for nobody, and imports are no person's decision.
CREATE FUNCTION ledger_moved_today() RETURNS bigint
    LANGUAGE plpgsql STABLE SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_from timestamptz := date_trunc('day', ledger_now(), 'UTC');
BEGIN
    RETURN (SELECT coalesce(sum(tokens_amount), 0)::bigint FROM token_transactions
        WHERE actor = session_user AND transaction_type IN ('adjustment', 'reversal')
          AND created_at >= v_from AND created_at < v_from + interval '24 hours'
          AND reason_code IS DISTINCT FROM 'migration' AND NOT metadata ? 'request_id');
END
$$;

-- Tokens all persons together moved alone for one customer this month.
CREATE FUNCTION ledger_moved_for(p_user_id integer) RETURNS bigint
    LANGUAGE plpgsql STABLE SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_from timestamptz := date_trunc('month', ledger_now(), 'UTC');
BEGIN
    RETURN (SELECT coalesce(sum(tokens_amount), 0)::bigint FROM token_transactions
        WHERE user_id = p_user_id AND transaction_type IN ('adjustment', 'reversal')
          AND created_at >= v_from AND created_at < v_from + interval '32 days'
          AND reason_code IS DISTINCT FROM 'migration' AND NOT metadata ? 'request_id');
END
$$;

-- The first limit that moving so many tokens would pass, or NULL: {limit, scope, size, left, tokens}. Tokens of rows that go
-- before in the same call and are not posted yet are p_also_today and p_also_month. Right only under the caller's own lock
-- (ledger_one_at_a_time) and, for the customer's month, the wallet's.
CREATE FUNCTION ledger_limit_hit(p_user_id integer, p_direction integer, p_tokens bigint, p_also_today bigint DEFAULT 0,
        p_also_month bigint DEFAULT 0) RETURNS jsonb
    LANGUAGE plpgsql AS $$
DECLARE
    v_scope text;
    v_limit record;
    v_left bigint;
BEGIN
    FOREACH v_scope IN ARRAY ARRAY['SINGLE', 'DAY', 'CUSTOMER_MONTH'] LOOP
        SELECT * INTO v_limit FROM ledger_limit_of(v_scope);
        v_left := greatest(0, coalesce(v_limit.size, 0) - CASE v_scope WHEN 'DAY' THEN ledger_moved_today() + p_also_today
            WHEN 'CUSTOMER_MONTH' THEN ledger_moved_for(p_user_id) + p_also_month ELSE 0 END);
        IF p_tokens > v_left THEN
            RETURN jsonb_build_object('limit', v_limit.name, 'scope', lower(v_scope), 'size', coalesce(v_limit.size, 0),
                'left', v_left, 'tokens', p_tokens);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- One console of a person at a time: two at once would both count what neither has posted yet. It is the first lock of all,
-- before any wallet (decision 0004), and the service never takes it.
CREATE FUNCTION ledger_one_at_a_time() RETURNS void
    LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(hashtextextended('arzani.person.' || session_user, 0)) $$;

-- Refuses what passes a limit. The caller holds its own lock and the wallet's.
CREATE FUNCTION ledger_keep_limits(p_user_id integer, p_direction integer, p_tokens bigint) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_hit jsonb := ledger_limit_hit(p_user_id, p_direction, p_tokens);
BEGIN
    IF v_hit ->> 'scope' = 'single' THEN
        PERFORM ledger_reject('over_limit_single', v_hit ->> 'tokens', v_hit ->> 'size', v_hit ->> 'left');
    ELSIF v_hit ->> 'scope' = 'day' THEN
        PERFORM ledger_reject('over_limit_day', v_hit ->> 'tokens', v_hit ->> 'size', v_hit ->> 'left');
    ELSIF v_hit IS NOT NULL THEN
        PERFORM ledger_reject('over_limit_customer_month', v_hit ->> 'tokens', v_hit ->> 'size', v_hit ->> 'left');
    END IF;
END
$$;

-- The caller's own limits, and what of each is used up, for a screen that asks before somebody presses.
CREATE FUNCTION own_limits(p_user_id bigint DEFAULT NULL) RETURNS TABLE (name text, scope text, size bigint, used bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    RETURN QUERY SELECT l.name, lower(s), l.size, CASE s WHEN 'SINGLE' THEN 0 WHEN 'DAY' THEN ledger_moved_today()
            ELSE CASE WHEN p_user_id IS NULL THEN 0 ELSE ledger_moved_for(ledger_user_id(p_user_id)) END END
        FROM unnest(ARRAY['SINGLE', 'DAY', 'CUSTOMER_MONTH']) s, LATERAL ledger_limit_of(s) l;
END
$$;

-- --------------------------------------------------------------------------------------- the doors that keep the limits

-- What a person's grant or take posts; of an approved one the entry names both persons and the request.
CREATE FUNCTION ledger_adjustment(p_operation_key text, p_user_id bigint, p_direction integer, p_tokens bigint,
        p_reason_code text, p_note text, p_behalf text DEFAULT NULL, p_metadata jsonb DEFAULT '{}') RETURNS ledger_posting
    LANGUAGE plpgsql AS $$
DECLARE
    v ledger_posting;
BEGIN
    IF p_direction IS NULL OR p_direction NOT IN (1, -1) THEN
        PERFORM ledger_reject('direction_malformed', coalesce(p_direction::text, ''));
    END IF;
    v.operation_key := p_operation_key;
    v.operation_line := 0;
    v.user_id := ledger_user_id(p_user_id);
    v.transaction_type := 'adjustment';
    v.tokens := p_tokens;
    v.direction := p_direction;
    v.reason_code := ledger_reason_code(p_reason_code, p_direction = 1);
    v.note := ledger_reason(p_note);
    v.on_behalf_of := p_behalf;
    v.metadata := p_metadata;
    RETURN v;
END
$$;

-- Locks a wallet, which a user without one gets, and refuses if it is not the one the screen showed (F4).
CREATE FUNCTION ledger_expected_wallet(p_operation_key text, p_user_id integer, p_expected_seq bigint) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    w user_tokens;
BEGIN
    IF EXISTS (SELECT FROM users WHERE id = p_user_id) THEN
        INSERT INTO user_tokens (user_id) VALUES (p_user_id) ON CONFLICT (user_id) DO NOTHING;
    END IF;
    SELECT * INTO w FROM user_tokens WHERE user_id = p_user_id FOR NO KEY UPDATE;
    IF coalesce(w.wallet_seq, 0) <> p_expected_seq
        AND NOT EXISTS (SELECT FROM token_entry_keys WHERE operation_key = p_operation_key) THEN
        PERFORM ledger_conflict('wallet_moved', coalesce(w.token_balance, 0)::text);
    END IF;
END
$$;

-- A grant (+1) or a take (-1) by a person, with reason and note, within the person's limits. p_expected_seq is the wallet as
-- the screen showed it: if it has moved since, the person looks again (F4).
CREATE OR REPLACE FUNCTION adjust_tokens(p_operation_key text, p_user_id bigint, p_direction integer, p_tokens bigint,
        p_reason_code text, p_note text, p_expected_seq bigint DEFAULT NULL)
    RETURNS SETOF token_transactions
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v ledger_posting;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    v := ledger_adjustment(p_operation_key, p_user_id, p_direction, p_tokens, p_reason_code, p_note);
    PERFORM ledger_one_at_a_time();
    PERFORM ledger_expected_wallet(v.operation_key, v.user_id, p_expected_seq);
    -- A repeat is answered with what it did; what is malformed or of nobody is refused as such.
    IF ledger_malformed(v) IS NULL AND EXISTS (SELECT FROM user_tokens WHERE user_id = v.user_id)
        AND NOT EXISTS (SELECT FROM token_entry_keys WHERE operation_key = v.operation_key) THEN
        PERFORM ledger_keep_limits(v.user_id, v.direction, v.tokens);
    END IF;
    RETURN NEXT ledger_post_or_raise(v);
END
$$;

DROP FUNCTION ledger_reverse(text, bigint, bigint, text, text, text);
CREATE FUNCTION ledger_reverse(p_operation_key text, p_entry_id bigint, p_tokens bigint, p_reason_code text, p_note text,
        p_action_type text, p_behalf text DEFAULT NULL, p_metadata jsonb DEFAULT '{}') RETURNS token_transactions
    LANGUAGE plpgsql AS $$
DECLARE
    k token_entry_keys;
    e token_transactions;
    v ledger_posting;
BEGIN
    SELECT * INTO k FROM token_entry_keys WHERE entry_id = p_entry_id;
    IF NOT FOUND THEN
        PERFORM ledger_reject('entry_unknown', p_entry_id::text);
    END IF;
    SELECT * INTO e FROM token_transactions WHERE created_at = k.created_at AND id = k.entry_id;
    IF e.transaction_type IN ('reversal', 'refund', 'dispute') THEN
        PERFORM ledger_reject('type_not_reversible', e.transaction_type);
    ELSIF e.transaction_type IN ('purchase', 'bonus') AND e.order_id IS NOT NULL THEN
        -- The customer's money is at stake: that is finance's decision.
        PERFORM ledger_require_role('tokens_finance', 'tokens_admin');
    END IF;
    v.operation_key := p_operation_key;
    v.operation_line := 0;
    v.user_id := e.user_id;
    v.transaction_type := 'reversal';
    v.tokens := coalesce(p_tokens, e.tokens_amount);
    v.direction := -e.direction;
    v.action_type := coalesce(p_action_type, e.action_type);
    v.reference_id := e.reference_id;
    v.order_id := e.order_id;
    v.stripe_payment_intent_id := e.stripe_payment_intent_id;
    v.reverses := e.id;
    v.from_lot := CASE WHEN e.direction = 1 THEN e.id END;
    v.reason_code := p_reason_code;
    v.note := p_note;
    v.on_behalf_of := p_behalf;
    v.metadata := p_metadata;
    RETURN ledger_post_or_raise(v);
END
$$;

-- Takes an entry back, wholly or (p_tokens) in part, once, into or out of the very lots it moved. Who takes back what they
-- adjusted alone is not held up by a limit: that is a slip put right, and it counts all the same.
CREATE OR REPLACE FUNCTION reverse_entry(p_operation_key text, p_entry_id bigint, p_tokens bigint, p_reason_code text, p_note text)
    RETURNS SETOF token_transactions
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    k token_entry_keys;
    e token_transactions;
    v_note text := ledger_reason(p_note);
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    PERFORM ledger_reason_code(p_reason_code, NULL);
    PERFORM ledger_one_at_a_time();
    SELECT * INTO k FROM token_entry_keys WHERE entry_id = p_entry_id;
    SELECT * INTO e FROM token_transactions WHERE created_at = k.created_at AND id = k.entry_id;
    PERFORM FROM user_tokens WHERE user_id = e.user_id FOR NO KEY UPDATE;
    IF coalesce(p_tokens, e.tokens_amount) BETWEEN 1 AND e.tokens_amount
        AND NOT (e.actor = session_user AND e.transaction_type = 'adjustment' AND NOT e.metadata ? 'request_id')
        AND NOT EXISTS (SELECT FROM token_entry_keys WHERE operation_key = p_operation_key OR reverses = p_entry_id) THEN
        PERFORM ledger_keep_limits(e.user_id, -e.direction, coalesce(p_tokens, e.tokens_amount));
    END IF;
    RETURN NEXT ledger_reverse(p_operation_key, p_entry_id, p_tokens, p_reason_code, v_note, NULL);
END
$$;

-- Ends a listing's boost now and gives the unused part of each paid period back, pro rata, floor, into its lots. The key
-- makes it once: a repeat returns the periods it ended. What it gives back counts against the person's limits, unless it was
-- approved.
CREATE FUNCTION ledger_end_boost(p_operation_key text, p_boost_id bigint, p_reason_code text, p_note text,
        p_expected_tokens bigint, p_behalf text DEFAULT NULL, p_metadata jsonb DEFAULT '{}') RETURNS SETOF listing_boosts
    LANGUAGE plpgsql AS $$
DECLARE
    b listing_boosts;
    v_period listing_boosts;
    v_now timestamptz;
    v_back bigint;
    e token_transactions;
    v_line integer := 0;
    v_content jsonb;
    v_earlier jsonb;
BEGIN
    b := ledger_lock_boost(p_operation_key, p_boost_id);
    v_content := jsonb_build_object('business_id', b.business_id, 'reason_code', p_reason_code, 'note', p_note);
    SELECT a.after INTO v_earlier FROM audit_log a
        WHERE a.subject_type = 'boost' AND a.subject_id = p_operation_key AND a.action = 'end_boost';
    IF FOUND THEN
        IF v_earlier -> 'request' IS DISTINCT FROM v_content THEN
            PERFORM ledger_conflict('key_used', p_operation_key);
        END IF;
        RETURN QUERY SELECT * FROM listing_boosts
            WHERE id IN (SELECT jsonb_array_elements_text(v_earlier -> 'periods')::bigint) ORDER BY id;
        RETURN;
    END IF;
    PERFORM ledger_reason_code(p_reason_code, true);
    b := ledger_running_boost(p_boost_id);
    v_now := ledger_now();
    SELECT coalesce(sum(ledger_unused_boost(p, v_now)), 0) INTO v_back FROM listing_boosts p
        WHERE p.business_id = b.business_id AND p.ended_at IS NULL AND p.ends_at > v_now;
    IF v_back <> p_expected_tokens THEN
        PERFORM ledger_conflict('boost_refund_changed', v_back::text);
    END IF;
    IF v_back > 0 AND NOT p_metadata ? 'request_id' THEN
        PERFORM ledger_keep_limits(b.user_id, 1, v_back);
    END IF;
    v_earlier := '[]';
    FOR v_period IN SELECT * FROM listing_boosts WHERE business_id = b.business_id AND ended_at IS NULL AND ends_at > v_now ORDER BY id LOOP
        v_back := ledger_unused_boost(v_period, v_now);
        e := NULL;
        IF v_back > 0 THEN
            e := ledger_reverse(p_operation_key || CASE WHEN v_line = 0 THEN '' ELSE '#' || v_line END, v_period.entry_id,
                v_back, p_reason_code, p_note, 'boost_ended_early', p_behalf, p_metadata);
            v_line := v_line + 1;
        END IF;
        -- Also a period that has not begun ends now, before its beginning: it must not look like a boost in force.
        UPDATE listing_boosts SET ended_at = v_now, ended_entry_id = e.id,
            ended_tokens = coalesce(e.tokens_amount, 0) WHERE id = v_period.id RETURNING * INTO v_period;
        v_earlier := v_earlier || to_jsonb(v_period.id);
        RETURN NEXT v_period;
    END LOOP;
    PERFORM ledger_refresh_listing(b.business_id);
    INSERT INTO audit_log (action, subject_type, subject_id, before, after, reason)
        VALUES ('end_boost', 'boost', p_operation_key, to_jsonb(b),
                jsonb_build_object('request', v_content, 'periods', v_earlier, 'ended_at', v_now), p_note);
END
$$;

-- p_expected_tokens is what the screen promised to give back: if time has made it another number, nothing is done and the
-- new number comes back as a conflict.
CREATE OR REPLACE FUNCTION end_boost(p_operation_key text, p_boost_id bigint, p_reason_code text, p_note text,
        p_expected_tokens bigint DEFAULT NULL) RETURNS SETOF listing_boosts
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    PERFORM ledger_one_at_a_time();
    RETURN QUERY SELECT * FROM ledger_end_boost(p_operation_key, p_boost_id, p_reason_code, ledger_reason(p_note), p_expected_tokens);
END
$$;

GRANT EXECUTE ON FUNCTION own_limits TO tokens_support, tokens_finance, tokens_admin;

RESET ROLE;
