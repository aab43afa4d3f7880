-- Bulk grants and takes: many adjustments as one batch, rehearsed, then posted in chunks or as a whole (decision 0005).
SET LOCAL ROLE tok_owner;

INSERT INTO settings (name, version, value) VALUES
    ('BULK_ROWS', 1, '100000'),              -- most rows of a batch
    ('BULK_WHOLE_ROWS', 1, '10000');         -- most rows of a batch that is posted in one transaction

CREATE TABLE bulk_batches (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    batch_key VARCHAR(150) NOT NULL UNIQUE CHECK (batch_key ~ '^[!-~]{1,150}$'),
    title VARCHAR(200) NOT NULL,          -- the file's name, or what the person called it
    mode VARCHAR(20) NOT NULL CHECK (mode IN ('all_or_none', 'valid_ones')),
    content_hash BYTEA NOT NULL,          -- over maker, mode and rows: the same key never means anything else
    row_count INTEGER NOT NULL CHECK (row_count > 0),
    customers INTEGER NOT NULL,
    tokens_to_grant BIGINT NOT NULL,
    tokens_to_take BIGINT NOT NULL,
    state VARCHAR(20) NOT NULL DEFAULT 'prepared'
        CHECK (state IN ('prepared', 'running', 'refused', 'done', 'cancelled')),
    done_user_id BIGINT NOT NULL DEFAULT 0, -- every row of a user up to this one has been decided
    posted_rows INTEGER NOT NULL DEFAULT 0,
    refused_rows INTEGER NOT NULL DEFAULT 0,
    tokens_granted BIGINT NOT NULL DEFAULT 0,
    tokens_taken BIGINT NOT NULL DEFAULT 0,
    debt_paid BIGINT NOT NULL DEFAULT 0,
    created_by VARCHAR(100) NOT NULL DEFAULT session_user,
    created_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    run_by VARCHAR(100),
    started_at TIMESTAMPTZ,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    finished_at TIMESTAMPTZ,
    CHECK (posted_rows >= 0 AND refused_rows >= 0 AND posted_rows + refused_rows <= row_count),
    CHECK ((state IN ('done', 'cancelled')) = (finished_at IS NOT NULL))
);
CREATE INDEX idx_bulk_batches_created ON bulk_batches (created_by, id);

CREATE TABLE bulk_rows (
    batch_id BIGINT NOT NULL REFERENCES bulk_batches (id),
    row_no INTEGER NOT NULL CHECK (row_no > 0),
    user_id BIGINT NOT NULL, -- as given: that the user exists is found by the row's own check
    direction SMALLINT NOT NULL CHECK (direction IN (1, -1)),
    tokens BIGINT NOT NULL,
    reason_code VARCHAR(50) NOT NULL,
    note VARCHAR(2000) NOT NULL,
    state VARCHAR(20) NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'posted', 'refused')),
    refusal VARCHAR(100),
    arguments JSONB,
    entry_id BIGINT,
    balance_before BIGINT,
    balance_after BIGINT,
    debt_paid BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (batch_id, row_no),
    CHECK ((state = 'refused') = (refusal IS NOT NULL)),
    CHECK ((state = 'posted') = (entry_id IS NOT NULL))
) WITH (fillfactor = 70);
CREATE INDEX idx_bulk_rows_user ON bulk_rows (batch_id, user_id, row_no);

-- Whoever cancels must not wait for the lock of the run that shall stop; it looks here between two slices.
CREATE TABLE bulk_cancellations (
    batch_id BIGINT PRIMARY KEY REFERENCES bulk_batches (id),
    cancelled_by VARCHAR(100) NOT NULL DEFAULT session_user,
    cancelled_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now()
);

CREATE TRIGGER append_only_delete BEFORE DELETE ON bulk_batches FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON bulk_batches EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER frozen_columns BEFORE UPDATE OF id, batch_key, title, mode, content_hash, row_count, customers, tokens_to_grant,
    tokens_to_take, created_by, created_at ON bulk_batches FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ended_once BEFORE UPDATE ON bulk_batches FOR EACH ROW WHEN (OLD.state IN ('done', 'cancelled'))
    EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_delete BEFORE DELETE ON bulk_rows FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON bulk_rows EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER frozen_columns BEFORE UPDATE OF batch_id, row_no, user_id, direction, tokens, reason_code, note ON bulk_rows
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER decided_once BEFORE UPDATE ON bulk_rows FOR EACH ROW WHEN (OLD.state = 'posted')
    EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON bulk_cancellations FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON bulk_cancellations EXECUTE FUNCTION ledger_refuse_change();

