-- Batches keep the limits of persons: what passes one waits as one request for a second person, and runs only as approved.
SET LOCAL ROLE tok_owner;

INSERT INTO approval_kinds (kind, approvers, effect, perform) VALUES
    ('bulk', '{tokens_finance,tokens_admin}', 'approval_bulk', 'approval_perform_bulk');

ALTER TABLE bulk_batches
    ADD COLUMN request_id BIGINT REFERENCES approval_requests (id), -- the request that was approved
    ADD COLUMN approved_debts JSONB;                               -- what its customers owed then, by user id
CREATE TRIGGER approved_once BEFORE UPDATE OF request_id, approved_debts ON bulk_batches FOR EACH ROW
    WHEN (OLD.request_id IS NOT NULL) EXECUTE FUNCTION ledger_refuse_change();

-- Every limit of the caller that rows would pass, counted as if all of them were posted.
CREATE FUNCTION bulk_limits_hit(p_lines bulk_line[]) RETURNS TABLE (name text, scope text, size bigint, "left" bigint, tokens bigint, hits bigint, user_id bigint)
    LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_limit record;
    v_left bigint;
    v_sum bigint := (SELECT coalesce(sum(l.tokens), 0) FROM unnest(p_lines) l);
    v_from timestamptz := date_trunc('month', ledger_now(), 'UTC');
BEGIN
    SELECT * INTO v_limit FROM ledger_limit_of('SINGLE');
    RETURN QUERY SELECT v_limit.name, 'single', v_limit.size, v_limit.size, max(l.tokens), count(*),
            (array_agg(l.user_id ORDER BY l.tokens DESC))[1]
        FROM unnest(p_lines) l WHERE l.tokens > coalesce(v_limit.size, 0) HAVING count(*) > 0;
    SELECT * INTO v_limit FROM ledger_limit_of('DAY');
    v_left := greatest(coalesce(v_limit.size, 0) - ledger_moved_today(), 0);
    IF v_sum > v_left THEN
        RETURN QUERY SELECT v_limit.name, 'day', v_limit.size, v_left, v_sum, cardinality(p_lines)::bigint, NULL::bigint;
    END IF;
    SELECT * INTO v_limit FROM ledger_limit_of('CUSTOMER_MONTH');
    -- The exact count is asked for only where anything was moved this month.
    RETURN QUERY SELECT v_limit.name, 'customer_month', v_limit.size, (array_agg(h.left_over ORDER BY h.sum DESC))[1], max(h.sum), count(*),
            (array_agg(h.user_id ORDER BY h.sum DESC))[1]
        FROM (SELECT s.user_id, s.sum, greatest(coalesce(v_limit.size, 0) - m.moved, 0) AS left_over
              FROM (SELECT l.user_id, sum(l.tokens)::bigint AS sum FROM unnest(p_lines) l
                    WHERE l.user_id BETWEEN 1 AND 2147483647 GROUP BY 1) s,
              LATERAL (SELECT CASE WHEN EXISTS (SELECT FROM token_transactions t WHERE t.user_id = s.user_id
                    AND t.transaction_type IN ('adjustment', 'reversal') AND t.created_at >= v_from
                    AND t.created_at < v_from + interval '32 days') THEN ledger_moved_for(s.user_id::integer) ELSE 0 END AS moved) m) h
        WHERE h.sum > h.left_over HAVING count(*) > 0;
END
$$;

