-- Four eyes: what passes a limit, gives a role or raises a limit waits here for a second person.
SET LOCAL ROLE tok_owner;

INSERT INTO settings (name, version, value) VALUES ('APPROVAL_HOURS', 1, '72');

-- What can be asked for. A further kind is a row with two functions of its own:
--   effect(operation_key text, plan jsonb) RETURNS jsonb   locks what the plan touches, changes nothing and says what it would
--       do now: {"plan": what is approved, hashed, "shown": what people see of it}
--   perform(request approval_requests) RETURNS bigint[]    does it, in the approval's transaction; the ids of its entries
CREATE TABLE approval_kinds (
    kind VARCHAR(30) PRIMARY KEY CHECK (kind ~ '^[a-z_]+$'),
    approvers TEXT[] NOT NULL CHECK (cardinality(approvers) > 0), -- group roles, any of which may decide
    effect TEXT NOT NULL,
    perform TEXT NOT NULL
);
INSERT INTO approval_kinds (kind, approvers, effect, perform) VALUES
    ('adjustment', '{tokens_finance,tokens_admin}', 'approval_adjustment', 'approval_perform_adjustment'),
    ('reversal', '{tokens_finance,tokens_admin}', 'approval_reversal', 'approval_perform_reversal'),
    ('boost_end', '{tokens_finance,tokens_admin}', 'approval_boost_end', 'approval_perform_boost_end'),
    ('role', '{tokens_admin}', 'approval_role', 'operators_perform_role'),
    ('limit', '{tokens_admin}', 'approval_limit', 'approval_perform_limit');

CREATE TABLE approval_requests (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind VARCHAR(30) NOT NULL REFERENCES approval_kinds (kind),
    operation_key VARCHAR(200) NOT NULL UNIQUE, -- what it posts is posted under this key
    subject_type VARCHAR(50) NOT NULL,
    subject_id VARCHAR(100) NOT NULL,
    user_id INTEGER,                            -- the customer, if it is about one
    plan JSONB NOT NULL,                        -- exactly what will be done
    shown JSONB NOT NULL,                       -- the effect as the requester saw it
    plan_hash VARCHAR(64) NOT NULL,             -- of what is approved: tokens, direction, owed and reversed lots, not balances
    limit_hit JSONB,                            -- the limit that made it a request
    reason_code VARCHAR(50),
    note VARCHAR(2000) NOT NULL,
    state VARCHAR(20) NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'rejected', 'withdrawn', 'expired')),
    requested_by VARCHAR(100) NOT NULL DEFAULT session_user,
    requested_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    expires_at TIMESTAMPTZ NOT NULL,
    decided_by VARCHAR(100),
    decided_at TIMESTAMPTZ,
    decision_note VARCHAR(2000),
    decided_effect JSONB,                       -- what the approver saw
    outcome BIGINT[],                           -- entries it posted
    CHECK ((state IN ('waiting', 'expired')) = (decided_by IS NULL) AND (state = 'waiting') = (decided_at IS NULL)),
    CHECK (state NOT IN ('approved', 'rejected') OR decided_by <> requested_by),
    CHECK (state <> 'withdrawn' OR decided_by = requested_by)
);
CREATE UNIQUE INDEX approval_requests_one_waiting ON approval_requests (kind, subject_id)
    WHERE state = 'waiting' AND kind IN ('role', 'limit');
CREATE INDEX idx_approval_requests_waiting ON approval_requests (expires_at, id) WHERE state = 'waiting';
CREATE INDEX idx_approval_requests_decided ON approval_requests (decided_at, id) WHERE state <> 'waiting';
CREATE INDEX idx_approval_requests_mine ON approval_requests (requested_by, id);
CREATE INDEX idx_approval_requests_user ON approval_requests (user_id, id) WHERE user_id IS NOT NULL;

CREATE TRIGGER append_only_delete BEFORE DELETE ON approval_requests FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON approval_requests EXECUTE FUNCTION ledger_refuse_change();
-- A decision is final, and what was asked for does not change under the one who decides.
CREATE TRIGGER decided_once BEFORE UPDATE ON approval_requests FOR EACH ROW WHEN (OLD.state <> 'waiting')
    EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER frozen_columns BEFORE UPDATE OF id, kind, operation_key, subject_type, subject_id, user_id, plan, shown, plan_hash,
    limit_hit, reason_code, note, requested_by, requested_at, expires_at ON approval_requests
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();

