-- The doors: what a login may call. Each checks the right of session_user, which SET ROLE cannot change, before anything else.
SET LOCAL ROLE tok_owner;

CREATE FUNCTION ledger_require_role(VARIADIC p_roles text[]) RETURNS void
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_role text;
BEGIN
    FOREACH v_role IN ARRAY p_roles LOOP
        IF pg_has_role(session_user, v_role, 'MEMBER') THEN
            RETURN;
        END IF;
    END LOOP;
    PERFORM ledger_reject('not_permitted');
END
$$;

-- A reason in words: trimmed, never empty, never endless (H15).
CREATE FUNCTION ledger_reason(p_reason text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    v_reason text := btrim(replace(coalesce(p_reason, ''), E'\r\n', E'\n'), E' \t\n\r');
BEGIN
    IF v_reason = '' THEN
        PERFORM ledger_reject('reason_missing');
    ELSIF length(v_reason) > 2000 THEN
        PERFORM ledger_reject('note_too_long', length(v_reason)::text);
    END IF;
    RETURN v_reason;
END
$$;

-- A reason code that fits: giving (days, tokens), taking, or (NULL) going back either way.
CREATE FUNCTION ledger_reason_code(p_code text, p_gives boolean) RETURNS text
    LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM reason_codes WHERE code = p_code AND is_active
                   AND (for_grant AND p_gives IS NOT FALSE OR for_take AND p_gives IS NOT TRUE)) THEN
        PERFORM ledger_reject('reason_code_unknown', coalesce(p_code, ''));
    END IF;
    RETURN p_code;
END
$$;

CREATE FUNCTION ledger_user_id(p_user_id bigint) RETURNS integer
    LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF p_user_id IS NULL OR p_user_id NOT BETWEEN 1 AND 2147483647 THEN
        PERFORM ledger_reject('user_unknown', coalesce(p_user_id::text, ''));
    END IF;
    RETURN p_user_id::integer;
END
$$;

-- ---------------------------------------------------------------------------------------------------------- postings

-- A posting by the marketplace's service: consumption, refund, dispute or expiry. Purchases and their bonus come through
-- credit_order(), adjustments through adjust_tokens().
CREATE FUNCTION post_tokens(p_operation_key text, p_user_id bigint, p_transaction_type text, p_tokens bigint,
        p_direction integer DEFAULT -1, p_action_type text DEFAULT NULL, p_reference_id bigint DEFAULT NULL,
        p_order_id bigint DEFAULT NULL, p_payment_intent_id text DEFAULT NULL, p_reverses bigint DEFAULT NULL,
        p_on_behalf_of text DEFAULT NULL, p_metadata jsonb DEFAULT '{}')
    RETURNS SETOF token_transactions
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v ledger_posting;
    e token_transactions;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF p_transaction_type = 'consumption' AND p_direction = -1 AND p_reverses IS NULL
        AND p_user_id BETWEEN 1 AND 2147483647 THEN
        e := ledger_quick_spend(p_operation_key, p_user_id::integer, p_tokens, p_action_type, p_reference_id, p_order_id,
            p_payment_intent_id, p_on_behalf_of, coalesce(p_metadata, '{}'));
        IF e.id IS NOT NULL THEN
            RETURN NEXT e;
            RETURN;
        END IF;
    END IF;
    v.operation_key := p_operation_key;
    v.operation_line := 0;
    v.user_id := ledger_user_id(p_user_id);
    v.transaction_type := p_transaction_type;
    v.tokens := p_tokens;
    v.direction := p_direction;
    v.action_type := p_action_type;
    v.reference_id := p_reference_id;
    v.order_id := p_order_id;
    v.stripe_payment_intent_id := p_payment_intent_id;
    v.reverses := p_reverses;
    v.on_behalf_of := p_on_behalf_of;
    v.metadata := p_metadata;
    PERFORM ledger_check_service_posting(v);
    v.may_owe := p_transaction_type IN ('refund', 'dispute');
    v.from_order := CASE WHEN v.may_owe THEN p_order_id END;
    RETURN NEXT ledger_post_or_raise(v);
