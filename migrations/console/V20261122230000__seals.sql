-- Seals and runs of the proof. A seal is the root of a hash tree over every wallet's last entry, chained to the seal before
-- and signed by the program with a key the database never sees; docs/proof.md tells how to check one in any language.
SET LOCAL ROLE tok_owner;

CREATE TABLE ledger_seals (
    number BIGINT PRIMARY KEY CHECK (number > 0), -- 1, 2, 3 ...: a gap is a seal taken away
    sealed_at TIMESTAMPTZ NOT NULL,
    wallets BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    tokens BIGINT NOT NULL,
    owed BIGINT NOT NULL,
    root BYTEA NOT NULL CHECK (octet_length(root) = 32),
    previous BYTEA NOT NULL CHECK (octet_length(previous) = 32), -- seal_hash of the seal before; zeros for the first
    seal_hash BYTEA NOT NULL CHECK (octet_length(seal_hash) = 32),
    public_key BYTEA NOT NULL CHECK (octet_length(public_key) = 44), -- SubjectPublicKeyInfo of an Ed25519 key
    signature BYTEA NOT NULL CHECK (octet_length(signature) = 64),
    sealed_by VARCHAR(100) NOT NULL DEFAULT session_user
);

-- What a seal holds of a wallet, if it differs from what the seal before held. No foreign key: it would cost a first seal
-- of many wallets more than everything else, and a row too many or too few changes the root.
CREATE TABLE ledger_seal_heads (
    user_id INTEGER NOT NULL,
    seal_number BIGINT NOT NULL,
    wallet_seq BIGINT NOT NULL,
    head_hash BYTEA NOT NULL,
    PRIMARY KEY (user_id, seal_number)
);
CREATE INDEX idx_ledger_seal_heads_seal ON ledger_seal_heads (seal_number, user_id);

CREATE TABLE ledger_proof_runs (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('full', 'new')),
    state VARCHAR(10) NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'green', 'red')),
    requested_by VARCHAR(100) NOT NULL DEFAULT session_user,
    requested_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    started_at TIMESTAMPTZ,
    updated_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    reached_user_id INTEGER NOT NULL DEFAULT 0, -- a killed run goes on behind this wallet
    wallets_total BIGINT NOT NULL DEFAULT 0,
    wallets BIGINT NOT NULL DEFAULT 0,
    entries BIGINT NOT NULL DEFAULT 0,
    difference_count BIGINT NOT NULL DEFAULT 0,
    differences JSONB NOT NULL DEFAULT '[]', -- the first of them
    seal_number BIGINT
);
CREATE UNIQUE INDEX ledger_proof_runs_one_running ON ledger_proof_runs ((true)) WHERE state = 'running';
CREATE UNIQUE INDEX ledger_proof_runs_one_waiting ON ledger_proof_runs (kind) WHERE state = 'waiting';