-- One row as it is to be posted.
CREATE TYPE bulk_line AS (
    row_no integer,
    user_id bigint,
    direction integer,
    tokens bigint,
    reason_code text,
    note text
);

-- What became of one row.
CREATE TYPE bulk_outcome AS (
    row_no integer,
    direction integer,
    tokens bigint,
    refusal text,
    arguments jsonb,
    entry_id bigint,
    balance_before bigint,
    balance_after bigint,
    debt_before bigint,
    debt_after bigint
);

-- Rows as they travel: an array of objects with the fields of bulk_line by name.
CREATE FUNCTION bulk_lines(p_rows jsonb) RETURNS SETOF bulk_line
    LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p_rows IS NULL OR jsonb_typeof(p_rows) <> 'array' OR jsonb_array_length(p_rows) = 0 THEN
        PERFORM ledger_reject('bulk_empty');
    ELSIF jsonb_array_length(p_rows) > ledger_setting('BULK_ROWS')::integer THEN
        PERFORM ledger_reject('bulk_too_many_rows', jsonb_array_length(p_rows)::text, ledger_setting('BULK_ROWS'));
    END IF;
    RETURN QUERY SELECT x.row_no, x.user_id, x.direction, x.tokens, coalesce(x.reason_code, ''),
            btrim(replace(coalesce(x.note, ''), E'\r\n', E'\n'), E' \t\n\r')
        FROM jsonb_populate_recordset(NULL::bulk_line, p_rows) x;
END
$$;

-- What is wrong with a row before its wallet is looked at, or NULL: the rules of adjust_tokens(), as results.
CREATE FUNCTION bulk_malformed(p bulk_line, OUT refusal text, OUT arguments jsonb)
    LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p.user_id IS NULL OR p.user_id NOT BETWEEN 1 AND 2147483647 THEN
        refusal := 'user_unknown';
        arguments := jsonb_build_array(coalesce(p.user_id::text, ''));
    ELSIF p.direction IS NULL OR p.direction NOT IN (1, -1) THEN
        refusal := 'direction_malformed';
        arguments := jsonb_build_array(coalesce(p.direction::text, ''));
    ELSIF NOT EXISTS (SELECT FROM reason_codes r WHERE r.code = p.reason_code AND r.is_active
            AND CASE p.direction WHEN 1 THEN r.for_grant ELSE r.for_take END) THEN
        refusal := 'reason_code_unknown';
        arguments := jsonb_build_array(p.reason_code);
    ELSIF p.note = '' THEN
        refusal := 'reason_missing';
    ELSIF length(p.note) > 2000 THEN
        refusal := 'note_too_long';
        arguments := jsonb_build_array(length(p.note));
    END IF;
END
$$;

-- Posts rows, or finds why not: what a rehearsal shows and what a run does is this one function. Wallets are taken in the
-- order of their users, like those of every batch, so that no two can block each other for ever. A row's key is made of the
-- batch's key and its number: a repeat finds the entry of before.
CREATE FUNCTION bulk_apply(p_key text, p_lines bulk_line[]) RETURNS bulk_outcome[]
    LANGUAGE plpgsql AS $$
DECLARE
    v_line bulk_line;
    v ledger_posting;
    w user_tokens;
    v_wrong record;
    v_posted record;
    o bulk_outcome;
    v_all bulk_outcome[] := '{}';