END
$$;

CREATE FUNCTION ledger_service_refusal(p ledger_posting) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN p.transaction_type IS NULL OR p.transaction_type NOT IN ('consumption', 'refund', 'dispute', 'expiry')
            THEN 'type_not_for_service'
        WHEN p.direction IS NULL OR p.direction NOT IN (1, -1)
            OR (p.transaction_type <> 'dispute' AND p.direction <> -1) THEN 'direction_malformed'
        WHEN p.transaction_type = 'dispute' AND p.direction = 1 AND p.reverses IS NULL THEN 'return_without_hold'
    END
$$;

CREATE FUNCTION ledger_check_service_posting(p ledger_posting) RETURNS void
    LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF ledger_service_refusal(p) IS NOT NULL THEN
        PERFORM ledger_reject(ledger_service_refusal(p), p.transaction_type);
    END IF;
END
$$;

-- Several postings of the service in one call and one commit. Wallets are locked in the order of their users, so that two
-- batches cannot block each other; a refused posting is a row with its refusal and does not fail the others.
-- Each element holds the fields of ledger_posting by name: operation_key, user_id, transaction_type, tokens, ...
CREATE FUNCTION post_batch(p_postings jsonb)
    RETURNS TABLE (line integer, refusal text, arguments jsonb, repeated boolean, entry_id bigint, balance_after bigint,
                   tokens_owed_delta bigint, created_at timestamptz)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v record;
    v_posting ledger_posting;
    v_outcome record;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    FOR v IN SELECT (e.ordinality - 1)::integer AS line, e.value AS posting, (e.value ->> 'user_id')::bigint AS user_id
             FROM jsonb_array_elements(p_postings) WITH ORDINALITY e ORDER BY 3, 1 LOOP
        line := v.line;
        refusal := NULL;
        arguments := NULL;
        repeated := false;
        entry_id := NULL;
        balance_after := NULL;
        tokens_owed_delta := NULL;
        created_at := NULL;
        IF v.user_id IS NULL OR v.user_id NOT BETWEEN 1 AND 2147483647 THEN
            refusal := 'user_unknown';
            arguments := jsonb_build_array(v.user_id);
            RETURN NEXT;
            CONTINUE;
        END IF;
        v_posting := jsonb_populate_record(NULL::ledger_posting,
            v.posting - ARRAY['may_owe', 'from_lot', 'from_order', 'created_at', 'paid_pence', 'expires_at']);
        v_posting.operation_line := coalesce(v_posting.operation_line, 0);
        v_posting.direction := coalesce(v_posting.direction, -1);
        v_posting.metadata := coalesce(v_posting.metadata, '{}');
        v_posting.may_owe := v_posting.transaction_type IN ('refund', 'dispute');
        v_posting.from_order := CASE WHEN v_posting.may_owe THEN v_posting.order_id END;
        refusal := ledger_service_refusal(v_posting);
        IF refusal IS NULL THEN
            SELECT * INTO v_outcome FROM ledger_apply(v_posting);
            refusal := v_outcome.refusal;
            arguments := v_outcome.arguments;
            repeated := v_outcome.repeated;
            IF refusal IS NULL THEN
                entry_id := (v_outcome.entry).id;
                balance_after := (v_outcome.entry).balance_after;
                tokens_owed_delta := (v_outcome.entry).tokens_owed_delta;
                created_at := (v_outcome.entry).created_at;
            END IF;
        ELSE
            arguments := jsonb_build_array(v_posting.transaction_type);
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;