-- One sees one's own, what one may decide, and what waits or was decided about customers.
ALTER TABLE approval_requests ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_read ON approval_requests FOR SELECT TO tokens_support, tokens_finance, tokens_admin
    USING (user_id IS NOT NULL OR requested_by = session_user
        OR EXISTS (SELECT FROM approval_kinds k, unnest(k.approvers) a
                   WHERE k.kind = approval_requests.kind AND pg_has_role(session_user, a, 'MEMBER')));
CREATE POLICY operators_read ON approval_requests FOR SELECT TO tok_operators USING (kind = 'role');
GRANT SELECT ON approval_requests TO tokens_support, tokens_finance, tokens_admin, tok_operators;
GRANT SELECT ON approval_kinds TO tokens_support, tokens_finance, tokens_admin;

-- ------------------------------------------------------------------------------------------------------------- effects

CREATE FUNCTION ledger_plan_hash(p_plan jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$ SELECT encode(sha256(convert_to(p_plan::text, 'UTF8')), 'hex') $$;

-- What entries just posted have done to their wallet. p_balance is its balance before, so that what ended on the way shows.
CREATE FUNCTION ledger_effect(p_entries token_transactions[], p_balance bigint) RETURNS jsonb
    LANGUAGE plpgsql AS $$
DECLARE
    v_first token_transactions := p_entries[1];
    v_last token_transactions := p_entries[cardinality(p_entries)];
    v_reverses jsonb;
    v_lots jsonb;
    v_tokens bigint;
    v_owed_delta bigint;
    v_owed bigint := (SELECT tokens_owed FROM user_tokens WHERE user_id = p_entries[1].user_id);
BEGIN
    SELECT sum(e.tokens_amount), sum(e.tokens_owed_delta), jsonb_agg(e.reverses ORDER BY e.reverses) FILTER (WHERE e.reverses IS NOT NULL)
        INTO v_tokens, v_owed_delta, v_reverses FROM unnest(p_entries) e;
    SELECT jsonb_agg(jsonb_build_object('lot', d.lot_id, 'kind', l.kind, 'tokens', d.tokens, 'remaining', l.remaining,
            'expires_at', l.expires_at) ORDER BY d.entry_id, d.lot_id)
        INTO v_lots FROM unnest(p_entries) e JOIN token_lot_draws d ON d.entry_id = e.id AND d.lot_id <> e.id
        JOIN token_lots l ON l.entry_id = d.lot_id;
    RETURN jsonb_build_object(
        'plan', jsonb_build_object('tokens', v_tokens, 'direction', v_first.direction, 'owed_delta', v_owed_delta,
            'reverses', v_reverses, 'lots', CASE WHEN v_reverses IS NOT NULL THEN
                (SELECT jsonb_agg(jsonb_build_array(l -> 'lot', l -> 'tokens')) FROM jsonb_array_elements(v_lots) l) END),
        'shown', jsonb_build_object('user_id', v_first.user_id, 'tokens', v_tokens, 'direction', v_first.direction,
            'balance_before', v_first.balance_after - v_first.tokens_delta, 'balance_after', v_last.balance_after,
            'owed_before', v_owed - v_owed_delta, 'owed_after', v_owed,
            'ended', p_balance - (v_first.balance_after - v_first.tokens_delta), 'reverses', v_reverses,
            'lots', coalesce(v_lots, '[]'), 'new_lot',
            (SELECT sum(l.tokens) FROM unnest(p_entries) e JOIN token_lots l ON l.entry_id = e.id)));
END
$$;

-- Locks the wallet of a plan, posts it in a subtransaction and takes that back: the effect is the posting's own. p_posts names
-- the function that posts a request, so that nothing else can be shown than what an approval does.
CREATE FUNCTION ledger_rehearsed(p_posts text, p_user_id integer, p_key text, p_plan jsonb) RETURNS jsonb
    LANGUAGE plpgsql AS $$
DECLARE
    v_balance bigint;
    v_request approval_requests;
    v_ids bigint[];
    v_entries token_transactions[];
    v_effect jsonb;
BEGIN
    PERFORM ledger_expected_wallet(p_key, p_user_id, NULL);
    SELECT token_balance INTO v_balance FROM user_tokens WHERE user_id = p_user_id;
    v_request.id := 0;
    v_request.operation_key := p_key;
    v_request.requested_by := session_user;
    v_request.plan := p_plan;
    BEGIN
        EXECUTE format('SELECT %I($1)', p_posts) INTO v_ids USING v_request;
        SELECT array_agg(t ORDER BY t.wallet_seq) INTO v_entries FROM token_entry_keys k
            JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id WHERE k.entry_id = ANY (v_ids);
        v_effect := ledger_effect(v_entries, v_balance);
        RAISE EXCEPTION USING ERRCODE = 'TKBCK';
    EXCEPTION WHEN SQLSTATE 'TKBCK' THEN
        NULL;
    END;
    RETURN v_effect;
END
$$;

CREATE FUNCTION approval_perform_adjustment(r approval_requests) RETURNS bigint[]
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN ARRAY[(ledger_post_or_raise(ledger_adjustment(r.operation_key, (r.plan ->> 'user_id')::bigint,
        (r.plan ->> 'direction')::integer, (r.plan ->> 'tokens')::bigint, r.plan ->> 'reason_code', r.plan ->> 'note',
        r.requested_by, jsonb_build_object('request_id', r.id)))).id];
END
$$;

CREATE FUNCTION approval_adjustment(p_key text, p_plan jsonb) RETURNS jsonb
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN ledger_rehearsed('approval_perform_adjustment', ledger_user_id((p_plan ->> 'user_id')::bigint), p_key, p_plan);
END
$$;

CREATE FUNCTION approval_perform_reversal(r approval_requests) RETURNS bigint[]
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN ARRAY[(ledger_reverse(r.operation_key, (r.plan ->> 'entry_id')::bigint, (r.plan ->> 'tokens')::bigint,
        r.plan ->> 'reason_code', r.plan ->> 'note', NULL, r.requested_by, jsonb_build_object('request_id', r.id))).id];
END
$$;

CREATE FUNCTION approval_reversal(p_key text, p_plan jsonb) RETURNS jsonb
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN ledger_rehearsed('approval_perform_reversal', (p_plan ->> 'user_id')::integer, p_key, p_plan);
END
$$;

CREATE FUNCTION approval_perform_boost_end(r approval_requests) RETURNS bigint[]
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT array_agg(b.ended_entry_id ORDER BY b.ended_entry_id) FROM ledger_end_boost(r.operation_key,
        (r.plan ->> 'boost_id')::bigint, r.plan ->> 'reason_code', r.plan ->> 'note', NULL, r.requested_by,
        jsonb_build_object('request_id', r.id)) b WHERE b.ended_entry_id IS NOT NULL);
