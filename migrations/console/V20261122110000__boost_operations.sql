-- Boosts are changed once for each operation key, also when two calls meet; lists and search of the marketplace have the
-- indexes they need.

-- New names would wait in a list that every search reads to its end, and that makes the planner shun the index.
ALTER INDEX idx_users_name_trigram SET (fastupdate = off);
ALTER INDEX idx_users_email_trigram SET (fastupdate = off);
SELECT gin_clean_pending_list('idx_users_name_trigram'), gin_clean_pending_list('idx_users_email_trigram');

-- Listings by the end of their boost (running, ending soon, ended), and a seller's listings, newest first.
-- The specification's index, with the id that makes its order complete.
DROP INDEX IF EXISTS idx_businesses_boosted;
CREATE INDEX idx_businesses_boosted ON businesses (is_boosted, boosted_until, id) WHERE is_boosted = true;
CREATE INDEX IF NOT EXISTS idx_businesses_boosted_until ON businesses (boosted_until, id) WHERE boosted_until IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_businesses_user_newest ON businesses (user_id, id DESC);
DROP INDEX IF EXISTS idx_businesses_user;

SET LOCAL ROLE tok_owner;

-- A reason code that fits: giving (days, tokens) or taking.
CREATE FUNCTION ledger_reason_code(p_code text, p_gives boolean) RETURNS text
    LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM reason_codes WHERE code = p_code AND is_active
                   AND CASE WHEN p_gives THEN for_grant ELSE for_take END) THEN
        PERFORM ledger_reject('reason_code_unknown', coalesce(p_code, ''));
    END IF;
    RETURN p_code;
END
$$;

-- The period named on the screen, with all boosts of its seller locked: the wallet is their lock, so a seller who has
-- none yet gets one.
CREATE FUNCTION ledger_lock_boost(p_operation_key text, p_boost_id bigint) RETURNS listing_boosts
    LANGUAGE plpgsql AS $$
DECLARE
    v_boost listing_boosts;
BEGIN
    -- The audit keeps the key as its subject.
    IF p_operation_key IS NULL OR p_operation_key !~ '^[!-~]{1,100}$' THEN
        PERFORM ledger_reject('operation_key_malformed');
    END IF;
    SELECT * INTO v_boost FROM listing_boosts WHERE id = p_boost_id;
    IF NOT FOUND THEN
        PERFORM ledger_reject('boost_unknown', coalesce(p_boost_id::text, ''));
    END IF;
    INSERT INTO user_tokens (user_id) VALUES (v_boost.user_id) ON CONFLICT (user_id) DO NOTHING;
    PERFORM FROM user_tokens WHERE user_id = v_boost.user_id FOR NO KEY UPDATE;
    RETURN v_boost;
END
$$;

-- Tokens an early end of this period gives back at a moment: the unused part, pro rata, floor; nothing for a gift, nor
-- when its spend was reversed before.
CREATE FUNCTION ledger_unused_boost(p listing_boosts, p_at timestamptz) RETURNS bigint
    LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN p.ended_at IS NOT NULL OR p.ends_at <= p_at OR p.entry_id IS NULL
            OR EXISTS (SELECT FROM token_entry_keys WHERE reverses = p.entry_id) THEN 0
        ELSE floor(p.tokens_spent * extract(epoch FROM p.ends_at - greatest(p_at, p.starts_at))
            / extract(epoch FROM p.ends_at - p.starts_at))::bigint
    END
$$;