BEGIN
    FOR v_line IN SELECT l.* FROM unnest(p_lines) l ORDER BY l.user_id, l.row_no LOOP
        o := NULL;
        o.row_no := v_line.row_no;
        o.direction := v_line.direction;
        o.tokens := v_line.tokens;
        SELECT * INTO v_wrong FROM bulk_malformed(v_line);
        o.refusal := v_wrong.refusal;
        o.arguments := v_wrong.arguments;
        IF o.refusal IS NULL THEN
            SELECT * INTO w FROM user_tokens WHERE user_id = v_line.user_id FOR NO KEY UPDATE;
            v := NULL;
            v.operation_key := format('bulk:%s:%s', p_key, v_line.row_no);
            v.operation_line := 0;
            v.user_id := v_line.user_id;
            v.transaction_type := 'adjustment';
            v.tokens := v_line.tokens;
            v.direction := v_line.direction;
            v.reason_code := v_line.reason_code;
            v.note := v_line.note;
            v.metadata := '{}';
            SELECT * INTO v_posted FROM ledger_apply(v);
            o.refusal := v_posted.refusal;
            o.arguments := v_posted.arguments;
            o.debt_before := coalesce(w.tokens_owed, 0);
            o.debt_after := o.debt_before;
            IF o.refusal IS NULL THEN
                o.entry_id := (v_posted.entry).id;
                o.balance_after := (v_posted.entry).balance_after;
                o.balance_before := o.balance_after - (v_posted.entry).tokens_delta;
                o.debt_after := o.debt_before + (v_posted.entry).tokens_owed_delta;
            ELSE
                o.balance_before := coalesce(w.token_balance, 0);
                o.balance_after := o.balance_before;
            END IF;
        END IF;
        v_all := v_all || o;
    END LOOP;
    RETURN v_all;
END
$$;

-- Who may make, run and stop batches, and see them.
CREATE FUNCTION bulk_require_role() RETURNS void
    LANGUAGE plpgsql STABLE AS $$
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
END
$$;