END
$$;

CREATE FUNCTION approval_boost_end(p_key text, p_plan jsonb) RETURNS jsonb
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN ledger_rehearsed('approval_perform_boost_end', (p_plan ->> 'user_id')::integer, p_key, p_plan);
END
$$;

CREATE FUNCTION approval_role(p_key text, p_plan jsonb) RETURNS jsonb
    LANGUAGE plpgsql AS $$
DECLARE
    o operators;
    v_plan jsonb;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('arzani.operators', 0));
    SELECT * INTO o FROM operators WHERE login = p_plan ->> 'login';
    IF NOT FOUND THEN
        PERFORM ledger_reject('operator_unknown', coalesce(p_plan ->> 'login', ''));
    END IF;
    v_plan := jsonb_build_object('login', o.login, 'from', o.role, 'to', p_plan ->> 'role');
    RETURN jsonb_build_object('plan', v_plan, 'shown', v_plan || jsonb_build_object('display_name', o.display_name));
END
$$;

CREATE FUNCTION approval_limit(p_key text, p_plan jsonb) RETURNS jsonb
    LANGUAGE plpgsql AS $$
DECLARE
    s settings;
    v_plan jsonb;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('arzani.settings', 0));
    SELECT * INTO s FROM settings WHERE name = p_plan ->> 'name' ORDER BY version DESC LIMIT 1;
    v_plan := jsonb_build_object('name', s.name, 'from', s.value::bigint, 'to', (p_plan ->> 'value')::bigint, 'version', s.version);
    RETURN jsonb_build_object('plan', v_plan, 'shown', v_plan);