-- The limits that rows to be posted would pass, for a screen that asks before somebody presses.
CREATE FUNCTION bulk_limits(p_rows jsonb) RETURNS TABLE (name text, scope text, size bigint, "left" bigint, tokens bigint, hits bigint, user_id bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM bulk_require_role();
    RETURN QUERY SELECT h.* FROM bulk_limits_hit((SELECT array_agg(l) FROM bulk_lines(p_rows) l)) h;
END
$$;

-- Refuses rows that pass a limit. The caller holds its own lock.
CREATE FUNCTION bulk_keep_limits(p_lines bulk_line[]) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_hit record;
BEGIN
    SELECT * INTO v_hit FROM bulk_limits_hit(p_lines) LIMIT 1;
    IF NOT FOUND THEN
        RETURN;
    ELSIF v_hit.scope = 'single' THEN
        PERFORM ledger_reject('bulk_over_limit_single', v_hit.hits::text, v_hit.size::text);
    ELSIF v_hit.scope = 'day' THEN
        PERFORM ledger_reject('bulk_over_limit_day', v_hit.tokens::text, v_hit.size::text, v_hit.left::text);
    ELSE
        PERFORM ledger_reject('bulk_over_limit_customer_month', v_hit.hits::text, v_hit.size::text, v_hit.user_id::text);
    END IF;
END
$$;

DROP FUNCTION bulk_apply(text, bulk_line[]);
-- Posts rows, or finds why not: what a rehearsal shows and what a run does is this one function. Wallets are taken in the
-- order of their users, like those of every batch, so that no two can block each other for ever. A row's key is made of the
-- batch's key and its number: a repeat finds the entry of before. Of an approved batch (p_request) the entries name the
-- request, and a customer who owes something else than p_debts says gets none of their rows.
CREATE FUNCTION bulk_apply(p_key text, p_lines bulk_line[], p_request bigint DEFAULT NULL, p_behalf text DEFAULT NULL,
        p_debts jsonb DEFAULT NULL) RETURNS bulk_outcome[]
    LANGUAGE plpgsql AS $$
DECLARE
    v_line bulk_line;
    v ledger_posting;
    w user_tokens;
    v_wrong record;
    v_posted record;
    o bulk_outcome;
    v_all bulk_outcome[] := '{}';
    v_user bigint := 0;
    v_changed boolean := false;
    v_metadata jsonb := CASE WHEN p_request IS NULL THEN '{}' ELSE jsonb_build_object('request_id', p_request) END;
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
            IF v_line.user_id <> v_user THEN
                v_user := v_line.user_id;
                v_changed := p_request IS NOT NULL
                    AND coalesce(w.tokens_owed, 0) <> coalesce((p_debts ->> v_user::text)::bigint, 0);
            END IF;
            o.debt_before := coalesce(w.tokens_owed, 0);
            o.debt_after := o.debt_before;
            o.balance_before := coalesce(w.token_balance, 0);
            o.balance_after := o.balance_before;
            IF v_changed THEN
                o.refusal := 'bulk_effect_changed';
                o.arguments := jsonb_build_array(o.debt_before);
            ELSE
                v := NULL;
                v.operation_key := format('bulk:%s:%s', p_key, v_line.row_no);
                v.operation_line := 0;
                v.user_id := v_line.user_id;
                v.transaction_type := 'adjustment';
                v.tokens := v_line.tokens;
                v.direction := v_line.direction;
                v.reason_code := v_line.reason_code;
                v.note := v_line.note;
                v.on_behalf_of := p_behalf;
                v.metadata := v_metadata;
                SELECT * INTO v_posted FROM ledger_apply(v);
                o.refusal := v_posted.refusal;
                o.arguments := v_posted.arguments;
                IF o.refusal IS NULL THEN
                    o.entry_id := (v_posted.entry).id;
                    o.balance_after := (v_posted.entry).balance_after;
                    o.balance_before := o.balance_after - (v_posted.entry).tokens_delta;
                    o.debt_after := o.debt_before + (v_posted.entry).tokens_owed_delta;
                END IF;
            END IF;
        END IF;
        v_all := v_all || o;
    END LOOP;
    RETURN v_all;
END
$$;

-- Rows of a batch, as the inner functions take them.
CREATE FUNCTION bulk_lines_of(p_batch_id bigint) RETURNS bulk_line[]
    LANGUAGE sql STABLE AS $$
    SELECT array_agg((r.row_no, r.user_id, r.direction, r.tokens, r.reason_code, r.note)::bulk_line ORDER BY r.user_id, r.row_no)
    FROM bulk_rows r WHERE r.batch_id = p_batch_id
$$;

-- A batch that may still go on, locked.
CREATE FUNCTION bulk_going(p_batch_key text) RETURNS bulk_batches
    LANGUAGE plpgsql AS $$
DECLARE
    b bulk_batches;
BEGIN
    SELECT * INTO b FROM bulk_batches WHERE batch_key = p_batch_key FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_reject('bulk_unknown', coalesce(p_batch_key, ''));
    ELSIF b.state IN ('done', 'cancelled') OR EXISTS (SELECT FROM bulk_cancellations WHERE batch_id = b.id) THEN
        PERFORM ledger_reject('bulk_ended');
    END IF;
    RETURN b;
END
$$;

-- What a batch would do: every row of it, and what its customers owe (ruling 33: not their balances). Wallets stay locked for
-- the approval, so that what is kept is what was hashed.
CREATE FUNCTION approval_bulk(p_key text, p_plan jsonb) RETURNS jsonb
    LANGUAGE plpgsql AS $$
DECLARE
    b bulk_batches := bulk_going(p_plan ->> 'batch_key');
    v_debts jsonb;
BEGIN
    PERFORM FROM user_tokens w WHERE w.user_id IN (SELECT r.user_id FROM bulk_rows r WHERE r.batch_id = b.id)
        ORDER BY w.user_id FOR NO KEY UPDATE;
    v_debts := bulk_debts(b.id);
    RETURN jsonb_build_object(
        'plan', jsonb_build_object('content', encode(b.content_hash, 'hex'), 'debts', v_debts),
        'shown', jsonb_build_object('batch', b.title, 'batch_key', b.batch_key, 'mode', b.mode, 'rows', b.row_count, 'customers', b.customers,
            'grant', b.tokens_to_grant, 'take', b.tokens_to_take, 'posted', b.posted_rows,
            'debts', (SELECT coalesce(sum(d.value::bigint), 0) FROM jsonb_each_text(v_debts) d)));
END
$$;

CREATE FUNCTION bulk_debts(p_batch_id bigint) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_object_agg(w.user_id, w.tokens_owed), '{}') FROM user_tokens w
    WHERE w.tokens_owed > 0 AND w.user_id IN (SELECT r.user_id FROM bulk_rows r WHERE r.batch_id = p_batch_id)