-- Does what a run would do with these rows and takes it back: the exact result, and nothing left of it. Whoever rehearses
-- many rows hands over some hundred at a time, a user's rows together, since wallets stay locked until the call ends.
CREATE FUNCTION bulk_rehearse(p_rows jsonb)
    RETURNS TABLE (row_no integer, refusal text, arguments jsonb, balance_before bigint, balance_after bigint,
                   debt_before bigint, debt_after bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_lines bulk_line[];
    v_outcomes bulk_outcome[];
BEGIN
    PERFORM bulk_require_role();
    SELECT array_agg(l) INTO v_lines FROM bulk_lines(p_rows) l;
    BEGIN
        v_outcomes := bulk_apply('rehearsal:' || gen_random_uuid(), v_lines);
        RAISE EXCEPTION USING ERRCODE = 'TKUND', MESSAGE = 'bulk_rehearsed';
    EXCEPTION WHEN SQLSTATE 'TKUND' THEN
        -- The exception has undone every row; what the variable holds is all that stays.
        NULL;
    END;
    RETURN QUERY SELECT o.row_no, o.refusal, o.arguments, o.balance_before, o.balance_after, o.debt_before, o.debt_after
        FROM unnest(v_outcomes) o ORDER BY o.row_no;
END
$$;

-- Keeps a batch as it is to be run. The same key with the same content returns the same batch, however often it is sent.
CREATE FUNCTION make_bulk_batch(p_batch_key text, p_title text, p_mode text, p_rows jsonb) RETURNS SETOF bulk_batches
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    b bulk_batches;
    v_lines bulk_line[];
    v_hash bytea;
    v_wrong bulk_line;
    v_title text := btrim(coalesce(p_title, ''));
BEGIN
    PERFORM bulk_require_role();
    IF p_batch_key IS NULL OR p_batch_key !~ '^[!-~]{1,150}$' THEN
        PERFORM ledger_reject('operation_key_malformed');
    ELSIF p_mode IS NULL OR p_mode NOT IN ('all_or_none', 'valid_ones') THEN
        PERFORM ledger_reject('bulk_mode_unknown', coalesce(p_mode, ''));
    ELSIF v_title = '' OR length(v_title) > 200 THEN
        PERFORM ledger_reject('bulk_title_malformed', length(v_title)::text);
    ELSIF v_title ~ '[\u0001-\u001f]' THEN
        PERFORM ledger_reject('text_has_control_characters');
    END IF;
    SELECT array_agg(l) INTO v_lines FROM bulk_lines(p_rows) l;
    IF p_mode = 'all_or_none' AND cardinality(v_lines) > ledger_setting('BULK_WHOLE_ROWS')::integer THEN
        PERFORM ledger_reject('bulk_too_many_rows_at_once', cardinality(v_lines)::text, ledger_setting('BULK_WHOLE_ROWS'));
    END IF;
    v_hash := sha256(convert_to(concat_ws(E'\x1f', session_user, p_mode, p_rows::text), 'UTF8'));
    -- What no row can hold is no row; everything else is kept, and refused with its reason when its turn comes.
    SELECT l.* INTO v_wrong FROM unnest(v_lines) l WHERE l.row_no IS NULL OR l.row_no < 1 OR l.user_id IS NULL OR l.tokens IS NULL
        OR l.tokens NOT BETWEEN 1 AND 1000000000000 OR l.direction IS NULL OR l.direction NOT IN (1, -1) OR length(l.reason_code) > 50 OR length(l.note) > 2000 LIMIT 1;
    IF FOUND OR (SELECT count(DISTINCT l.row_no) FROM unnest(v_lines) l) < cardinality(v_lines) THEN
        PERFORM ledger_reject('bulk_row_malformed', coalesce(v_wrong.row_no::text, ''));
    END IF;
    INSERT INTO bulk_batches (batch_key, title, mode, content_hash, row_count, customers, tokens_to_grant, tokens_to_take)
        SELECT p_batch_key, v_title, p_mode, v_hash, count(*), count(DISTINCT l.user_id),
            coalesce(sum(l.tokens) FILTER (WHERE l.direction = 1), 0), coalesce(sum(l.tokens) FILTER (WHERE l.direction = -1), 0)
        FROM unnest(v_lines) l
        ON CONFLICT (batch_key) DO NOTHING RETURNING * INTO b;
    IF NOT FOUND THEN
        SELECT * INTO b FROM bulk_batches WHERE batch_key = p_batch_key;
        IF b.content_hash <> v_hash THEN
            PERFORM ledger_conflict('key_used', p_batch_key);
        END IF;
        RETURN NEXT b;
        RETURN;
    END IF;
    INSERT INTO bulk_rows (batch_id, row_no, user_id, direction, tokens, reason_code, note)
        SELECT b.id, l.row_no, l.user_id, l.direction, l.tokens, l.reason_code, l.note FROM unnest(v_lines) l;
    INSERT INTO audit_log (action, subject_type, subject_id, after) VALUES ('make_bulk_batch', 'bulk', b.batch_key,
        to_jsonb(b) - 'content_hash');
    RETURN NEXT b;
END
$$;

-- Whether a run may go on with a batch, and with which rows: raises, or says nothing.
CREATE FUNCTION bulk_may_run(b bulk_batches) RETURNS void
    LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF b.created_by <> session_user THEN
        PERFORM ledger_reject('bulk_of_another', b.created_by);
    END IF;
END
$$;

-- Notes what became of rows.
CREATE FUNCTION bulk_note(p_batch_id bigint, p_outcomes bulk_outcome[]) RETURNS void
    LANGUAGE sql AS $$
    UPDATE bulk_rows r SET state = CASE WHEN o.refusal IS NULL THEN 'posted' ELSE 'refused' END, refusal = o.refusal,
            arguments = CASE WHEN o.refusal IS NOT NULL THEN o.arguments END, entry_id = o.entry_id,
            balance_before = o.balance_before, balance_after = o.balance_after,
            debt_paid = coalesce(o.debt_before - o.debt_after, 0)
        FROM unnest(p_outcomes) o WHERE r.batch_id = p_batch_id AND r.row_no = o.row_no
$$;

-- Adds what became of rows to their batch, which the caller has locked.
CREATE FUNCTION bulk_count(b bulk_batches, p_outcomes bulk_outcome[]) RETURNS bulk_batches
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    v record;
BEGIN
    SELECT count(*) FILTER (WHERE o.refusal IS NULL) AS posted, count(*) FILTER (WHERE o.refusal IS NOT NULL) AS refused,
            coalesce(sum(o.tokens) FILTER (WHERE o.refusal IS NULL AND o.direction = 1), 0) AS granted,
            coalesce(sum(o.tokens) FILTER (WHERE o.refusal IS NULL AND o.direction = -1), 0) AS taken,
            coalesce(sum(o.debt_before - o.debt_after), 0) AS paid
        INTO v FROM unnest(p_outcomes) o;
    b.posted_rows := b.posted_rows + v.posted;
    b.refused_rows := b.refused_rows + v.refused;
    b.tokens_granted := b.tokens_granted + v.granted;
    b.tokens_taken := b.tokens_taken + v.taken;
    b.debt_paid := b.debt_paid + v.paid;
    RETURN b;
END
$$;

-- The rows that come next: a user's rows together, at least p_rows if there are so many.
CREATE FUNCTION bulk_next(p_batch_id bigint, p_after_user bigint, p_rows integer, OUT last_user bigint, OUT lines bulk_line[])
    LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT max(r.user_id) INTO last_user FROM (SELECT user_id FROM bulk_rows
        WHERE batch_id = p_batch_id AND user_id > p_after_user ORDER BY user_id, row_no LIMIT p_rows) r;
    SELECT array_agg((r.row_no, r.user_id, r.direction, r.tokens, r.reason_code, r.note)::bulk_line ORDER BY r.user_id, r.row_no)
        INTO lines FROM bulk_rows r
        WHERE r.batch_id = p_batch_id AND r.user_id > p_after_user AND r.user_id <= last_user;
END
$$;

-- Saves a batch whose row the caller has locked, and leaves a trace of what ended.
CREATE FUNCTION bulk_save(b bulk_batches) RETURNS bulk_batches
    LANGUAGE plpgsql AS $$
DECLARE
    v_before bulk_batches;
BEGIN
    SELECT * INTO v_before FROM bulk_batches WHERE id = b.id;
    b.updated_at := ledger_now();
    b.finished_at := CASE WHEN b.state IN ('done', 'cancelled') THEN b.updated_at END;
    UPDATE bulk_batches SET state = b.state, done_user_id = b.done_user_id, posted_rows = b.posted_rows,
            refused_rows = b.refused_rows, tokens_granted = b.tokens_granted, tokens_taken = b.tokens_taken,
            debt_paid = b.debt_paid, run_by = b.run_by, started_at = b.started_at, updated_at = b.updated_at,
            finished_at = b.finished_at
        WHERE id = b.id;
    IF v_before.state <> b.state THEN
        INSERT INTO audit_log (action, subject_type, subject_id, before, after) VALUES ('bulk_' || b.state, 'bulk', b.batch_key,
            to_jsonb(v_before) - 'content_hash', to_jsonb(b) - 'content_hash');
    END IF;
    RETURN b;
END
$$;

-- Posts every row in this one transaction, or none: the first refusal does not end it, so that all of them are known.
CREATE FUNCTION bulk_run_whole(b bulk_batches, p_slice integer) RETURNS bulk_batches
    LANGUAGE plpgsql AS $$
DECLARE
    v_next record;
    v_outcomes bulk_outcome[];
    v_refused bulk_outcome[] := '{}';
    v_cancelled boolean := false;
    v_user bigint := 0;
    v_rows integer := 0;
    v_whole bulk_batches;
BEGIN
    UPDATE bulk_rows SET state = 'waiting', refusal = NULL, arguments = NULL, balance_before = NULL, balance_after = NULL
        WHERE batch_id = b.id AND state = 'refused';
    b.refused_rows := 0;
    v_whole := b;
    BEGIN
        LOOP
            SELECT * INTO v_next FROM bulk_next(b.id, v_user, p_slice);
            EXIT WHEN v_next.last_user IS NULL;
            v_outcomes := bulk_apply(b.batch_key, v_next.lines);
            PERFORM bulk_note(b.id, v_outcomes);
            v_whole := bulk_count(v_whole, v_outcomes);
            v_refused := v_refused || (SELECT array_agg(o) FROM unnest(v_outcomes) o WHERE o.refusal IS NOT NULL);
            v_user := v_next.last_user;
            v_rows := v_rows + cardinality(v_next.lines);
            -- Nothing of this transaction can be seen from outside; a notice reaches the caller at once.
            RAISE NOTICE USING MESSAGE = format('bulk_progress %s', v_rows);
            v_cancelled := EXISTS (SELECT FROM bulk_cancellations WHERE batch_id = b.id);
            EXIT WHEN v_cancelled;
        END LOOP;
        IF v_cancelled OR cardinality(v_refused) > 0 THEN
            RAISE EXCEPTION USING ERRCODE = 'TKUND', MESSAGE = 'bulk_undone';
        END IF;
        v_whole.done_user_id := v_user;
        v_whole.state := 'done';
        RETURN v_whole;
    EXCEPTION WHEN SQLSTATE 'TKUND' THEN
        NULL;
    END;
    IF v_cancelled THEN
        b.state := 'cancelled';
    ELSE
        PERFORM bulk_note(b.id, v_refused);
        b.state := 'refused';
        b.refused_rows := cardinality(v_refused);
    END IF;
    RETURN b;
END
$$;

-- Runs a batch a step further and says where it stands: one chunk of whole customers, or all of it when it is to be all or
-- none. Call it until the state is neither `prepared` nor `running`. A call that was cut off left nothing; the next one goes
-- on from there, whoever sends it again.
CREATE FUNCTION run_bulk_batch(p_batch_key text, p_rows integer DEFAULT 200) RETURNS SETOF bulk_batches
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    b bulk_batches;
    v_next record;
    v_outcomes bulk_outcome[];
BEGIN
    PERFORM bulk_require_role();
    -- Two runs of one batch wait here for each other. Nobody takes this lock after a wallet's.
    SELECT * INTO b FROM bulk_batches WHERE batch_key = p_batch_key FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_reject('bulk_unknown', coalesce(p_batch_key, ''));
    ELSIF b.state IN ('done', 'cancelled') THEN
        RETURN NEXT b;
        RETURN;
    END IF;
    PERFORM bulk_may_run(b);
    b.started_at := coalesce(b.started_at, ledger_now());
    b.run_by := session_user;
    IF EXISTS (SELECT FROM bulk_cancellations WHERE batch_id = b.id) THEN
        b.state := 'cancelled';
    ELSIF b.mode = 'all_or_none' THEN
        b := bulk_run_whole(b, greatest(least(p_rows, 1000), 1));
    ELSE
        b.state := 'running';
        SELECT * INTO v_next FROM bulk_next(b.id, b.done_user_id, greatest(least(p_rows, 1000), 1));
        IF v_next.last_user IS NULL THEN
            b.state := 'done';
        ELSE
            v_outcomes := bulk_apply(b.batch_key, v_next.lines);
            PERFORM bulk_note(b.id, v_outcomes);
            b := bulk_count(b, v_outcomes);
            b.done_user_id := v_next.last_user;
            IF NOT EXISTS (SELECT FROM bulk_rows WHERE batch_id = b.id AND user_id > b.done_user_id) THEN
                b.state := 'done';
            END IF;
        END IF;
    END IF;
    RETURN NEXT bulk_save(b);
END
$$;

-- Stops a batch for good: what was posted stays posted, what was not never will be. A run under way notices between two
-- slices. Its maker may, and an administrator.
CREATE FUNCTION cancel_bulk_batch(p_batch_key text) RETURNS SETOF bulk_batches
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    b bulk_batches;
BEGIN
    PERFORM bulk_require_role();
    SELECT * INTO b FROM bulk_batches WHERE batch_key = p_batch_key;
    IF NOT FOUND THEN
        PERFORM ledger_reject('bulk_unknown', coalesce(p_batch_key, ''));
    ELSIF b.created_by <> session_user THEN
        PERFORM ledger_require_role('tokens_admin');
    END IF;
    IF b.state IN ('done', 'cancelled') THEN
        RETURN NEXT b;
        RETURN;
    END IF;
    INSERT INTO bulk_cancellations (batch_id) VALUES (b.id) ON CONFLICT DO NOTHING;
    SELECT * INTO b FROM bulk_batches WHERE batch_key = p_batch_key FOR NO KEY UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        SELECT * INTO b FROM bulk_batches WHERE batch_key = p_batch_key;
    ELSIF b.state NOT IN ('done', 'cancelled') THEN
        b.state := 'cancelled';
        b := bulk_save(b);
    END IF;
    RETURN NEXT b;
END
$$;

GRANT SELECT ON bulk_batches, bulk_rows, bulk_cancellations TO tokens_support, tokens_finance, tokens_admin;
GRANT EXECUTE ON FUNCTION bulk_rehearse, make_bulk_batch, run_bulk_batch, cancel_bulk_batch
    TO tokens_support, tokens_finance, tokens_admin;

RESET ROLE;