END
$$;

CREATE FUNCTION ledger_change_setting(p_name text, p_value text, p_reason text, p_behalf text, p_request bigint) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_before settings;
    v_after settings;
BEGIN
    SELECT * INTO v_before FROM settings WHERE name = p_name ORDER BY version DESC LIMIT 1;
    INSERT INTO settings (name, version, value, reason) VALUES (p_name, v_before.version + 1, p_value, p_reason)
        RETURNING * INTO v_after;
    INSERT INTO audit_log (action, subject_type, subject_id, before, after, reason)
        VALUES ('change_setting', 'setting', p_name, to_jsonb(v_before),
            to_jsonb(v_after) || jsonb_build_object('on_behalf_of', p_behalf, 'request_id', p_request), p_reason);
END
$$;

CREATE FUNCTION approval_perform_limit(r approval_requests) RETURNS bigint[]
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM ledger_change_setting(r.plan ->> 'name', r.plan ->> 'value', r.note, r.requested_by, r.id);
    RETURN NULL;
END
$$;

-- ------------------------------------------------------------------------------------------------------------ requests

CREATE FUNCTION ledger_audit_request(p_step text, r approval_requests, p_reason text) RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO audit_log (action, subject_type, subject_id, after, reason)
    VALUES (p_step || '_' || r.kind, r.subject_type, r.subject_id, to_jsonb(r) - 'plan', p_reason)
$$;

-- Ends what nobody decided in time, oldest first. Returns how many.
CREATE FUNCTION ledger_expire_requests() RETURNS integer
    LANGUAGE plpgsql AS $$
DECLARE
    r approval_requests;
    v_count integer := 0;
BEGIN
    FOR r IN SELECT * FROM approval_requests WHERE state = 'waiting' AND expires_at <= ledger_now()
             ORDER BY expires_at, id LIMIT 1000 FOR UPDATE SKIP LOCKED LOOP
        UPDATE approval_requests SET state = 'expired', decided_at = ledger_now()
            WHERE id = r.id RETURNING * INTO r;
        PERFORM ledger_audit_request('expire', r, NULL);
        v_count := v_count + 1;
    END LOOP;
    RETURN v_count;
END
$$;

-- What a plan would do now, with everything it touches locked.
CREATE FUNCTION ledger_effect_now(p_kind text, p_operation_key text, p_plan jsonb) RETURNS jsonb
    LANGUAGE plpgsql AS $$
DECLARE
    v_effect jsonb;
    v_function text := (SELECT effect FROM approval_kinds WHERE kind = p_kind);
BEGIN
    EXECUTE format('SELECT %I($1, $2)', v_function) INTO v_effect USING p_operation_key, p_plan;
    RETURN v_effect;
END
$$;

-- Keeps a request with the effect it has now. The same key with the same content gives the same request. Inner: who may ask is
-- for the doors to check.
CREATE FUNCTION ledger_open_request(p_kind text, p_operation_key text, p_subject_type text, p_subject_id text,
        p_user_id integer, p_plan jsonb, p_limit_hit jsonb, p_reason_code text, p_note text) RETURNS approval_requests
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r approval_requests;
    v_effect jsonb;
    v_note text := ledger_reason(p_note);
BEGIN
    IF p_operation_key IS NULL OR p_operation_key !~ '^[!-~]{1,200}$' THEN
        PERFORM ledger_reject('operation_key_malformed');
    END IF;
    SELECT * INTO r FROM approval_requests WHERE operation_key = p_operation_key;
    IF NOT FOUND THEN
        IF EXISTS (SELECT FROM token_entry_keys WHERE operation_key = p_operation_key) THEN
            PERFORM ledger_conflict('key_used', p_operation_key);
        END IF;
        PERFORM ledger_expire_requests();
        v_effect := ledger_effect_now(p_kind, p_operation_key, p_plan);
        INSERT INTO approval_requests (kind, operation_key, subject_type, subject_id, user_id, plan, shown, plan_hash, limit_hit,
                reason_code, note, expires_at)
            VALUES (p_kind, p_operation_key, p_subject_type, p_subject_id, p_user_id, p_plan, v_effect -> 'shown',
                ledger_plan_hash(v_effect -> 'plan'), p_limit_hit, p_reason_code, v_note,
                ledger_now() + ledger_setting('APPROVAL_HOURS')::integer * interval '1 hour')
            ON CONFLICT (operation_key) DO NOTHING RETURNING * INTO r;
        IF FOUND THEN
            PERFORM ledger_audit_request('request', r, v_note);
            RETURN r;
        END IF;
        SELECT * INTO r FROM approval_requests WHERE operation_key = p_operation_key;
    END IF;
    IF (r.requested_by, r.kind, r.plan, r.note) IS DISTINCT FROM (session_user::text, p_kind, p_plan, v_note) THEN
        PERFORM ledger_conflict('key_used', p_operation_key);
    END IF;
    RETURN r;