$$;

-- An approval lets the batch run; the run is its maker's or its approver's.
CREATE FUNCTION approval_perform_bulk(r approval_requests) RETURNS bigint[]
    LANGUAGE plpgsql AS $$
DECLARE
    b bulk_batches := bulk_going(r.plan ->> 'batch_key');
BEGIN
    UPDATE bulk_batches SET request_id = r.id, approved_debts = bulk_debts(b.id), updated_at = ledger_now() WHERE id = b.id;
    RETURN NULL;
END
$$;

-- Asks for a batch as a whole. While a request waits, asking again gives that one.
CREATE FUNCTION request_bulk_batch(p_batch_key text, p_note text) RETURNS SETOF approval_requests
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    b bulk_batches;
    v_hit jsonb;
    v_asked bigint;
BEGIN
    PERFORM bulk_require_role();
    b := bulk_going(p_batch_key);
    IF b.created_by <> session_user THEN
        PERFORM ledger_reject('bulk_of_another', b.created_by);
    ELSIF b.request_id IS NOT NULL THEN
        PERFORM ledger_reject('bulk_approved');
    END IF;
    SELECT jsonb_build_object('limit', h.name, 'scope', h.scope, 'size', h.size, 'left', h.left, 'tokens', h.tokens) INTO v_hit
        FROM bulk_limits_hit(bulk_lines_of(b.id)) h LIMIT 1;
    SELECT count(*) INTO v_asked FROM approval_requests r
        WHERE r.subject_type = 'bulk' AND r.subject_id = b.batch_key AND (r.state <> 'waiting' OR r.expires_at <= ledger_now());
    RETURN NEXT ledger_open_request('bulk', format('bulk:%s#%s', b.batch_key, v_asked), 'bulk', b.batch_key, NULL,
        jsonb_build_object('batch_key', b.batch_key), v_hit, NULL, p_note);
END
$$;
CREATE INDEX idx_approval_requests_bulk ON approval_requests (subject_id, id) WHERE kind = 'bulk';

