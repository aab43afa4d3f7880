-- What the marketplace's program may do in its users' names: contact, boost, unlock, answer. Each is one call, one transaction
-- and, under its idempotency key, one effect (T2, T3, T4, T5, T20; rulings 20 to 23).
SET LOCAL ROLE tok_owner;

INSERT INTO settings (name, version, value) VALUES
    ('CONTACT_PRICE_FIRST', 1, '2'), ('CONTACT_PRICE_FURTHER', 1, '1'),
    ('ANALYTICS_PRICE', 1, '3'), ('ANALYTICS_DAYS', 1, '30'),
    ('EVENT_DUPLICATE_SECONDS', 1, '30');

-- ------------------------------------------------------------------------------------------------------------- flags

-- Which features are on, and for how many of the users; the newest version of a name is in force. The salt is the flag's own,
-- so that two flags, or a flag and an experiment, never sort the same people together (T12).
CREATE TABLE feature_flags (
    name VARCHAR(100) NOT NULL CHECK (name ~ '^[A-Z][A-Z0-9_]*$'),
    version INTEGER NOT NULL,
    is_enabled BOOLEAN NOT NULL,
    rollout_percentage NUMERIC(5, 2) NOT NULL DEFAULT 100 CHECK (rollout_percentage BETWEEN 0 AND 100),
    salt VARCHAR(100) NOT NULL CHECK (salt <> ''),
    changed_by VARCHAR(100) NOT NULL DEFAULT session_user,
    changed_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    reason VARCHAR(2000),
    PRIMARY KEY (name, version)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON feature_flags FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON feature_flags EXECUTE FUNCTION ledger_refuse_change();
INSERT INTO feature_flags (name, version, is_enabled, salt) VALUES
    ('ENABLE_TOKEN_SYSTEM', 1, true, 'token-system'),
    ('ENABLE_SELLER_BOOST', 1, true, 'seller-boost'),
    ('ENABLE_PREMIUM_ANALYTICS', 1, true, 'premium-analytics');

-- A user's place among all for one salt: the first 32 bits of SHA-256. market.Rollout in Java computes the same.
CREATE FUNCTION rollout_bucket(p_salt text, p_user_id bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ('x' || encode(substr(sha256(convert_to(p_salt || ':' || p_user_id, 'UTF8')), 1, 4), 'hex'))::bit(32)::bigint
$$;

-- Whether a feature is on for a user: 100 % means all, 0 % none, and who is in stays in while the share grows (T12).
-- Boost and analytics cost tokens, so they are on only where the token system is.
CREATE FUNCTION feature_on(p_name text, p_user_id integer) RETURNS boolean
    LANGUAGE sql STABLE AS $$
    SELECT coalesce(bool_and(f.is_enabled AND (f.rollout_percentage = 100
               OR rollout_bucket(f.salt, p_user_id) < f.rollout_percentage * 42949672.96)), false)
    FROM unnest(CASE WHEN p_name = 'ENABLE_TOKEN_SYSTEM' THEN ARRAY[p_name] ELSE ARRAY[p_name, 'ENABLE_TOKEN_SYSTEM'] END) AS n (name)
    LEFT JOIN LATERAL (SELECT * FROM feature_flags f WHERE f.name = n.name ORDER BY f.version DESC LIMIT 1) f ON true
$$;

CREATE FUNCTION require_feature(p_name text, p_user_id integer) RETURNS void
    LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT feature_on(p_name, p_user_id) THEN
        PERFORM ledger_reject('feature_not_available', p_name);
    END IF;
END
$$;

-- Which of the features are on for a user, for the service's own gates.
CREATE FUNCTION features_on(p_user_id bigint) RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service', 'tokens_support', 'tokens_product', 'tokens_admin');
    RETURN (SELECT coalesce(array_agg(n.name ORDER BY n.name), '{}') FROM (SELECT DISTINCT name FROM feature_flags) n
            WHERE feature_on(n.name, ledger_user_id(p_user_id)));
END
$$;

-- ----------------------------------------------------------------------------------------------- answers kept by key

-- The answer of each POST of the marketplace, under the key its caller gave: asked again, it is given again. Answers that
-- refused are not kept: they changed nothing, and a second try may go better.
CREATE TABLE api_answers (
    user_id INTEGER NOT NULL REFERENCES users (id),
    idempotency_key VARCHAR(150) NOT NULL,
    operation VARCHAR(50) NOT NULL,
    request_hash BYTEA NOT NULL,
    answer JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    PRIMARY KEY (user_id, idempotency_key)
);
CREATE INDEX idx_api_answers_created ON api_answers (created_at);

-- What this key was answered, or NULL; another request under the same key is a conflict. Call it under the wallet's lock.
CREATE FUNCTION api_answered(p_user_id integer, p_key text, p_operation text, p_request jsonb) RETURNS jsonb
    LANGUAGE plpgsql AS $$
DECLARE
    a api_answers;
BEGIN
    IF p_key IS NULL OR length(p_key) NOT BETWEEN 1 AND 150 OR p_key ~ '[^!-~]' THEN
        PERFORM ledger_reject('operation_key_malformed');
    END IF;
    SELECT * INTO a FROM api_answers WHERE user_id = p_user_id AND idempotency_key = p_key;
    IF a.user_id IS NULL THEN
        RETURN NULL;
    ELSIF a.operation <> p_operation OR a.request_hash <> sha256(convert_to(p_request::text, 'UTF8')) THEN
        PERFORM ledger_conflict('key_used', p_key);
    END IF;
    RETURN a.answer;
END
$$;

CREATE FUNCTION api_keep_answer(p_user_id integer, p_key text, p_operation text, p_request jsonb, p_answer jsonb) RETURNS jsonb
    LANGUAGE sql AS $$
    INSERT INTO api_answers (user_id, idempotency_key, operation, request_hash, answer)
        VALUES (p_user_id, p_key, p_operation, sha256(convert_to(p_request::text, 'UTF8')), p_answer)
        RETURNING answer
$$;

-- The wallet's lock, which all of a user's operations take first; a user without a wallet gets one.
CREATE FUNCTION ledger_lock_wallet(p_user_id integer) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM user_tokens WHERE user_id = p_user_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        IF NOT EXISTS (SELECT FROM users WHERE id = p_user_id) THEN
            PERFORM ledger_reject('user_unknown', p_user_id::text);
        END IF;
        INSERT INTO user_tokens (user_id) VALUES (p_user_id) ON CONFLICT (user_id) DO NOTHING;
        PERFORM FROM user_tokens WHERE user_id = p_user_id FOR NO KEY UPDATE;
    END IF;
END
$$;

-- A spend in the user's own name, under a key of the ledger that is made of the marketplace's.
CREATE FUNCTION ledger_spend(p_user_id integer, p_key text, p_tokens bigint, p_action text, p_reference bigint, p_metadata jsonb)
    RETURNS token_transactions
    LANGUAGE plpgsql AS $$
DECLARE
    v ledger_posting;
    e token_transactions;
BEGIN
    -- The answer to a key may be forgotten some day, its entry never is: a repeat then does nothing rather than do it for free.
    IF EXISTS (SELECT FROM token_entry_keys WHERE operation_key = p_action || ':' || p_user_id || ':' || p_key AND operation_line = 0) THEN
        PERFORM ledger_conflict('key_used', p_key);
    END IF;
    v.operation_key := p_action || ':' || p_user_id || ':' || p_key;
    v.on_behalf_of := 'user:' || p_user_id;
    e := ledger_quick_spend(v.operation_key, p_user_id, p_tokens, p_action, p_reference, NULL, NULL, v.on_behalf_of, p_metadata);
    IF e.id IS NOT NULL THEN
        RETURN e;
    END IF;
    v.operation_line := 0;
    v.user_id := p_user_id;
    v.transaction_type := 'consumption';
    v.tokens := p_tokens;
    v.direction := -1;
    v.action_type := p_action;
    v.reference_id := p_reference;
    v.metadata := p_metadata;
    RETURN ledger_post_or_raise(v);
END
$$;

-- ---------------------------------------------------------------------------------------------------------- contacts

-- What a contact of a listing costs a user now, and why.
CREATE TYPE contact_terms AS (
    contact_type text,           -- free or token
    tokens_required bigint,
    current_balance bigint,      -- what can be spent
    first_contact boolean,       -- of this user with this listing
    attempt integer,             -- the number this contact would have
    free_contacts_left integer,  -- this month, UTC, before this contact
    tokens_on boolean,           -- outside the rollout contact works as before tokens (ruling 23)
    inquiry_type text
);

-- The one rule: a listed plan's first contact of a listing is free while the month's number lasts, by the database's clock in
-- UTC (T5); else a first contact has one price and a further one another (ruling 20).
CREATE FUNCTION ledger_contact_terms(p_user_id integer, p_business_id bigint) RETURNS contact_terms
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    r record;
    t contact_terms;
    v_now timestamptz := ledger_now();
    v_limit integer := 0;
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
    IF r.buyer_plan = ANY (string_to_array(ledger_setting('FREE_CONTACT_PLANS'), ',')) THEN
        v_limit := ledger_setting('DEFAULT_FREE_CONTACTS_LIMIT')::integer;
    END IF;
    t.free_contacts_left := greatest(0, v_limit - CASE
        WHEN date_trunc('month', r.free_contacts_reset_date, 'UTC') < date_trunc('month', v_now, 'UTC') THEN 0
        ELSE r.free_contacts_used END);
    IF NOT t.tokens_on OR t.first_contact AND t.free_contacts_left > 0 THEN
        t.contact_type := 'free';
        t.tokens_required := 0;
    ELSE
        t.contact_type := 'token';
        t.tokens_required := ledger_setting(CASE WHEN t.first_contact THEN 'CONTACT_PRICE_FIRST' ELSE 'CONTACT_PRICE_FURTHER' END)::bigint;
    END IF;
    t.inquiry_type := CASE WHEN t.tokens_on AND r.freemium_tier <> 'basic' THEN 'premium' ELSE t.contact_type END;
    RETURN t;
END
$$;

CREATE FUNCTION contact_requirements(p_user_id bigint, p_business_id bigint) RETURNS contact_terms
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service', 'tokens_support', 'tokens_admin');
    RETURN ledger_contact_terms(ledger_user_id(p_user_id), p_business_id);
END
$$;

-- Writes to a seller: decision, spend, inquiry and counters, together or not at all (T2), decided under the locks of the wallet
-- and the user's row (T4). p_inquiry holds firstName, lastName, email, phone, message, timeframe. Raises insufficient_tokens
-- with what is needed and what is there.
CREATE FUNCTION contact_seller(p_user_id bigint, p_business_id bigint, p_key text, p_inquiry jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_user integer := ledger_user_id(p_user_id);
    v_request jsonb := jsonb_build_array(p_business_id, p_inquiry);
    v_answer jsonb;
    v_id bigint;
    v_now timestamptz;
    t contact_terms;
    e token_transactions;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    PERFORM contact_check(p_inquiry);
    PERFORM ledger_lock_wallet(v_user);
    v_answer := api_answered(v_user, p_key, 'contact', v_request);
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    PERFORM FROM users WHERE id = v_user FOR NO KEY UPDATE;
    t := ledger_contact_terms(v_user, p_business_id);
    v_now := ledger_now();
    IF t.tokens_required > 0 THEN
        e := ledger_spend(v_user, p_key, t.tokens_required, 'contact_seller', p_business_id, jsonb_build_object('attempt', t.attempt));
        v_now := e.created_at;
    ELSIF t.tokens_on THEN
        UPDATE users SET free_contacts_reset_date = v_now, free_contacts_used = 1 + CASE
                WHEN date_trunc('month', free_contacts_reset_date, 'UTC') < date_trunc('month', v_now, 'UTC') THEN 0
                ELSE free_contacts_used END
            WHERE id = v_user;
    END IF;
    INSERT INTO business_inquiries (business_id, first_name, last_name, email, phone, message, timeframe, user_email, created_at,
                                    user_id, tokens_spent, inquiry_type, contact_attempt_number, entry_id)
        SELECT p_business_id, p_inquiry ->> 'firstName', p_inquiry ->> 'lastName', p_inquiry ->> 'email', p_inquiry ->> 'phone',
               p_inquiry ->> 'message', p_inquiry ->> 'timeframe', u.email, v_now, v_user, t.tokens_required, t.inquiry_type,
               t.attempt, e.id
        FROM users u WHERE u.id = v_user RETURNING id INTO v_id;
    INSERT INTO contact_limitations AS c (user_id, business_id, contact_count, first_contact_at, last_contact_at, tokens_spent,
                                          is_free_contact, last_entry_id)
        VALUES (v_user, p_business_id, 1, v_now, v_now, t.tokens_required, t.contact_type = 'free', e.id)
        ON CONFLICT (user_id, business_id) DO UPDATE SET contact_count = c.contact_count + 1, last_contact_at = v_now,
            tokens_spent = c.tokens_spent + t.tokens_required, last_entry_id = coalesce(e.id, c.last_entry_id);
    RETURN api_keep_answer(v_user, p_key, 'contact', v_request, jsonb_build_object('success', true, 'inquiryId', v_id,
        'tokensSpent', t.tokens_required, 'contactType', t.contact_type, 'contactAttempt', t.attempt,
        'balance', t.current_balance - t.tokens_required,
        'freeContactsLeft', t.free_contacts_left - CASE WHEN t.tokens_on AND t.contact_type = 'free' THEN 1 ELSE 0 END));
END
$$;

-- The form's fields: who writes must say who and what; every field has its longest text.
CREATE FUNCTION contact_check(p_inquiry jsonb) RETURNS void
    LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    f record;
BEGIN
    FOR f IN SELECT w.name, w.most, w.needed, p_inquiry ->> w.name AS value
             FROM (VALUES ('firstName', 200, true), ('lastName', 200, true), ('email', 320, true), ('phone', 50, false),
                          ('message', 5000, true), ('timeframe', 100, false)) AS w (name, most, needed) LOOP
        IF f.needed AND coalesce(btrim(f.value, E' \t\r\n'), '') = '' THEN
            PERFORM ledger_reject('field_missing', f.name);
        ELSIF length(f.value) > f.most THEN
            PERFORM ledger_reject('field_too_long', f.name, f.most::text);
        ELSIF f.value ~ '[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]' OR f.name <> 'message' AND f.value ~ '[\r\n\t]' THEN
            PERFORM ledger_reject('field_has_control_characters', f.name);
        END IF;
    END LOOP;
    IF p_inquiry ->> 'email' !~ '^[^\s@]+@[^\s@]+\.[^\s@]+$' THEN
        PERFORM ledger_reject('email_malformed');
    END IF;
END
$$;

-- A seller says that an inquiry was answered: the owner of the listing, once (contact success, ruling 25).
CREATE FUNCTION answer_inquiry(p_user_id bigint, p_inquiry_id bigint) RETURNS timestamptz
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_seller integer;
    v_at timestamptz;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    SELECT b.user_id, i.responded_at INTO v_seller, v_at FROM business_inquiries i JOIN businesses b ON b.id = i.business_id
        WHERE i.id = p_inquiry_id FOR NO KEY UPDATE OF i;
    IF NOT FOUND THEN
        PERFORM ledger_reject('inquiry_unknown', coalesce(p_inquiry_id::text, ''));
    ELSIF v_seller IS DISTINCT FROM ledger_user_id(p_user_id) THEN
        PERFORM ledger_reject('not_your_listing');
    ELSIF v_at IS NOT NULL THEN
        PERFORM ledger_conflict('inquiry_answered', v_at::text);
    END IF;
    UPDATE business_inquiries SET responded_at = ledger_now() WHERE id = p_inquiry_id RETURNING responded_at INTO v_at;
    RETURN v_at;
END
$$;

-- ------------------------------------------------------------------------------------------------------------ boosts

-- The listing, if it is this user's.
CREATE FUNCTION ledger_own_listing(p_user_id integer, p_business_id bigint) RETURNS integer
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_owner integer;
BEGIN
    SELECT user_id INTO v_owner FROM businesses WHERE id = p_business_id;
    IF NOT FOUND THEN
        PERFORM ledger_reject('business_unknown', coalesce(p_business_id::text, ''));
    ELSIF v_owner IS DISTINCT FROM p_user_id THEN
        PERFORM ledger_reject('not_your_listing');
    END IF;
    RETURN p_business_id::integer;
END
$$;

-- What a boost would cost and do: the same level goes on where the one in force ends (T3); another level begins at once, and
-- the days not used come back as tokens (ruling 22).
CREATE TYPE boost_terms AS (
    tokens_required bigint,
    tokens_back bigint,
    starts_at timestamptz,
    ends_at timestamptz
);

CREATE FUNCTION ledger_boost_terms(p_business_id integer, p_level integer, p_days integer) RETURNS boost_terms
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    t boost_terms;
    v_now timestamptz := ledger_now();
    b listing_boosts;
BEGIN
    IF p_level IS NULL OR p_level NOT BETWEEN 1 AND 3 THEN
        PERFORM ledger_reject('boost_level_unknown', coalesce(p_level::text, ''));
    ELSIF p_days IS NULL OR p_days NOT BETWEEN 1 AND 365 THEN
        PERFORM ledger_reject('boost_days_out_of_range', coalesce(p_days::text, ''));
    END IF;
    t.tokens_required := ceil(ledger_setting('BOOST_PRICE_LEVEL_' || p_level)::numeric * p_days
        / ledger_setting('BOOST_DAYS')::numeric)::bigint;
    SELECT * INTO b FROM listing_boosts WHERE business_id = p_business_id AND ended_at IS NULL AND ends_at > v_now
        ORDER BY ends_at DESC, id DESC LIMIT 1;
    t.tokens_back := 0;
    t.starts_at := v_now;
    IF b.boost_level = p_level THEN
        t.starts_at := b.ends_at;
    ELSIF b.id IS NOT NULL THEN
        SELECT coalesce(sum(ledger_unused_boost(p, v_now)), 0) INTO t.tokens_back FROM listing_boosts p
            WHERE p.business_id = p_business_id AND p.ended_at IS NULL AND p.ends_at > v_now;
    END IF;
    t.ends_at := t.starts_at + p_days * interval '24 hours';
    RETURN t;
END
$$;

CREATE FUNCTION boost_requirements(p_user_id bigint, p_business_id bigint, p_level integer, p_days integer) RETURNS boost_terms
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    PERFORM require_feature('ENABLE_SELLER_BOOST', ledger_user_id(p_user_id));
    RETURN ledger_boost_terms(ledger_own_listing(ledger_user_id(p_user_id), p_business_id), p_level, p_days);
END
$$;

-- Puts a seller's listing in front: spend, period and listing in one transaction (T3).
CREATE FUNCTION boost_listing(p_user_id bigint, p_business_id bigint, p_key text, p_level integer, p_days integer) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_user integer := ledger_user_id(p_user_id);
    v_request jsonb := jsonb_build_array(p_business_id, p_level, p_days);
    v_answer jsonb;
    v_business integer;
    t boost_terms;
    e token_transactions;
    b listing_boosts;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    PERFORM require_feature('ENABLE_SELLER_BOOST', v_user);
    v_business := ledger_own_listing(v_user, p_business_id);
    PERFORM ledger_lock_listing(v_user, v_business);
    v_answer := api_answered(v_user, p_key, 'boost', v_request);
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    t := ledger_boost_terms(v_business, p_level, p_days);
    IF t.starts_at <= ledger_now() THEN
        PERFORM ledger_close_boosts(v_business, 'boost_change:' || v_user || ':' || p_key, t.starts_at);
    END IF;
    e := ledger_spend(v_user, p_key, t.tokens_required, 'boost_listing', v_business,
        jsonb_build_object('boost_level', p_level, 'days', p_days));
    INSERT INTO listing_boosts (business_id, user_id, boost_level, starts_at, ends_at, tokens_spent, entry_id)
        VALUES (v_business, v_user, p_level, t.starts_at, t.ends_at, t.tokens_required, e.id) RETURNING * INTO b;
    PERFORM ledger_refresh_listing(v_business);
    RETURN api_keep_answer(v_user, p_key, 'boost', v_request, jsonb_build_object('success', true, 'tokensSpent', t.tokens_required,
        'tokensReturned', t.tokens_back, 'boostLevel', p_level, 'boostedFrom', t.starts_at, 'boostedUntil', t.ends_at,
        'balance', e.balance_after));
END
$$;

-- The wallets of the owner and of whoever paid for periods still open, in the order of their users: a listing may have been
-- sold with its boost.
CREATE FUNCTION ledger_lock_listing(p_user_id integer, p_business_id integer) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_user integer;
BEGIN
    FOR v_user IN SELECT p_user_id UNION SELECT user_id FROM listing_boosts WHERE business_id = p_business_id
            AND ended_at IS NULL AND ends_at > ledger_now() ORDER BY 1 LOOP
        PERFORM ledger_lock_wallet(v_user);
    END LOOP;
END
$$;

-- Ends all open periods of a listing at a moment and gives their unused parts back into the lots they came from.
CREATE FUNCTION ledger_close_boosts(p_business_id integer, p_key text, p_at timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_period listing_boosts;
    v_back bigint;
    v_line integer := 0;
    e token_transactions;
BEGIN
    FOR v_period IN SELECT * FROM listing_boosts WHERE business_id = p_business_id AND ended_at IS NULL AND ends_at > p_at ORDER BY id LOOP
        v_back := ledger_unused_boost(v_period, p_at);
        e := NULL;
        IF v_back > 0 THEN
            e := ledger_reverse(p_key || CASE WHEN v_line = 0 THEN '' ELSE '#' || v_line END, v_period.entry_id, v_back, NULL, NULL,
                'boost_level_changed', 'user:' || v_period.user_id);
            v_line := v_line + 1;
        END IF;
        UPDATE listing_boosts SET ended_at = p_at, ended_entry_id = e.id, ended_tokens = coalesce(e.tokens_amount, 0)
            WHERE id = v_period.id;
    END LOOP;
END
$$;

-- --------------------------------------------------------------------------------------------------------- analytics

-- Who may see a listing's premium analytics, and until when; contiguous when bought again.
CREATE TABLE analytics_unlocks (
    id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    business_id INTEGER NOT NULL REFERENCES businesses (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    starts_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    tokens_spent BIGINT NOT NULL DEFAULT 0 CHECK (tokens_spent >= 0),
    entry_id BIGINT,           -- the spend; none when staff gave it
    revoked_at TIMESTAMPTZ,
    revoked_entry_id BIGINT,   -- what gave the unused part back
    created_by VARCHAR(100) NOT NULL DEFAULT session_user,
    created_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    CHECK (ends_at > starts_at)
);
CREATE INDEX idx_analytics_unlocks_business ON analytics_unlocks (business_id, user_id, ends_at DESC);
CREATE INDEX idx_analytics_unlocks_user ON analytics_unlocks (user_id, created_at DESC, id DESC);

-- When a user's access to a listing's analytics ends, or NULL if there is none now.
CREATE FUNCTION ledger_unlocked_until(p_user_id integer, p_business_id integer) RETURNS timestamptz
    LANGUAGE sql STABLE AS $$
    SELECT max(ends_at) FROM analytics_unlocks
    WHERE business_id = p_business_id AND user_id = p_user_id AND revoked_at IS NULL AND ends_at > ledger_now()
$$;

-- Whether a seller may see a listing's premium analytics now, and what an unlock costs.
CREATE FUNCTION analytics_access(p_user_id bigint, p_business_id bigint, OUT unlocked_until timestamptz, OUT tokens_required bigint,
        OUT current_balance bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_user integer := ledger_user_id(p_user_id);
BEGIN
    PERFORM ledger_require_role('tokens_service');
    PERFORM require_feature('ENABLE_PREMIUM_ANALYTICS', v_user);
    unlocked_until := ledger_unlocked_until(v_user, ledger_own_listing(v_user, p_business_id));
    tokens_required := ledger_setting('ANALYTICS_PRICE')::bigint;
    SELECT coalesce(max(token_balance), 0) INTO current_balance FROM user_tokens WHERE user_id = v_user;
END
$$;

-- Sells access to a listing's analytics for some days; bought again, it is lengthened.
CREATE FUNCTION unlock_analytics(p_user_id bigint, p_business_id bigint, p_key text) RETURNS jsonb
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
        RETURN v_answer;
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

-- ------------------------------------------------------------------------------------------------------------ events

-- What visitors did on the site, in batches; p_events holds objects of type, businessId, keyword, at most 200. The same thing by
-- the same visitor within a short time counts once. Returns how many were kept.
CREATE FUNCTION record_events(p_user_id bigint, p_visitor text, p_events jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_since timestamptz := ledger_now() - ledger_setting('EVENT_DUPLICATE_SECONDS')::integer * interval '1 second';
    v_who text := coalesce('user:' || p_user_id, 'visitor:' || p_visitor);
    v_count integer;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF p_user_id IS NOT NULL AND NOT EXISTS (SELECT FROM users WHERE id = ledger_user_id(p_user_id)) THEN
        PERFORM ledger_reject('user_unknown', p_user_id::text);
    ELSIF v_who IS NULL OR v_who !~ '^[!-~]{1,110}$' OR jsonb_typeof(p_events) IS DISTINCT FROM 'array'
        OR jsonb_array_length(p_events) NOT BETWEEN 1 AND 200 OR EXISTS (SELECT FROM jsonb_array_elements(p_events) v
            WHERE v ->> 'type' IS NULL
               OR v ->> 'type' NOT IN ('business_view', 'business_search', 'search_impression', 'contact_opened', 'packages_view')
               OR v ->> 'businessId' !~ '^[1-9][0-9]{0,8}$' OR length(v ->> 'keyword') > 100 OR v ->> 'keyword' ~ '[\u0001-\u001f]'
               OR (v ->> 'type' IN ('business_view', 'search_impression', 'contact_opened')) AND v ->> 'businessId' IS NULL
               OR v ->> 'type' IN ('business_search', 'search_impression') AND btrim(coalesce(v ->> 'keyword', '')) = '') THEN
        PERFORM ledger_reject('events_malformed');
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('events:' || v_who, 0)); -- one visitor's batches, one after the other
    INSERT INTO analytics_events (user_id, event_type, event_data, created_at)
        SELECT p_user_id, d.type, d.data, ledger_now()
        FROM (SELECT DISTINCT v ->> 'type' AS type, jsonb_strip_nulls(jsonb_build_object('business_id', v ->> 'businessId',
                  'keyword', lower(btrim(v ->> 'keyword')), 'by', v_who)) AS data
              FROM jsonb_array_elements(p_events) v) d
        WHERE (d.data ->> 'business_id' IS NULL OR EXISTS (SELECT FROM businesses b WHERE b.id = (d.data ->> 'business_id')::integer))
          AND NOT EXISTS (SELECT FROM analytics_events a WHERE a.event_data ->> 'by' = v_who AND a.event_type = d.type
                          AND a.event_data = d.data AND a.created_at > v_since);
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;

GRANT SELECT ON feature_flags TO tokens_support, tokens_finance, tokens_product, tokens_admin, tokens_service;
GRANT SELECT ON analytics_unlocks TO tokens_support, tokens_finance, tokens_admin, tokens_service;
GRANT EXECUTE ON FUNCTION contact_seller, answer_inquiry, boost_requirements, boost_listing, analytics_access, unlock_analytics,
    record_events TO tokens_service;
GRANT EXECUTE ON FUNCTION contact_requirements TO tokens_service, tokens_support, tokens_admin;
GRANT EXECUTE ON FUNCTION features_on TO tokens_service, tokens_support, tokens_product, tokens_admin;

RESET ROLE;

-- A visitor's last events, for the short time in which doing the same thing again does not count.
CREATE INDEX IF NOT EXISTS idx_analytics_events_by ON analytics_events ((event_data ->> 'by'), created_at);