-- Lengthens the boost in force by whole days. p_charge takes the level's price from the seller, pro rata, rounded up;
-- otherwise the days are a gift. Spend and period are one transaction (T3). The key makes it once.
CREATE OR REPLACE FUNCTION extend_boost(p_operation_key text, p_boost_id bigint, p_days integer, p_charge boolean,
        p_reason_code text, p_note text) RETURNS SETOF listing_boosts
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    b listing_boosts;
    v_new listing_boosts;
    v ledger_posting;
    e token_transactions;
    v_earlier jsonb;
    v_charge boolean := coalesce(p_charge, false);
    v_note text := ledger_reason(p_note);
    v_content jsonb;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    IF p_days IS NULL OR p_days NOT BETWEEN 1 AND 365 THEN
        PERFORM ledger_reject('boost_days_out_of_range', coalesce(p_days::text, ''));
    END IF;
    b := ledger_lock_boost(p_operation_key, p_boost_id);
    v_content := jsonb_build_object('business_id', b.business_id, 'days', p_days, 'charge', v_charge,
        'reason_code', p_reason_code, 'note', v_note);
    SELECT a.after INTO v_earlier FROM audit_log a
        WHERE a.subject_type = 'boost' AND a.subject_id = p_operation_key AND a.action = 'extend_boost';
    IF FOUND THEN
        IF v_earlier -> 'request' IS DISTINCT FROM v_content THEN
            PERFORM ledger_conflict('key_used', p_operation_key);
        END IF;
        RETURN QUERY SELECT * FROM listing_boosts WHERE id = (v_earlier ->> 'id')::bigint;
        RETURN;
    END IF;
    PERFORM ledger_reason_code(p_reason_code, NOT v_charge);
    b := ledger_running_boost(p_boost_id);
    IF v_charge THEN
        v.operation_key := p_operation_key;
        v.operation_line := 0;
        v.user_id := b.user_id;
        v.transaction_type := 'consumption';
        v.tokens := ceil(ledger_setting('BOOST_PRICE_LEVEL_' || b.boost_level)::numeric * p_days
            / ledger_setting('BOOST_DAYS')::numeric)::bigint;
        v.direction := -1;
        v.action_type := 'boost_listing';
        v.reference_id := b.business_id;
        v.reason_code := p_reason_code;
        v.note := v_note;
        v.metadata := jsonb_build_object('boost_level', b.boost_level, 'days', p_days);
        e := ledger_post_or_raise(v);
    END IF;
    INSERT INTO listing_boosts (business_id, user_id, boost_level, starts_at, ends_at, tokens_spent, entry_id)
        VALUES (b.business_id, b.user_id, b.boost_level, b.ends_at, b.ends_at + p_days * interval '24 hours',
                coalesce(e.tokens_amount, 0), e.id)
        RETURNING * INTO v_new;
    PERFORM ledger_refresh_listing(b.business_id);
    INSERT INTO audit_log (action, subject_type, subject_id, before, after, reason)
        VALUES ('extend_boost', 'boost', p_operation_key, to_jsonb(b),
                to_jsonb(v_new) || jsonb_build_object('request', v_content), v_note);
    RETURN NEXT v_new;
END
$$;

-- Ends a listing's boost now and gives the unused part of each paid period back, pro rata, floor, into its lots. The key
-- makes it once: a repeat returns the periods it ended. p_expected_tokens is what the screen promised to give back: if
-- time has made it another number, nothing is done and the new number comes back as a conflict.
DROP FUNCTION end_boost(text, bigint, text, text);
CREATE FUNCTION end_boost(p_operation_key text, p_boost_id bigint, p_reason_code text, p_note text,
        p_expected_tokens bigint DEFAULT NULL) RETURNS SETOF listing_boosts
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    b listing_boosts;
    v_period listing_boosts;
    v_now timestamptz;
    v_back bigint;
    e token_transactions;
    v_line integer := 0;
    v_note text := ledger_reason(p_note);
    v_content jsonb;
    v_earlier jsonb;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    b := ledger_lock_boost(p_operation_key, p_boost_id);
    v_content := jsonb_build_object('business_id', b.business_id, 'reason_code', p_reason_code, 'note', v_note);
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
    v_earlier := '[]';
    FOR v_period IN SELECT * FROM listing_boosts WHERE business_id = b.business_id AND ended_at IS NULL AND ends_at > v_now ORDER BY id LOOP
        v_back := ledger_unused_boost(v_period, v_now);
        e := NULL;
        IF v_back > 0 THEN
            e := ledger_reverse(p_operation_key || CASE WHEN v_line = 0 THEN '' ELSE '#' || v_line END, v_period.entry_id,
                v_back, p_reason_code, v_note, 'boost_ended_early');
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
                jsonb_build_object('request', v_content, 'periods', v_earlier, 'ended_at', v_now), v_note);
END
$$;

-- What ending a listing's boost now would give back, all its open periods together.
CREATE FUNCTION preview_boost_end(p_business_id bigint) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    RETURN (SELECT coalesce(sum(ledger_unused_boost(p, ledger_now())), 0) FROM listing_boosts p
            WHERE p.business_id = p_business_id AND p.ended_at IS NULL);
END
$$;

GRANT EXECUTE ON FUNCTION end_boost, preview_boost_end TO tokens_support, tokens_finance, tokens_admin;

RESET ROLE;