-- Who may run a batch: its maker, and whoever approved it. Without an approval its rows keep the runner's limits.
CREATE OR REPLACE FUNCTION bulk_may_run(b bulk_batches) RETURNS void
    LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF b.created_by <> session_user
        AND NOT EXISTS (SELECT FROM approval_requests r WHERE r.id = b.request_id AND r.decided_by = session_user) THEN
        PERFORM ledger_reject('bulk_of_another', b.created_by);
    END IF;
END
$$;

-- Whom an entry names beside the one who runs the batch.
CREATE FUNCTION bulk_behalf(b bulk_batches) RETURNS text
    LANGUAGE sql STABLE AS $$ SELECT nullif(b.created_by, session_user::text) $$;

-- Posts every row in this one transaction, or none: the first refusal does not end it, so that all of them are known.
CREATE OR REPLACE FUNCTION bulk_run_whole(b bulk_batches, p_slice integer) RETURNS bulk_batches
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
    IF b.request_id IS NULL THEN
        PERFORM bulk_keep_limits(bulk_lines_of(b.id));
    END IF;
    UPDATE bulk_rows SET state = 'waiting', refusal = NULL, arguments = NULL, balance_before = NULL, balance_after = NULL
        WHERE batch_id = b.id AND state = 'refused';
    b.refused_rows := 0;
    v_whole := b;
    BEGIN
        LOOP
            SELECT * INTO v_next FROM bulk_next(b.id, v_user, p_slice);
            EXIT WHEN v_next.last_user IS NULL;
            v_outcomes := bulk_apply(b.batch_key, v_next.lines, b.request_id, bulk_behalf(b), b.approved_debts);
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

-- One chunk of whole customers. A batch that has not begun is measured by the limits as a whole, so that none begins which
-- cannot end; later chunks for themselves, since its maker may have adjusted elsewhere meanwhile.
CREATE FUNCTION bulk_run_chunk(b bulk_batches, p_rows integer) RETURNS bulk_batches
    LANGUAGE plpgsql AS $$
DECLARE
    v_next record;
    v_outcomes bulk_outcome[];
BEGIN
    SELECT * INTO v_next FROM bulk_next(b.id, b.done_user_id, p_rows);
    IF b.request_id IS NULL AND v_next.last_user IS NOT NULL THEN
        PERFORM bulk_keep_limits(CASE b.state WHEN 'prepared' THEN bulk_lines_of(b.id) ELSE v_next.lines END);
    END IF;
    b.state := 'running';
    IF v_next.last_user IS NOT NULL THEN
        v_outcomes := bulk_apply(b.batch_key, v_next.lines, b.request_id, bulk_behalf(b), b.approved_debts);
        PERFORM bulk_note(b.id, v_outcomes);
        b := bulk_count(b, v_outcomes);
        b.done_user_id := v_next.last_user;
    END IF;
    IF NOT EXISTS (SELECT FROM bulk_rows WHERE batch_id = b.id AND user_id > b.done_user_id) THEN
        b.state := 'done';
    END IF;
    RETURN b;
END
$$;

-- Runs a batch a step further and says where it stands: one chunk of whole customers, or all of it when it is to be all or
-- none. Call it until the state is neither `prepared` nor `running`. A call that was cut off left nothing; the next one goes
-- on from there, whoever sends it again.
CREATE OR REPLACE FUNCTION run_bulk_batch(p_batch_key text, p_rows integer DEFAULT 200) RETURNS SETOF bulk_batches
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    b bulk_batches;
BEGIN
    PERFORM bulk_require_role();
    -- The person's own lock comes before every other (decision 0004); an approval may arrive meanwhile, which only frees.
    PERFORM ledger_one_at_a_time() FROM bulk_batches WHERE batch_key = p_batch_key AND request_id IS NULL;
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
        b := bulk_run_whole(b, greatest(least(coalesce(p_rows, 200), 1000), 1));
    ELSE
        b := bulk_run_chunk(b, greatest(least(coalesce(p_rows, 200), 1000), 1));
    END IF;
    RETURN NEXT bulk_save(b);
END
$$;

GRANT EXECUTE ON FUNCTION bulk_limits, request_bulk_batch TO tokens_support, tokens_finance, tokens_admin;

RESET ROLE;