END
$$;

-- Asks for a grant (+1) or a take (-1); see adjust_tokens().
CREATE FUNCTION request_adjustment(p_operation_key text, p_user_id bigint, p_direction integer, p_tokens bigint,
        p_reason_code text, p_note text, p_expected_seq bigint DEFAULT NULL) RETURNS SETOF approval_requests
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v ledger_posting;
    v_hit jsonb;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    v := ledger_adjustment(p_operation_key, p_user_id, p_direction, p_tokens, p_reason_code, p_note);
    IF NOT EXISTS (SELECT FROM approval_requests WHERE operation_key = p_operation_key) THEN
        PERFORM ledger_expected_wallet(v.operation_key, v.user_id, p_expected_seq);
        v_hit := ledger_limit_hit(v.user_id, v.direction, v.tokens);
    END IF;
    RETURN NEXT ledger_open_request('adjustment', p_operation_key, 'user', v.user_id::text, v.user_id,
        jsonb_build_object('user_id', v.user_id, 'direction', v.direction, 'tokens', v.tokens, 'reason_code', v.reason_code,
            'note', v.note), v_hit, v.reason_code, v.note);
END
$$;

-- Asks for taking an entry back, wholly or (p_tokens) in part; see reverse_entry().
CREATE FUNCTION request_reversal(p_operation_key text, p_entry_id bigint, p_tokens bigint, p_reason_code text, p_note text)
    RETURNS SETOF approval_requests
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    k token_entry_keys;
    e token_transactions;
    v_note text := ledger_reason(p_note);
    v_tokens bigint;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    PERFORM ledger_reason_code(p_reason_code, NULL);
    SELECT * INTO k FROM token_entry_keys WHERE entry_id = p_entry_id;
    IF NOT FOUND THEN
        PERFORM ledger_reject('entry_unknown', coalesce(p_entry_id::text, ''));
    END IF;
    SELECT * INTO e FROM token_transactions WHERE created_at = k.created_at AND id = k.entry_id;
    v_tokens := coalesce(p_tokens, e.tokens_amount);
    RETURN NEXT ledger_open_request('reversal', p_operation_key, 'user', e.user_id::text, e.user_id,
        jsonb_build_object('user_id', e.user_id, 'entry_id', e.id, 'tokens', v_tokens, 'reason_code', p_reason_code,
            'note', v_note), ledger_limit_hit(e.user_id, -e.direction, v_tokens), p_reason_code, v_note);
END
$$;

-- Asks for the early end of a boost; see end_boost(). What it gives back falls with time, so the approver sees it anew.
CREATE FUNCTION request_boost_end(p_operation_key text, p_boost_id bigint, p_reason_code text, p_note text)
    RETURNS SETOF approval_requests
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    b listing_boosts;
    v_note text := ledger_reason(p_note);
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    PERFORM ledger_reason_code(p_reason_code, true);
    b := ledger_lock_boost(p_operation_key, p_boost_id);
    RETURN NEXT ledger_open_request('boost_end', p_operation_key, 'user', b.user_id::text, b.user_id,
        jsonb_build_object('user_id', b.user_id, 'boost_id', p_boost_id, 'business_id', b.business_id, 'reason_code', p_reason_code,
            'note', v_note),
        ledger_limit_hit(b.user_id, 1, (SELECT coalesce(sum(ledger_unused_boost(p, ledger_now())), 0)::bigint
            FROM listing_boosts p WHERE p.business_id = b.business_id AND p.ended_at IS NULL)), p_reason_code, v_note);
END
$$;