-- A grant (+1) or a take (-1) by a person, with reason and note. p_expected_seq is the wallet as the screen showed it:
-- if it has moved since, the person looks again (F4).
CREATE FUNCTION adjust_tokens(p_operation_key text, p_user_id bigint, p_direction integer, p_tokens bigint,
        p_reason_code text, p_note text, p_expected_seq bigint DEFAULT NULL)
    RETURNS SETOF token_transactions
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v ledger_posting;
    w user_tokens;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    IF p_direction IS NULL OR p_direction NOT IN (1, -1) THEN
        PERFORM ledger_reject('direction_malformed', coalesce(p_direction::text, ''));
    END IF;
    PERFORM ledger_reason_code(p_reason_code, p_direction = 1);
    v.operation_key := p_operation_key;
    v.operation_line := 0;
    v.user_id := ledger_user_id(p_user_id);
    v.transaction_type := 'adjustment';
    v.tokens := p_tokens;
    v.direction := p_direction;
    v.reason_code := p_reason_code;
    v.note := ledger_reason(p_note);
    v.metadata := '{}';
    IF p_expected_seq IS NOT NULL THEN
        SELECT * INTO w FROM user_tokens WHERE user_id = v.user_id FOR NO KEY UPDATE;
        IF coalesce(w.wallet_seq, 0) <> p_expected_seq
            AND NOT EXISTS (SELECT FROM token_entry_keys WHERE operation_key = p_operation_key) THEN
            PERFORM ledger_conflict('wallet_moved', coalesce(w.token_balance, 0)::text);
        END IF;
    END IF;
    RETURN NEXT ledger_post_or_raise(v);
END
$$;

-- Takes an entry back, wholly or (p_tokens) in part, once, into or out of the very lots it moved.
CREATE FUNCTION reverse_entry(p_operation_key text, p_entry_id bigint, p_tokens bigint, p_reason_code text, p_note text)
    RETURNS SETOF token_transactions
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    PERFORM ledger_reason_code(p_reason_code, NULL);
    RETURN NEXT ledger_reverse(p_operation_key, p_entry_id, p_tokens, p_reason_code, ledger_reason(p_note), NULL);
END
$$;

CREATE FUNCTION ledger_reverse(p_operation_key text, p_entry_id bigint, p_tokens bigint, p_reason_code text, p_note text,
        p_action_type text) RETURNS token_transactions
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
    v.metadata := '{}';
    RETURN ledger_post_or_raise(v);
END
$$;

-- ------------------------------------------------------------------------------------------------------------ orders

-- Freezes package version, price, currency, tokens and bonus for one customer. The same key returns the same order.
CREATE FUNCTION create_order(p_operation_key text, p_user_id bigint, p_package_id bigint) RETURNS SETOF token_orders
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_version token_package_versions;
    o token_orders;
BEGIN
    PERFORM ledger_require_role('tokens_service', 'tokens_support', 'tokens_finance', 'tokens_admin');
    SELECT v.* INTO v_version FROM token_packages p
        JOIN token_package_versions v ON v.package_id = p.id AND v.version = p.version
        WHERE p.id = p_package_id AND p.is_active;
    IF NOT FOUND THEN
        PERFORM ledger_reject('package_not_found', coalesce(p_package_id::text, ''));
    END IF;
    IF NOT EXISTS (SELECT FROM users WHERE id = ledger_user_id(p_user_id)) THEN
        PERFORM ledger_reject('user_unknown', p_user_id::text);
    END IF;
    INSERT INTO token_orders (operation_key, user_id, package_version_id, token_amount, bonus_tokens, price_pence, currency,
                              expires_at)
        VALUES (p_operation_key, p_user_id, v_version.id, v_version.token_amount, v_version.bonus_tokens, v_version.price_gbp,
                v_version.currency, ledger_now() + ledger_setting('TOKEN_PURCHASE_TIMEOUT')::bigint * interval '1 millisecond')
        ON CONFLICT (operation_key) DO NOTHING RETURNING * INTO o;
    IF o.id IS NULL THEN
        SELECT * INTO o FROM token_orders WHERE operation_key = p_operation_key;
        IF o.user_id <> p_user_id OR (SELECT package_id FROM token_package_versions WHERE id = o.package_version_id) <> p_package_id THEN
            PERFORM ledger_conflict('key_used', p_operation_key);
        END IF;
    END IF;
    RETURN NEXT o;
END
$$;

