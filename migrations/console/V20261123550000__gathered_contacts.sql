-- Contacts that came in at the same moment are written by one call and one commit: what statements cost to start, and the
-- wait for the disk, are paid once for all of them. The rule and the entries are those of a contact by itself.
SET LOCAL ROLE tok_owner;

-- ----------------------------------------------------------------------------------------------- the rule, over facts

-- Free contacts of a plan in a month: the setting for a listed plan, none for another (ruling 20).
CREATE FUNCTION ledger_free_contacts(p_plan text, p_free_plans text, p_limit integer) RETURNS integer
    LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN p_plan = ANY (string_to_array(p_free_plans, ',')) THEN p_limit ELSE 0 END
$$;

-- How many of them a user still has this month, UTC (T5).
CREATE FUNCTION ledger_free_contacts_left(p_limit integer, p_used integer, p_reset timestamptz, p_now timestamptz) RETURNS integer
    LANGUAGE sql STABLE AS $$
    SELECT greatest(0, p_limit
        - CASE WHEN date_trunc('month', p_reset, 'UTC') < date_trunc('month', p_now, 'UTC') THEN 0 ELSE p_used END)
$$;

-- What a contact costs: nothing outside the rollout or while the month's number lasts for a first one, else the price of a
-- first or of a further one.
CREATE FUNCTION ledger_contact_price(p_tokens_on boolean, p_first boolean, p_free_left integer, p_price_first bigint,
        p_price_further bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN NOT p_tokens_on OR p_first AND p_free_left > 0 THEN 0 WHEN p_first THEN p_price_first ELSE p_price_further END
$$;

-- As before, with the rule in its own functions.
CREATE OR REPLACE FUNCTION ledger_contact_terms(p_user_id integer, p_business_id bigint) RETURNS contact_terms
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    r record;
    t contact_terms;
    v_now timestamptz := ledger_now();
BEGIN
    SELECT u.buyer_plan, u.free_contacts_used, u.free_contacts_reset_date, u.freemium_tier, coalesce(w.token_balance, 0) AS balance,
           w.next_expiry_at, b.user_id AS seller_id, b.id AS business_id, coalesce(c.contact_count, 0) AS contacts
        INTO r
        FROM users u LEFT JOIN user_tokens w ON w.user_id = u.id LEFT JOIN businesses b ON b.id = p_business_id
        LEFT JOIN contact_limitations c ON c.user_id = u.id AND c.business_id = b.id
        WHERE u.id = p_user_id;
    IF NOT FOUND THEN
        PERFORM ledger_reject('user_unknown', p_user_id::text);
    ELSIF r.business_id IS NULL THEN
        PERFORM ledger_reject('business_unknown', coalesce(p_business_id::text, ''));
    ELSIF r.seller_id = p_user_id THEN
        PERFORM ledger_reject('own_listing');
    END IF;
    t.current_balance := r.balance;
    IF r.next_expiry_at <= v_now THEN
        t.current_balance := r.balance - (SELECT coalesce(sum(remaining), 0) FROM token_lots
            WHERE user_id = p_user_id AND is_open AND expires_at <= v_now);
    END IF;
    t.first_contact := r.contacts = 0;
    t.attempt := r.contacts + 1;
    t.tokens_on := feature_on('ENABLE_TOKEN_SYSTEM', p_user_id);
    t.buyer_plan := r.buyer_plan;
    t.free_limit := ledger_free_contacts(r.buyer_plan, ledger_setting('FREE_CONTACT_PLANS'),
        ledger_setting('DEFAULT_FREE_CONTACTS_LIMIT')::integer);
    t.free_contacts_left := ledger_free_contacts_left(t.free_limit, r.free_contacts_used, r.free_contacts_reset_date, v_now);
    t.tokens_required := ledger_contact_price(t.tokens_on, t.first_contact, t.free_contacts_left,
        ledger_setting('CONTACT_PRICE_FIRST')::bigint, ledger_setting('CONTACT_PRICE_FURTHER')::bigint);
    t.contact_type := CASE WHEN t.tokens_required = 0 THEN 'free' ELSE 'token' END;
    t.inquiry_type := CASE WHEN t.tokens_on AND r.freemium_tier <> 'basic' THEN 'premium' ELSE t.contact_type END;
    RETURN t;
END
$$;

-- What is wrong with the form: the refusal's key and its arguments, or NULL. Who writes must say who and what; every field has
-- its longest text.
CREATE FUNCTION contact_fault(p_inquiry jsonb) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    v_names CONSTANT text[] := ARRAY['firstName', 'lastName', 'email', 'phone', 'message', 'timeframe'];
    v_most CONSTANT integer[] := ARRAY[200, 200, 320, 50, 5000, 100];
    v text;
BEGIN
    FOR i IN 1..6 LOOP
        v := p_inquiry ->> v_names[i];
        IF i IN (1, 2, 3, 5) AND coalesce(btrim(v, E' \t\r\n'), '') = '' THEN
            RETURN ARRAY['field_missing', v_names[i]];
        ELSIF length(v) > v_most[i] THEN
            RETURN ARRAY['field_too_long', v_names[i], v_most[i]::text];
        ELSIF v ~ '[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]' OR i <> 5 AND v ~ '[\r\n\t]' THEN
            RETURN ARRAY['field_has_control_characters', v_names[i]];
        END IF;
    END LOOP;
    RETURN CASE WHEN p_inquiry ->> 'email' !~ '^[^\s@]+@[^\s@]+\.[^\s@]+$' THEN ARRAY['email_malformed'] END;
END
$$;

CREATE OR REPLACE FUNCTION contact_check(p_inquiry jsonb) RETURNS void
    LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    v_fault text[] := contact_fault(p_inquiry);
BEGIN
    IF v_fault IS NOT NULL THEN
        PERFORM ledger_reject(v_fault[1], VARIADIC v_fault[2:]);
    END IF;
END
$$;

-- -------------------------------------------------------------------------------------------------------- many at once

-- A call has about as many lines as there are callers, not the thousand that is guessed otherwise.
ALTER FUNCTION ledger_spend_many ROWS 10;

-- Contacts of many users whose wallets and own rows the caller has locked. Written here are those that ask nothing special:
-- a good form, a new key, a listing of somebody else, no lot that has ended, and a balance and first lot that bear all contacts
-- of the user in this call. Of any other user's nothing is written and no row comes back. A key used before raises
-- unique_violation.
CREATE FUNCTION ledger_contact_many(p_user_ids bigint[], p_business_ids bigint[], p_keys text[], p_inquiries jsonb[])
    RETURNS TABLE (line integer, answer jsonb)
    LANGUAGE plpgsql ROWS 10 AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz := ledger_now();
    v_plans text := ledger_setting('FREE_CONTACT_PLANS');
    v_limit integer := ledger_setting('DEFAULT_FREE_CONTACTS_LIMIT')::integer;
    v_first bigint := ledger_setting('CONTACT_PRICE_FIRST')::bigint;
    v_further bigint := ledger_setting('CONTACT_PRICE_FURTHER')::bigint;
    v_on_for_all boolean := coalesce((SELECT f.is_enabled AND f.rollout_percentage = 100 FROM feature_flags f
        WHERE f.name = 'ENABLE_TOKEN_SYSTEM' ORDER BY f.version DESC LIMIT 1), false);
    v_lines integer[];
    v_prices bigint[];
    v_attempts integer[];
    v_free_left integer[];
    v_balances bigint[]; -- before the first of them
    v_emails text[];
    v_types text[];
    v_rules jsonb[]; -- why it cost what it cost
    v_paid integer[]; -- lines of what cost tokens, with their entries
    v_entries bigint[];
    v_times timestamptz[];
BEGIN
    WITH fit AS (
        SELECT i.line::integer AS line, i.user_id, i.business_id, coalesce(c.contact_count, 0) AS contacts, w.token_balance AS balance,
            u.email, u.freemium_tier <> 'basic' AS premium, u.buyer_plan AS plan, m.most,
            ledger_free_contacts_left(m.most, u.free_contacts_used, u.free_contacts_reset_date, v_now) AS free
        FROM unnest(p_user_ids, p_business_ids, p_keys, p_inquiries) WITH ORDINALITY i (user_id, business_id, key, inquiry, line)
        JOIN users u ON u.id = i.user_id
        CROSS JOIN LATERAL ledger_free_contacts(u.buyer_plan, v_plans, v_limit) AS m (most)
        JOIN user_tokens w ON w.user_id = i.user_id
        JOIN businesses b ON b.id = i.business_id
        LEFT JOIN contact_limitations c ON c.user_id = i.user_id AND c.business_id = i.business_id
        WHERE b.user_id <> i.user_id AND length(i.key) BETWEEN 1 AND 150 AND i.key !~ '[^!-~]'
          AND (w.next_expiry_at <= v_now) IS NOT TRUE
          AND CASE WHEN v_on_for_all THEN true ELSE feature_on('ENABLE_TOKEN_SYSTEM', i.user_id::integer) END
          AND NOT EXISTS (SELECT FROM user_blocks k WHERE k.user_id = i.user_id AND k.ended_at IS NULL)
          AND NOT EXISTS (SELECT FROM api_answers a WHERE a.user_id = i.user_id AND a.idempotency_key = i.key)
          AND contact_fault(i.inquiry) IS NULL),
    counted AS (
        SELECT f.*, f.contacts + row_number() OVER (PARTITION BY user_id, business_id ORDER BY line) AS attempt FROM fit f),
    ranked AS (
        -- A user's first contacts in this call use up what is free, one after the other.
        SELECT c.*, greatest(0, free - count(*) FILTER (WHERE attempt = 1) OVER (PARTITION BY user_id ORDER BY line
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))::integer AS free_left FROM counted c),
    priced AS (
        SELECT r.*, ledger_contact_price(true, attempt = 1, free_left, v_first, v_further) AS price FROM ranked r)
    SELECT array_agg(line), array_agg(price), array_agg(attempt::integer), array_agg(free_left), array_agg(balance),
            array_agg(email), array_agg(CASE WHEN premium THEN 'premium' WHEN price = 0 THEN 'free' ELSE 'token' END),
            array_agg(jsonb_build_object('plan', plan, 'freeLimit', most, 'freeLeft', free_left, 'tokensOn', true))
        INTO v_lines, v_prices, v_attempts, v_free_left, v_balances, v_emails, v_types, v_rules FROM priced;
    IF v_lines IS NULL THEN
        RETURN;
    END IF;

    SELECT array_agg(a.lines[s.line]), array_agg((s.entry).id), array_agg((s.entry).created_at) INTO v_paid, v_entries, v_times
        FROM (SELECT array_agg(line) AS lines, array_agg('contact_seller:' || p_user_ids[line] || ':' || p_keys[line]) AS keys,
                  array_agg(p_user_ids[line]) AS users, array_agg('consumption'::text) AS types, array_agg(price) AS tokens,
                  array_agg(-1) AS directions, array_agg('contact_seller'::text) AS actions,
                  array_agg(p_business_ids[line]) AS refs, array_agg(NULL::bigint) AS numbers, array_agg(NULL::text) AS texts,
                  array_agg('user:' || p_user_ids[line]) AS behalfs, array_agg(jsonb_build_object('attempt', attempt)) AS metadata
              FROM unnest(v_lines, v_prices, v_attempts) f (line, price, attempt) WHERE price > 0 HAVING count(*) > 0) a
        CROSS JOIN LATERAL ledger_spend_many(a.keys, a.users, a.types, a.tokens, a.directions, a.actions, a.refs,
            a.numbers, a.texts, a.numbers, a.behalfs, a.texts, a.metadata) s;

    RETURN QUERY
    WITH fit AS (
        SELECT f.*, p_user_ids[f.line]::integer AS user_id, p_business_ids[f.line]::integer AS business_id, p_keys[f.line] AS key
        FROM unnest(v_lines, v_prices, v_attempts, v_free_left, v_balances, v_emails, v_types, v_rules)
            f (line, price, attempt, free_left, balance, email, type, rule)),
    whole AS (
        SELECT f.*, s.entry_id, coalesce(s.at, v_now) AS at, p_inquiries[f.line] AS inquiry,
            f.balance - sum(price) OVER (PARTITION BY user_id ORDER BY f.line ROWS UNBOUNDED PRECEDING) AS left_over,
            bool_and(price = 0 OR s.entry_id IS NOT NULL) OVER (PARTITION BY user_id) AS is_done
        FROM fit f LEFT JOIN unnest(v_paid, v_entries, v_times) s (line, entry_id, at) ON s.line = f.line),
    done AS MATERIALIZED (SELECT * FROM whole WHERE is_done),
    inquiries AS (
        MERGE INTO business_inquiries q USING done d ON false
        WHEN NOT MATCHED THEN INSERT (business_id, first_name, last_name, email, phone, message, timeframe, user_email, created_at,
                user_id, tokens_spent, inquiry_type, contact_attempt_number, entry_id, cost_rule)
            VALUES (d.business_id, d.inquiry ->> 'firstName', d.inquiry ->> 'lastName', d.inquiry ->> 'email', d.inquiry ->> 'phone',
                d.inquiry ->> 'message', d.inquiry ->> 'timeframe', d.email, d.at, d.user_id, d.price, d.type, d.attempt, d.entry_id,
                d.rule)
        RETURNING d.line, q.id),
    limitations AS (
        INSERT INTO contact_limitations AS c (user_id, business_id, contact_count, first_contact_at, last_contact_at, tokens_spent,
                is_free_contact, last_entry_id)
            SELECT user_id, business_id, count(*), min(at), max(at), sum(price), bool_or(attempt = 1 AND price = 0), max(entry_id)
                FROM done GROUP BY user_id, business_id
            ON CONFLICT (user_id, business_id) DO UPDATE SET contact_count = c.contact_count + excluded.contact_count,
                last_contact_at = excluded.last_contact_at, tokens_spent = c.tokens_spent + excluded.tokens_spent,
                last_entry_id = coalesce(excluded.last_entry_id, c.last_entry_id)),
    counters AS (
        UPDATE users u SET free_contacts_reset_date = v_now, free_contacts_used = f.used + CASE
                WHEN date_trunc('month', free_contacts_reset_date, 'UTC') < date_trunc('month', v_now, 'UTC') THEN 0
                ELSE free_contacts_used END
            FROM (SELECT user_id, count(*) AS used FROM done WHERE price = 0 GROUP BY user_id) f WHERE u.id = f.user_id),
    answered AS (
        SELECT d.line, d.user_id, d.key, d.business_id, d.inquiry, jsonb_build_object('success', true, 'inquiryId', i.id,
            'tokensSpent', d.price, 'contactType', CASE WHEN d.price = 0 THEN 'free' ELSE 'token' END, 'contactAttempt', d.attempt,
            'balance', d.left_over, 'freeContactsLeft', d.free_left - CASE WHEN d.price = 0 THEN 1 ELSE 0 END) AS answer
        FROM done d JOIN inquiries i ON i.line = d.line),
    kept AS (
        INSERT INTO api_answers (user_id, idempotency_key, operation, request_hash, answer)
            SELECT user_id, key, 'contact', sha256(convert_to(jsonb_build_array(business_id, inquiry)::text, 'UTF8')), answer
                FROM answered)
    SELECT line, answer FROM answered;
END
$$;

-- Contacts of the service, one array element each, in one call and one commit: what contact_seller() does for one. Each line
-- comes back with its answer, or with the key and arguments of its refusal, and a refusal fails no other. Wallets are locked in
-- the order of their users, so that two calls cannot block each other.
CREATE FUNCTION contact_sellers(p_user_ids bigint[], p_business_ids bigint[], p_keys text[], p_inquiries jsonb[])
    RETURNS TABLE (line integer, answer text, refusal text, is_conflict boolean, arguments text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_variable
DECLARE
    v_done integer[];
    v_answers text[];
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF cardinality(p_keys) > 3 THEN -- fewer cost less one by one than the statements cost to start
        PERFORM FROM user_tokens WHERE user_id = ANY (p_user_ids) ORDER BY user_id FOR NO KEY UPDATE;
        PERFORM FROM users WHERE id = ANY (p_user_ids) ORDER BY id FOR NO KEY UPDATE;
        BEGIN
            SELECT array_agg(m.line), array_agg(m.answer::text) INTO v_done, v_answers
                FROM ledger_contact_many(p_user_ids, p_business_ids, p_keys, p_inquiries) m;
        EXCEPTION WHEN unique_violation THEN
            v_done := NULL; -- a key was used before: each finds out for itself
        END;
    END IF;
    FOR i IN 1..coalesce(cardinality(v_done), 0) LOOP
        line := v_done[i];
        answer := v_answers[i];
        RETURN NEXT;
    END LOOP;
    FOR line IN SELECT n FROM generate_subscripts(p_keys, 1) n WHERE (n = ANY (v_done)) IS NOT TRUE ORDER BY p_user_ids[n], n LOOP
        answer := NULL;
        refusal := NULL;
        BEGIN
            answer := contact_seller(p_user_ids[line], p_business_ids[line], p_keys[line], p_inquiries[line])::text;
        EXCEPTION WHEN SQLSTATE 'TKREJ' OR SQLSTATE 'TKCON' THEN
            GET STACKED DIAGNOSTICS refusal = MESSAGE_TEXT, arguments = PG_EXCEPTION_DETAIL;
            is_conflict := SQLSTATE = 'TKCON';
        END;
        RETURN NEXT;
    END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION contact_sellers TO tokens_service;

-- -------------------------------------------------------------------------------------------------------------- turns

-- Turns of many users in one call: each as swap_rate_bucket() takes it, in the order of the keys, so that two calls cannot block
-- each other.
CREATE FUNCTION swap_rate_buckets(p_keys text[], p_seen bytea[], p_next bytea[], p_full_in bigint[])
    RETURNS TABLE (line integer, swapped boolean, state bytea, now timestamptz)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    RETURN QUERY SELECT k.n, s.swapped, s.state, s.now
        FROM (SELECT n FROM generate_subscripts(p_keys, 1) n ORDER BY p_keys[n], n) k
        CROSS JOIN LATERAL swap_rate_bucket(p_keys[k.n], p_seen[k.n], p_next[k.n], p_full_in[k.n]) s;
END
$$;
GRANT EXECUTE ON FUNCTION swap_rate_buckets TO tokens_service;

RESET ROLE;

-- Each posting writes the balance into the user's row. With room in the page that touches no index; without, it is entered
-- anew in all of them, the trigrams of the e-mail included, which cost more than the rest of the posting.
ALTER TABLE users SET (fillfactor = 70);