-- Sets a limit: lowering it at once, raising it with a second administrator's word (ruling 7), which a single administrator does
-- not have. p_version is the one the screen showed. Gives the request, or nothing when it is done.
CREATE FUNCTION change_limit(p_name text, p_value bigint, p_version integer, p_reason text) RETURNS SETOF approval_requests
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    s settings;
    v_reason text := ledger_reason(p_reason);
BEGIN
    PERFORM ledger_require_role('tokens_admin');
    IF p_name IS NULL OR p_name !~ '^LIMIT_(SUPPORT|FINANCE|ADMIN)_(SINGLE|DAY|CUSTOMER_MONTH)$' THEN
        PERFORM ledger_reject('limit_unknown', coalesce(left(p_name, 100), ''));
    ELSIF p_value IS NULL OR p_value NOT BETWEEN 0 AND 1000000000000 THEN
        PERFORM ledger_reject('limit_out_of_range', coalesce(p_value::text, ''));
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('arzani.operators', 0));
    PERFORM pg_advisory_xact_lock(hashtextextended('arzani.settings', 0));
    SELECT * INTO s FROM settings WHERE name = p_name ORDER BY version DESC LIMIT 1;
    IF s.version IS DISTINCT FROM p_version THEN
        PERFORM ledger_conflict('limit_changed', s.value, s.changed_by);
    ELSIF p_value > s.value::bigint AND (SELECT count(*) FROM operators WHERE role = 'admin' AND state = 'active') >= 2 THEN
        IF EXISTS (SELECT FROM approval_requests WHERE kind = 'limit' AND subject_id = p_name AND state = 'waiting'
                   AND expires_at > ledger_now()) THEN
            PERFORM ledger_conflict('limit_request_waits', p_name);
        END IF;
        RETURN NEXT ledger_open_request('limit', 'limit:' || gen_random_uuid(), 'setting', p_name, NULL,
            jsonb_build_object('name', p_name, 'value', p_value), NULL, NULL, v_reason);
    ELSIF p_value <> s.value::bigint THEN
        PERFORM ledger_change_setting(p_name, p_value::text, v_reason, NULL, NULL);
    END IF;
END
$$;

-- ----------------------------------------------------------------------------------------------------------- decisions

-- A request that somebody is about to decide: it waits, is not over, and is (or is not) the caller's own.
CREATE FUNCTION ledger_undecided(p_id bigint, p_own boolean) RETURNS approval_requests
    LANGUAGE plpgsql AS $$
DECLARE
    r approval_requests;
BEGIN
    SELECT * INTO r FROM approval_requests WHERE id = p_id;
    IF NOT FOUND THEN
        PERFORM ledger_reject('request_unknown', coalesce(p_id::text, ''));
    ELSIF NOT p_own THEN
        PERFORM ledger_require_role(VARIADIC (SELECT k.approvers FROM approval_kinds k WHERE k.kind = r.kind));
        IF r.requested_by = session_user THEN
            PERFORM ledger_reject('request_is_own');
        END IF;
    ELSIF r.requested_by <> session_user THEN
        PERFORM ledger_reject('request_is_anothers', r.requested_by);
    END IF;
    IF r.state = 'expired' OR r.state = 'waiting' AND r.expires_at <= ledger_now() THEN
        PERFORM ledger_reject('request_expired', r.id::text);
    ELSIF r.state <> 'waiting' THEN
        PERFORM ledger_conflict('request_decided', r.state, r.decided_by);
    END IF;
    RETURN r;
END
$$;

-- Writes a decision, once: whoever waited here for another's decision finds it taken.
CREATE FUNCTION ledger_decide(p_id bigint, p_state text, p_note text, p_effect jsonb, p_outcome bigint[]) RETURNS approval_requests
    LANGUAGE plpgsql AS $$
DECLARE
    r approval_requests;
BEGIN
    UPDATE approval_requests SET state = p_state, decided_by = session_user, decided_at = ledger_now(), decision_note = p_note,
        decided_effect = p_effect, outcome = p_outcome WHERE id = p_id AND state = 'waiting' RETURNING * INTO r;
    IF NOT FOUND THEN
        SELECT * INTO r FROM approval_requests WHERE id = p_id;
        PERFORM ledger_conflict('request_decided', r.state, r.decided_by);
    END IF;
    PERFORM ledger_audit_request(CASE p_state WHEN 'approved' THEN 'approve' WHEN 'rejected' THEN 'reject' ELSE 'withdraw' END, r, p_note);
    RETURN r;