-- Notes the checkout session that Stripe made for an order; once.
CREATE FUNCTION attach_checkout(p_order_id bigint, p_session_id text) RETURNS SETOF token_orders
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o token_orders;
BEGIN
    PERFORM ledger_require_role('tokens_service', 'tokens_support', 'tokens_finance', 'tokens_admin');
    UPDATE token_orders SET stripe_checkout_session_id = p_session_id
        WHERE id = p_order_id AND coalesce(stripe_checkout_session_id, p_session_id) = p_session_id RETURNING * INTO o;
    IF NOT FOUND THEN
        PERFORM ledger_conflict('order_has_other_checkout', coalesce(p_order_id::text, ''));
    END IF;
    RETURN NEXT o;
END
$$;

-- Credits a paid order: a purchase and, if the order has one, a bonus, in one operation keyed by the checkout session
-- (rules 2 and 3 of exactly-once crediting). What Stripe says was paid must be what the order says, else R6.
CREATE FUNCTION credit_order(p_order_id bigint, p_session_id text, p_payment_intent_id text, p_amount_pence bigint,
        p_currency text) RETURNS SETOF token_transactions
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o token_orders;
    v ledger_posting;
    v_paid_lot_pence bigint;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    SELECT * INTO o FROM token_orders WHERE id = p_order_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_reject('order_unknown', coalesce(p_order_id::text, ''));
    ELSIF o.price_pence IS DISTINCT FROM p_amount_pence OR o.currency IS DISTINCT FROM upper(p_currency) THEN
        PERFORM ledger_reject('order_amount_differs', o.id::text, o.price_pence::text, coalesce(p_amount_pence::text, ''));
    ELSIF o.stripe_checkout_session_id IS DISTINCT FROM p_session_id
        OR coalesce(o.stripe_payment_intent_id, p_payment_intent_id) IS DISTINCT FROM p_payment_intent_id THEN
        PERFORM ledger_conflict('order_has_other_checkout', o.id::text);
    END IF;
    UPDATE token_orders SET status = 'paid', stripe_payment_intent_id = p_payment_intent_id,
        paid_at = coalesce(paid_at, ledger_now()) WHERE id = o.id AND status <> 'paid';

    -- The price is spread over all tokens of the order, bonus included, without losing a penny (ruling 17).
    v_paid_lot_pence := o.price_pence * o.token_amount / (o.token_amount + o.bonus_tokens);
    v.operation_key := 'stripe:' || p_session_id;
    v.operation_line := 0;
    v.user_id := o.user_id;
    v.transaction_type := 'purchase';
    v.tokens := o.token_amount;
    v.direction := 1;
    v.action_type := 'token_purchase';
    v.reference_id := o.package_version_id;
    v.order_id := o.id;
    v.stripe_payment_intent_id := p_payment_intent_id;
    v.paid_pence := v_paid_lot_pence;
    v.currency := o.currency;
    v.metadata := '{}';
    RETURN NEXT ledger_post_or_raise(v);
    IF o.bonus_tokens > 0 THEN
        v.operation_line := 1;
        v.transaction_type := 'bonus';
        v.tokens := o.bonus_tokens;
        v.action_type := 'purchase_bonus';
        v.paid_pence := o.price_pence - v_paid_lot_pence;
        RETURN NEXT ledger_post_or_raise(v);
    END IF;
END
$$;

-- ------------------------------------------------------------------------------------------------------------ boosts

-- Writes a listing's boost columns from its periods (T20: every read compares with the clock all the same).
CREATE FUNCTION ledger_refresh_listing(p_business_id integer) RETURNS void
    LANGUAGE sql AS $$
    UPDATE businesses b SET
        is_boosted = coalesce(s.until > ledger_now(), false),
        boosted_until = s.until,
        boost_level = CASE WHEN s.until > ledger_now() THEN s.level ELSE 0 END,
        boost_tokens_spent = coalesce(s.tokens, 0)
    FROM (SELECT max(coalesce(ended_at, ends_at)) AS until, sum(tokens_spent - ended_tokens)::bigint AS tokens,
                 (array_agg(boost_level ORDER BY coalesce(ended_at, ends_at) DESC, id DESC))[1] AS level
          FROM listing_boosts WHERE business_id = p_business_id) s
    WHERE b.id = p_business_id