-- How far each wallet was proven. Going by wallets needs no order of commits: ids and transaction numbers have none.
CREATE TABLE ledger_proven_wallets (
    user_id INTEGER PRIMARY KEY,
    wallet_seq BIGINT NOT NULL,
    head_hash BYTEA,
    last_entry_at TIMESTAMPTZ,
    token_balance BIGINT NOT NULL,
    tokens_owed BIGINT NOT NULL,
    tokens_purchased BIGINT NOT NULL,
    lifetime_purchased BIGINT NOT NULL,
    tokens_consumed BIGINT NOT NULL,
    run_id BIGINT NOT NULL
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_seals FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ledger_seals EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_seal_heads FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ledger_seal_heads EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_delete BEFORE DELETE ON ledger_proof_runs FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ledger_proof_runs EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER over_once BEFORE UPDATE ON ledger_proof_runs FOR EACH ROW WHEN (OLD.finished_at IS NOT NULL)
    EXECUTE FUNCTION ledger_refuse_change();

-- When the nightly run begins (UTC), and after how many days it looks at everything again.
INSERT INTO settings (name, version, value) VALUES ('PROOF_TIME', 1, '02:00'), ('PROOF_FULL_EVERY_DAYS', 1, '7');

-- The root of the tree of RFC 6962 over leaves that are hashed already: a node without a partner moves up as it is.
CREATE FUNCTION ledger_tree_root(p_leaves bytea[]) RETURNS bytea
    LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    v_level bytea[] := p_leaves;
BEGIN
    IF coalesce(cardinality(v_level), 0) = 0 THEN
        RETURN sha256(''::bytea);
    END IF;
    WHILE cardinality(v_level) > 1 LOOP
        SELECT array_agg(CASE WHEN p.r IS NULL THEN p.l ELSE sha256('\x01'::bytea || p.l || p.r) END ORDER BY p.o) INTO v_level
        FROM (SELECT u.n AS l, lead(u.n) OVER (ORDER BY u.o) AS r, u.o FROM unnest(v_level) WITH ORDINALITY AS u (n, o)) p
        WHERE p.o % 2 = 1;
    END LOOP;
    RETURN v_level[1];
END
$$;

-- The signed words of a seal. proof.Seal in Java writes the same; a test holds the two together.
CREATE FUNCTION ledger_seal_text(s ledger_seals) RETURNS text
    LANGUAGE sql STABLE AS $$
    SELECT concat('arzani-ledger-seal-1', E'\n', s.number, E'\n',
        to_char(s.sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), E'\n', s.wallets, E'\n', s.entries, E'\n',
        s.tokens, E'\n', s.owed, E'\n', encode(s.root, 'hex'), E'\n', encode(s.previous, 'hex'), E'\n')
$$;

-- The next seal over the wallets of the caller's snapshot, not signed yet.
CREATE FUNCTION ledger_next_seal(p_sealed_at timestamptz) RETURNS ledger_seals
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    s ledger_seals;
    v_last ledger_seals;
BEGIN
    SELECT * INTO v_last FROM ledger_seals ORDER BY number DESC LIMIT 1;
    s.number := coalesce(v_last.number, 0) + 1;
    s.sealed_at := greatest(p_sealed_at, v_last.sealed_at);
    s.previous := coalesce(v_last.seal_hash, decode(repeat('00', 32), 'hex'));
    SELECT count(*), coalesce(sum(wallet_seq), 0), coalesce(sum(token_balance), 0), coalesce(sum(tokens_owed), 0),
            ledger_tree_root(array_agg(sha256('\x00'::bytea
                || convert_to(concat(user_id, ' ', wallet_seq, ' ', encode(head_hash, 'hex')), 'UTF8')) ORDER BY user_id))
        INTO s.wallets, s.entries, s.tokens, s.owed, s.root FROM user_tokens WHERE wallet_seq > 0;
    s.seal_hash := sha256(convert_to(ledger_seal_text(s), 'UTF8'));
    RETURN s;
END
$$;

-- Keeps a signed seal, if it says what the database says itself. The program reads the wallets and calls this within one
-- REPEATABLE READ transaction, so that both see the same; no row of a customer is locked, postings go on. The signature is
-- checked by `verify`, outside.
CREATE FUNCTION store_seal(p_sealed_at timestamptz, p_seal_hash bytea, p_public_key bytea, p_signature bytea)
    RETURNS SETOF ledger_seals
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    s ledger_seals;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF octet_length(p_public_key) IS DISTINCT FROM 44 OR octet_length(p_signature) IS DISTINCT FROM 64 THEN
        PERFORM ledger_reject('seal_malformed');
    END IF;
    s := ledger_next_seal(p_sealed_at);
    IF s.seal_hash IS DISTINCT FROM p_seal_hash OR s.sealed_at IS DISTINCT FROM p_sealed_at
        OR p_sealed_at NOT BETWEEN ledger_now() - interval '1 hour' AND ledger_now() + interval '1 second' THEN
        PERFORM ledger_conflict('seal_differs');
    END IF;
    s.public_key := p_public_key;
    s.signature := p_signature;
    s.sealed_by := session_user;
    INSERT INTO ledger_seals SELECT s.* ON CONFLICT (number) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM ledger_conflict('seal_differs');
    END IF;
    INSERT INTO ledger_seal_heads (user_id, seal_number, wallet_seq, head_hash)
        SELECT w.user_id, s.number, w.wallet_seq, w.head_hash FROM user_tokens w
        LEFT JOIN LATERAL (SELECT h.wallet_seq, h.head_hash FROM ledger_seal_heads h WHERE h.user_id = w.user_id
                           ORDER BY h.seal_number DESC LIMIT 1) h ON true
        WHERE w.wallet_seq > 0 AND (h.wallet_seq, h.head_hash) IS DISTINCT FROM (w.wallet_seq, w.head_hash);
    RETURN NEXT s;
END
$$;

-- A person asks for a run; the job of the service, wherever it is, picks the row up.
CREATE FUNCTION request_proof_run(p_kind text) RETURNS SETOF ledger_proof_runs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r ledger_proof_runs;
BEGIN
    PERFORM ledger_require_role('tokens_finance', 'tokens_admin');
    IF p_kind IS NULL OR p_kind NOT IN ('full', 'new') THEN
        PERFORM ledger_reject('proof_kind_unknown', coalesce(p_kind, ''));
    END IF;
    INSERT INTO ledger_proof_runs (kind) VALUES (p_kind) ON CONFLICT DO NOTHING RETURNING * INTO r;
    IF r.id IS NULL THEN
        RETURN QUERY SELECT * FROM ledger_proof_runs WHERE kind = p_kind AND state = 'waiting';
        RETURN;
    END IF;
    INSERT INTO audit_log (action, subject_type, subject_id, after)
        VALUES ('request_proof_run', 'proof_run', r.id::text, jsonb_build_object('kind', p_kind));
    RETURN NEXT r;
END
$$;

-- The run to go on with, else one somebody asked for, else the night's if it is due; nothing otherwise. Callers hold the
-- job's advisory lock. After a red run everything is looked at again, so that no green hides it.
CREATE FUNCTION begin_proof_run() RETURNS SETOF ledger_proof_runs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r ledger_proof_runs;
    v_now timestamptz := ledger_now();
    v_due timestamptz := date_trunc('day', v_now, 'UTC') + ledger_setting('PROOF_TIME')::time::interval;
    v_scheduled boolean := false;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    SELECT * INTO r FROM ledger_proof_runs WHERE state = 'running';
    IF r.id IS NOT NULL THEN
        RETURN NEXT r;
        RETURN;
    END IF;
    SELECT * INTO r FROM ledger_proof_runs WHERE state = 'waiting' ORDER BY id LIMIT 1 FOR UPDATE;
    IF r.id IS NULL THEN
        v_due := CASE WHEN v_due > v_now THEN v_due - interval '1 day' ELSE v_due END;
        IF EXISTS (SELECT FROM ledger_proof_runs WHERE finished_at IS NOT NULL AND started_at >= v_due) THEN
            RETURN;
        END IF;
        INSERT INTO ledger_proof_runs (kind) VALUES ('new') RETURNING * INTO r;
        v_scheduled := true;
    END IF;
    IF (SELECT state FROM ledger_proof_runs WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 1) = 'red'
        OR v_scheduled AND NOT EXISTS (SELECT FROM ledger_proof_runs WHERE finished_at IS NOT NULL AND kind = 'full'
            AND started_at > v_now - make_interval(days => ledger_setting('PROOF_FULL_EVERY_DAYS')::integer)) THEN
        r.kind := 'full';
    END IF;
    RETURN QUERY UPDATE ledger_proof_runs SET state = 'running', kind = r.kind, started_at = v_now, updated_at = v_now
        WHERE id = r.id RETURNING *;
END
$$;

CREATE FUNCTION ledger_running_proof(p_run_id bigint) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM ledger_proof_runs WHERE id = p_run_id AND state = 'running' FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_conflict('proof_run_over');
    END IF;
END
$$;

-- Saves a piece of a run: how far it came, what it counted and found, and how the wallets stand that were proven. A wallet
-- of a difference counts as never proven, so that the next run begins it anew.
CREATE FUNCTION advance_proof_run(p_run_id bigint, p_reached_user_id integer, p_wallets_total bigint, p_wallets bigint,
        p_entries bigint, p_difference_count bigint, p_differences jsonb, p_proven jsonb) RETURNS SETOF ledger_proof_runs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    PERFORM ledger_running_proof(p_run_id);
    DELETE FROM ledger_proven_wallets WHERE user_id IN (SELECT (d.value ->> 'userId')::bigint FROM jsonb_array_elements(p_differences) d);
    INSERT INTO ledger_proven_wallets AS w (user_id, wallet_seq, head_hash, last_entry_at, token_balance, tokens_owed,
            tokens_purchased, lifetime_purchased, tokens_consumed, run_id)
        SELECT p.user_id, p.wallet_seq, decode(p.head_hash, 'hex'), p.last_entry_at, p.token_balance, p.tokens_owed,
            p.tokens_purchased, p.lifetime_purchased, p.tokens_consumed, p_run_id
        FROM jsonb_to_recordset(p_proven) AS p (user_id integer, wallet_seq bigint, head_hash text, last_entry_at timestamptz,
            token_balance bigint, tokens_owed bigint, tokens_purchased bigint, lifetime_purchased bigint, tokens_consumed bigint)
        ON CONFLICT (user_id) DO UPDATE SET wallet_seq = excluded.wallet_seq, head_hash = excluded.head_hash,
            last_entry_at = excluded.last_entry_at, token_balance = excluded.token_balance, tokens_owed = excluded.tokens_owed,
            tokens_purchased = excluded.tokens_purchased, lifetime_purchased = excluded.lifetime_purchased,
            tokens_consumed = excluded.tokens_consumed, run_id = excluded.run_id;
    RETURN QUERY UPDATE ledger_proof_runs SET
            reached_user_id = greatest(reached_user_id, p_reached_user_id),
            wallets_total = greatest(p_wallets_total, wallets + p_wallets),
            wallets = wallets + p_wallets,
            entries = entries + p_entries,
            difference_count = difference_count + p_difference_count,
            differences = CASE WHEN jsonb_array_length(differences) < 50 THEN differences || p_differences ELSE differences END,
            updated_at = ledger_now()
        WHERE id = p_run_id RETURNING *;
END
$$;

CREATE FUNCTION finish_proof_run(p_run_id bigint, p_seal_number bigint) RETURNS SETOF ledger_proof_runs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    PERFORM ledger_running_proof(p_run_id);
    RETURN QUERY UPDATE ledger_proof_runs SET state = CASE WHEN difference_count = 0 THEN 'green' ELSE 'red' END,
            seal_number = p_seal_number, finished_at = ledger_now(), updated_at = ledger_now()
        WHERE id = p_run_id RETURNING *;
END
$$;

GRANT SELECT ON ledger_seals, ledger_seal_heads, ledger_proof_runs TO tokens_finance, tokens_admin, tokens_service;
GRANT SELECT ON ledger_proven_wallets TO tokens_service;
GRANT EXECUTE ON FUNCTION store_seal, begin_proof_run, advance_proof_run, finish_proof_run TO tokens_service;
GRANT EXECUTE ON FUNCTION request_proof_run TO tokens_finance, tokens_admin;

RESET ROLE;