END
$$;

-- Another person's yes: does exactly what p_plan_hash says, under the request's key, in this transaction. If the plan has
-- another effect by now, nothing is done and the conflict carries the new hash and what is to be shown.
-- Locks: what the plan touches first (its wallets, or the operators), then the request.
CREATE FUNCTION approve_request(p_id bigint, p_plan_hash text, p_note text) RETURNS SETOF approval_requests
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r approval_requests;
    v_effect jsonb;
    v_hash text;
    v_outcome bigint[];
    v_note text := ledger_reason(p_note);
    v_perform text;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_product', 'tokens_admin');
    r := ledger_undecided(p_id, false);
    BEGIN
        v_effect := ledger_effect_now(r.kind, r.operation_key, r.plan);
    EXCEPTION WHEN SQLSTATE 'TKCON' OR SQLSTATE 'TKREJ' THEN
        -- Another's decision, waited for just now, explains it better.
        r := ledger_undecided(p_id, false);
        RAISE;
    END;
    PERFORM FROM approval_requests WHERE id = r.id FOR UPDATE;
    r := ledger_undecided(p_id, false);
    v_hash := ledger_plan_hash(v_effect -> 'plan');
    IF v_hash IS DISTINCT FROM p_plan_hash THEN
        PERFORM ledger_conflict('request_effect_changed', v_hash, (v_effect -> 'shown')::text);
    END IF;
    SELECT k.perform INTO v_perform FROM approval_kinds k WHERE k.kind = r.kind;
    EXECUTE format('SELECT %I($1)', v_perform) INTO v_outcome USING r;
    RETURN NEXT ledger_decide(r.id, 'approved', v_note, v_effect -> 'shown', v_outcome);
END
$$;

-- Another person's no.
CREATE FUNCTION reject_request(p_id bigint, p_note text) RETURNS SETOF approval_requests
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r approval_requests;
    v_note text := ledger_reason(p_note);
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_product', 'tokens_admin');
    r := ledger_undecided(p_id, false);
    RETURN NEXT ledger_decide(r.id, 'rejected', v_note, NULL, NULL);
END
$$;

-- The requester's second thought.
CREATE FUNCTION withdraw_request(p_id bigint, p_note text DEFAULT NULL) RETURNS SETOF approval_requests
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r approval_requests;
    v_note text := CASE WHEN btrim(coalesce(p_note, '')) <> '' THEN ledger_reason(p_note) END;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_product', 'tokens_admin');
    r := ledger_undecided(p_id, true);
    RETURN NEXT ledger_decide(r.id, 'withdrawn', v_note, NULL, NULL);
END
$$;

-- The effect a waiting request has now, for whoever looks at it: {"plan", "shown"} and the hash an approval would have to name.
CREATE FUNCTION request_effect(p_id bigint) RETURNS TABLE (plan_hash text, shown jsonb)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r approval_requests;
    v_effect jsonb;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_product', 'tokens_admin');
    r := ledger_undecided(p_id, (SELECT q.requested_by = session_user FROM approval_requests q WHERE q.id = p_id));
    v_effect := ledger_effect_now(r.kind, r.operation_key, r.plan);
    RETURN QUERY SELECT ledger_plan_hash(v_effect -> 'plan'), v_effect -> 'shown';
END
$$;

-- The job that ends what nobody decided in time. Returns how many.
CREATE FUNCTION expire_requests() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    RETURN ledger_expire_requests();
END
$$;

GRANT EXECUTE ON FUNCTION request_adjustment, request_reversal, request_boost_end TO tokens_support, tokens_finance, tokens_admin;
GRANT EXECUTE ON FUNCTION change_limit TO tokens_admin;
GRANT EXECUTE ON FUNCTION approve_request, reject_request TO tokens_finance, tokens_admin, tok_operators;
GRANT EXECUTE ON FUNCTION withdraw_request TO tokens_support, tokens_finance, tokens_admin, tok_operators;
GRANT EXECUTE ON FUNCTION request_effect TO tokens_support, tokens_finance, tokens_admin;
GRANT EXECUTE ON FUNCTION expire_requests TO tokens_service;
GRANT EXECUTE ON FUNCTION ledger_open_request TO tok_operators;