$$;

CREATE FUNCTION ledger_running_boost(p_boost_id bigint) RETURNS listing_boosts
    LANGUAGE plpgsql AS $$
DECLARE
    v_boost listing_boosts;
BEGIN
    SELECT * INTO v_boost FROM listing_boosts WHERE id = p_boost_id;
    IF NOT FOUND THEN
        PERFORM ledger_reject('boost_unknown', coalesce(p_boost_id::text, ''));
    END IF;
    -- The wallet first, as everywhere; it is also the lock of all boosts of this seller.
    PERFORM FROM user_tokens WHERE user_id = v_boost.user_id FOR NO KEY UPDATE;
    -- The listing's last period: extending or ending means that one, whichever row was on the screen.
    SELECT * INTO v_boost FROM listing_boosts WHERE business_id = v_boost.business_id ORDER BY coalesce(ended_at, ends_at) DESC, id DESC LIMIT 1;
    IF v_boost.ended_at IS NOT NULL OR v_boost.ends_at <= ledger_now() THEN
        PERFORM ledger_reject('boost_not_running', p_boost_id::text);
    END IF;
    RETURN v_boost;
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
CREATE FUNCTION extend_boost(p_operation_key text, p_boost_id bigint, p_days integer, p_charge boolean,
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

-- What an operation key did, for a console whose answer was lost (F1, F2): the periods an extension made or an early end
-- closed; none if nothing happened under this key.
CREATE FUNCTION boost_change(p_operation_key text) RETURNS SETOF listing_boosts
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    RETURN QUERY SELECT b.* FROM listing_boosts b
        WHERE b.id IN (
            SELECT jsonb_array_elements_text(coalesce(a.after -> 'periods', jsonb_build_array(a.after -> 'id')))::bigint
            FROM audit_log a
            WHERE a.subject_type = 'boost' AND a.subject_id = p_operation_key AND a.action IN ('extend_boost', 'end_boost'))
        ORDER BY b.id;
END
$$;

-- ---------------------------------------------------------------------------------------------------------- packages

-- Publishes a draft as the package's next version. Alone up to a price change of PRICE_CHANGE_ALONE_PERCENT; beyond that
-- an administrator (ruling 2). Orders keep what they froze (T9).
CREATE FUNCTION publish_package(p_draft_id bigint, p_lock_version integer, p_reason text) RETURNS SETOF token_packages
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    d token_package_drafts;
    p token_packages;
    v_before jsonb;
    v_percent numeric;
    v_reason text := ledger_reason(p_reason);
BEGIN
    PERFORM ledger_require_role('tokens_product', 'tokens_admin');
    SELECT * INTO d FROM token_package_drafts WHERE id = p_draft_id FOR UPDATE;
    IF NOT FOUND OR d.lock_version <> p_lock_version THEN
        PERFORM ledger_conflict('edited_by_another', coalesce(d.updated_by, ''));
    END IF;
    IF d.package_id IS NULL THEN
        INSERT INTO token_packages (name, description, token_amount, price_gbp, bonus_tokens, is_active, is_recommended, display_order)
            VALUES (d.name, d.description, d.token_amount, d.price_gbp, d.bonus_tokens, d.is_active, d.is_recommended, d.display_order)
            RETURNING * INTO p;
    ELSE
        SELECT * INTO p FROM token_packages WHERE id = d.package_id FOR UPDATE;
        IF p.version <> d.base_version THEN
            PERFORM ledger_conflict('package_changed', p.version::text);
        END IF;
        v_before := to_jsonb(p);
        v_percent := abs(d.price_gbp - p.price_gbp) * 100.0 / p.price_gbp;
        IF v_percent > ledger_setting('PRICE_CHANGE_ALONE_PERCENT')::numeric
            AND NOT pg_has_role(session_user, 'tokens_admin', 'MEMBER') THEN
            PERFORM ledger_reject('price_change_needs_admin', round(v_percent)::text, ledger_setting('PRICE_CHANGE_ALONE_PERCENT'));
        END IF;
        UPDATE token_packages SET name = d.name, description = d.description, token_amount = d.token_amount,
            price_gbp = d.price_gbp, bonus_tokens = d.bonus_tokens, is_active = d.is_active, is_recommended = d.is_recommended,
            display_order = d.display_order, version = version + 1, updated_at = ledger_now()
            WHERE id = d.package_id RETURNING * INTO p;
    END IF;
    PERFORM ledger_keep_package_version(p, v_before, 'publish_package', v_reason);
    DELETE FROM token_package_drafts WHERE id = d.id;
    RETURN NEXT p;
END
$$;

CREATE FUNCTION ledger_keep_package_version(p token_packages, p_before jsonb, p_action text, p_reason text) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO token_package_versions (package_id, version, name, description, token_amount, price_gbp, currency,
            bonus_tokens, is_active, is_recommended, display_order, reason)
        VALUES (p.id, p.version, p.name, p.description, p.token_amount, p.price_gbp, p.currency, p.bonus_tokens, p.is_active,
            p.is_recommended, p.display_order, p_reason);
    INSERT INTO audit_log (action, subject_type, subject_id, before, after, reason)
        VALUES (p_action, 'package', p.id::text, p_before, to_jsonb(p), p_reason);
END
$$;

-- Puts the packages into the order of the given ids; p_versions is what the screen showed of each.
CREATE FUNCTION reorder_packages(p_ids bigint[], p_versions integer[], p_reason text) RETURNS SETOF token_packages
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p token_packages;
    v_before jsonb;
    v_reason text := ledger_reason(p_reason);
BEGIN
    PERFORM ledger_require_role('tokens_product', 'tokens_admin');
    PERFORM FROM token_packages ORDER BY id FOR UPDATE;
    IF EXISTS (SELECT FROM token_packages t FULL JOIN unnest(p_ids, p_versions) AS s (id, version) ON s.id = t.id
               WHERE t.version IS DISTINCT FROM s.version) THEN
        PERFORM ledger_conflict('packages_changed');
    END IF;
    FOR i IN 1 .. cardinality(p_ids) LOOP
        SELECT * INTO p FROM token_packages WHERE id = p_ids[i];
        IF p.display_order <> i THEN
            v_before := to_jsonb(p);
            UPDATE token_packages SET display_order = i, version = version + 1, updated_at = ledger_now()
                WHERE id = p.id RETURNING * INTO p;
            PERFORM ledger_keep_package_version(p, v_before, 'reorder_packages', v_reason);
        END IF;
    END LOOP;
    RETURN QUERY SELECT * FROM token_packages ORDER BY display_order, id;
END
$$;

-- Shows a package to customers or hides it, as a new version; p_version is what the screen showed. An edit somebody is
-- making meanwhile meets the new version when it is published.
CREATE FUNCTION set_package_active(p_package_id bigint, p_version integer, p_active boolean, p_reason text)
    RETURNS SETOF token_packages
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p token_packages;
    v_before jsonb;
    v_reason text := ledger_reason(p_reason);
BEGIN
    PERFORM ledger_require_role('tokens_product', 'tokens_admin');
    SELECT * INTO p FROM token_packages WHERE id = p_package_id FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_reject('package_not_found', coalesce(p_package_id::text, ''));
    ELSIF p.version IS DISTINCT FROM p_version THEN
        PERFORM ledger_conflict('package_changed', p.version::text);
    ELSIF p.is_active IS DISTINCT FROM p_active THEN
        v_before := to_jsonb(p);
        UPDATE token_packages SET is_active = p_active, version = version + 1, updated_at = ledger_now()
            WHERE id = p.id RETURNING * INTO p;
        PERFORM ledger_keep_package_version(p, v_before, CASE WHEN p_active THEN 'activate_package' ELSE 'deactivate_package' END,
            v_reason);
    END IF;
    RETURN NEXT p;
END
$$;

-- How many orders froze each version of a package: totals without a person, so product sees them too (ruling 3).
CREATE FUNCTION package_order_counts(p_package_id bigint) RETURNS TABLE (version integer, orders bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_product', 'tokens_admin');
    RETURN QUERY SELECT v.version, count(o.id) FROM token_package_versions v
        LEFT JOIN token_orders o ON o.package_version_id = v.id WHERE v.package_id = p_package_id GROUP BY v.version;
END
$$;

-- ------------------------------------------------------------------------------------------------------------- users

CREATE FUNCTION ledger_mask_email(p_email text) RETURNS text
    LANGUAGE sql IMMUTABLE AS
    $$ SELECT CASE WHEN p_email LIKE '_%@%' THEN left(p_email, 1) || '•••@' || split_part(p_email, '@', -1) END $$;

-- Users that match what was typed, newest first, by key: an id, a part of a name, and for support and administrators a part
-- of an e-mail. Rows are masked (ruling 4). Text is matched literally (H2).
CREATE FUNCTION find_users(p_text text, p_before_id bigint DEFAULT NULL, p_limit integer DEFAULT 50)
    RETURNS TABLE (id bigint, full_name text, email_masked text, buyer_plan text, freemium_tier text, token_balance bigint,
                   tokens_owed bigint, free_contacts_used integer, free_contacts_reset_date timestamptz,
                   created_at timestamptz, listings bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
    v_text text := lower(btrim(normalize(coalesce(p_text, ''), NFC)));
    v_like text := '%' || replace(replace(replace(v_text, '\', '\\'), '%', '\%'), '_', '\_') || '%';
    v_by_email boolean;
    v_id integer;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin', 'tokens_service');
    v_by_email := pg_has_role(session_user, 'tokens_support', 'MEMBER') OR pg_has_role(session_user, 'tokens_admin', 'MEMBER');
    IF v_text ~ '^[0-9]{1,9}$' THEN
        v_id := v_text::integer;
    END IF;
    RETURN QUERY
        SELECT u.id::bigint, btrim(concat_ws(' ', u.first_name, u.last_name)),
               CASE WHEN v_by_email THEN ledger_mask_email(u.email) END,
               u.buyer_plan::text, u.freemium_tier::text, coalesce(w.token_balance, 0), coalesce(w.tokens_owed, 0),
               u.free_contacts_used, u.free_contacts_reset_date, u.created_at::timestamptz,
               (SELECT count(*) FROM businesses b WHERE b.user_id = u.id)
        FROM (SELECT * FROM users c
              WHERE (p_before_id IS NULL OR c.id < p_before_id)
                AND (v_text = '' OR c.id = v_id
                     OR lower(coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '')) LIKE v_like
                     OR (v_by_email AND lower(c.email) LIKE v_like))
              ORDER BY c.id DESC LIMIT least(greatest(p_limit, 1), 200)) u
        LEFT JOIN user_tokens w ON w.user_id = u.id
        ORDER BY u.id DESC;
END
$$;

-- The audited look at a customer's e-mail and phone: support and administrators, with a reason.
CREATE FUNCTION reveal_contact(p_user_id bigint, p_reason text) RETURNS TABLE (email text, phone text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_reason text := ledger_reason(p_reason);
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_admin');
    IF NOT EXISTS (SELECT FROM users u WHERE u.id = p_user_id) THEN
        PERFORM ledger_reject('user_unknown', coalesce(p_user_id::text, ''));
    END IF;
    INSERT INTO audit_log (action, subject_type, subject_id, reason) VALUES ('reveal_contact', 'user', p_user_id::text, v_reason);
    RETURN QUERY SELECT u.email::text, u.phone::text FROM users u WHERE u.id = p_user_id;
END
$$;

-- ---------------------------------------------------------------------------------------------------- reconciliation

-- A person's decision on a finding: resolved, accepted, waiting, or open again; always with a comment.
CREATE FUNCTION resolve_finding(p_finding_id bigint, p_status text, p_comment text) RETURNS SETOF reconciliation_findings
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    f reconciliation_findings;
    v_before jsonb;
    v_comment text := ledger_reason(p_comment);
BEGIN
    PERFORM ledger_require_role('tokens_finance', 'tokens_admin');
    IF p_status IS NULL OR p_status NOT IN ('open', 'waiting', 'resolved', 'accepted') THEN
        PERFORM ledger_reject('finding_status_unknown', coalesce(p_status, ''));
    END IF;
    SELECT * INTO f FROM reconciliation_findings WHERE id = p_finding_id FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_reject('finding_unknown', coalesce(p_finding_id::text, ''));
    ELSIF f.status IN ('fixed', 'gone') THEN
        PERFORM ledger_conflict('finding_closed', f.status);
    END IF;
    v_before := to_jsonb(f);
    UPDATE reconciliation_findings SET status = p_status, comment = v_comment, owner = session_user,
        read_at = coalesce(read_at, ledger_now()),
        closed_at = CASE WHEN p_status IN ('resolved', 'accepted') THEN ledger_now() END
        WHERE id = f.id RETURNING * INTO f;
    INSERT INTO audit_log (action, subject_type, subject_id, before, after, reason)
        VALUES ('resolve_finding', 'finding', f.id::text, v_before, to_jsonb(f), v_comment);
    RETURN NEXT f;
END
$$;

-- Marks a finding as seen by somebody; not a decision.
CREATE FUNCTION mark_finding_read(p_finding_id bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    UPDATE reconciliation_findings SET read_at = ledger_now() WHERE id = p_finding_id AND read_at IS NULL;
    RETURN FOUND;
END
$$;

-- ------------------------------------------------------------------------------------------------------- maintenance

-- Posts the expiry of lots that have ended, at most so many wallets a call. Returns how many lots.
CREATE FUNCTION expire_lots(p_wallets integer DEFAULT 100) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_user integer;
    v_count integer := 0;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    FOR v_user IN SELECT DISTINCT user_id FROM token_lots WHERE is_open AND expires_at <= ledger_now()
                  ORDER BY user_id LIMIT p_wallets LOOP
        PERFORM FROM user_tokens WHERE user_id = v_user FOR NO KEY UPDATE;
        v_count := v_count + ledger_expire(v_user, ledger_now());
    END LOOP;
    RETURN v_count;
END
$$;

-- Takes the boost mark off listings whose time is over (T20). Returns how many.
CREATE FUNCTION expire_boosts() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_count integer;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE businesses SET is_boosted = false, boost_level = 0 WHERE is_boosted AND boosted_until <= ledger_now();
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;

CREATE FUNCTION make_partitions_ahead() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    RETURN ensure_partitions((ledger_now() AT TIME ZONE 'UTC')::date, ((ledger_now() AT TIME ZONE 'UTC') + interval '24 months')::date);
END
$$;

-- Folds entries that no running transaction can add to any more, then refreshes mv_token_analytics. Returns rows touched.
CREATE FUNCTION refresh_token_analytics() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_from bigint;
    v_to bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    v_count bigint;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    SELECT folded_below INTO v_from FROM token_rollup_marks WHERE name = 'token_daily_totals' FOR UPDATE;
    IF v_to <= v_from THEN
        RETURN 0;
    END IF;
    WITH folded AS (
        INSERT INTO token_daily_totals AS t (day, transaction_type, user_id, transaction_count, total_tokens)
        SELECT (created_at AT TIME ZONE 'UTC')::date, transaction_type, user_id, count(*), sum(tokens_amount)
        FROM token_transactions WHERE posted_xid >= v_from AND posted_xid < v_to
        GROUP BY 1, 2, 3
        ON CONFLICT (day, transaction_type, user_id) DO UPDATE SET
            transaction_count = t.transaction_count + excluded.transaction_count,
            total_tokens = t.total_tokens + excluded.total_tokens
        RETURNING 1)
    SELECT count(*) INTO v_count FROM folded;
    UPDATE token_rollup_marks SET folded_below = v_to, folded_at = ledger_now() WHERE name = 'token_daily_totals';
    REFRESH MATERIALIZED VIEW CONCURRENTLY mv_token_analytics;
    RETURN v_count;
END
$$;

RESET ROLE;