-- --------------------------------------------------------------------------------------------------------------- roles
-- Roles that waited so far keep their number's order; nobody is asked again.
INSERT INTO approval_requests (kind, operation_key, subject_type, subject_id, plan, shown, plan_hash, note, state, requested_by,
        requested_at, expires_at, decided_by, decided_at, decision_note)
    SELECT 'role', 'role:moved:' || q.id, 'operator', q.login, jsonb_build_object('login', q.login, 'role', q.role), p.plan,
        ledger_plan_hash(p.plan), q.reason, q.state, q.requested_by, q.requested_at,
        CASE WHEN q.state = 'waiting' THEN ledger_now() ELSE q.requested_at END + interval '72 hours',
        q.decided_by, q.decided_at, q.note
    FROM operator_requests q JOIN operators o ON o.login = q.login,
        LATERAL (SELECT jsonb_build_object('login', o.login, 'from', o.role, 'to', q.role) AS plan) p
    ORDER BY q.id;
DROP TABLE operator_requests;

RESET ROLE;

GRANT CREATE ON SCHEMA public TO tok_operators;
SET LOCAL ROLE tok_operators;

-- Gives the role, or with two administrators or more keeps it as a request for another one.
CREATE OR REPLACE FUNCTION operators_give_role(o operators, p_role text, p_reason text) RETURNS operators
    LANGUAGE plpgsql AS $$
DECLARE
    v_before operators := o;
BEGIN
    IF EXISTS (SELECT FROM approval_requests WHERE kind = 'role' AND subject_id = o.login AND state = 'waiting'
               AND expires_at > ledger_now()) THEN
        PERFORM ledger_conflict('operator_request_waits', o.login);
    END IF;
    IF operators_administrators() >= 2 THEN
        PERFORM ledger_open_request('role', 'role:' || gen_random_uuid(), 'operator', o.login, NULL,
            jsonb_build_object('login', o.login, 'role', p_role), NULL, NULL, p_reason);
        RETURN o;
    END IF;
    IF o.state = 'active' THEN
        PERFORM operators_set_group(o.login, p_role);
    END IF;
    UPDATE operators SET role = p_role, changed_by = session_user, changed_at = ledger_now() WHERE login = o.login RETURNING * INTO o;
    PERFORM operators_audit('set_operator_role', v_before, o, p_reason);
    RETURN o;
END
$$;

-- What an approved role does. Only an approval may call it.
CREATE FUNCTION operators_perform_role(r approval_requests) RETURNS bigint[]
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o operators := operators_other(r.subject_id);
    v_before operators := o;
BEGIN
    IF r.plan ->> 'role' <> 'admin' THEN
        PERFORM operators_keep_an_administrator(o);
    END IF;
    IF o.state = 'active' THEN
        PERFORM operators_set_group(o.login, r.plan ->> 'role');
    END IF;
    UPDATE operators SET role = r.plan ->> 'role', changed_by = session_user, changed_at = ledger_now()
        WHERE login = o.login RETURNING * INTO o;
    PERFORM operators_audit('set_operator_role', v_before, o, r.note);
    RETURN NULL;
END
$$;

-- Another administrator's word on a waiting role; the one who asked can only withdraw it.
CREATE OR REPLACE FUNCTION decide_operator_request(p_id bigint, p_approve boolean, p_note text) RETURNS SETOF operators
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r approval_requests;
BEGIN
    PERFORM ledger_require_role('tokens_admin');
    SELECT * INTO r FROM approval_requests WHERE id = p_id AND kind = 'role';
    IF NOT FOUND THEN
        PERFORM ledger_reject('request_unknown', coalesce(p_id::text, ''));
    ELSIF coalesce(p_approve, false) THEN
        PERFORM approve_request(r.id, r.plan_hash, p_note);
    ELSIF r.requested_by = session_user THEN
        PERFORM withdraw_request(r.id, p_note);
    ELSE
        PERFORM reject_request(r.id, p_note);
    END IF;
    RETURN QUERY SELECT * FROM operators WHERE login = r.subject_id;
END
$$;

GRANT EXECUTE ON FUNCTION operators_perform_role TO tok_owner;

RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM tok_operators;
