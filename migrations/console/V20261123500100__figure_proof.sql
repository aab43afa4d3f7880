-- The kept figures, proven: each part derives its own again from the raw rows, slowly, and tells what differs.
SET LOCAL ROLE tok_owner;

CREATE TABLE figure_proofs (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state VARCHAR(10) NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'green', 'red')),
    requested_by VARCHAR(100) NOT NULL DEFAULT session_user,
    requested_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    as_of TIMESTAMPTZ, -- until when what was proven is complete
    difference_count BIGINT NOT NULL DEFAULT 0,
    differences JSONB NOT NULL DEFAULT '[]' -- the first of them: figure, place, kept, derived
);
CREATE UNIQUE INDEX figure_proofs_one_running ON figure_proofs ((true)) WHERE state = 'running';
CREATE UNIQUE INDEX figure_proofs_one_waiting ON figure_proofs ((true)) WHERE state = 'waiting';
CREATE TRIGGER append_only_delete BEFORE DELETE ON figure_proofs FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON figure_proofs EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER over_once BEFORE UPDATE ON figure_proofs FOR EACH ROW WHEN (OLD.finished_at IS NOT NULL)
    EXECUTE FUNCTION ledger_refuse_change();

-- Asks for a proof; the service's job makes it. While one waits there is no second.
CREATE FUNCTION request_figure_proof() RETURNS SETOF figure_proofs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r figure_proofs;
BEGIN
    PERFORM ledger_require_role('tokens_finance', 'tokens_product', 'tokens_admin');
    INSERT INTO figure_proofs DEFAULT VALUES ON CONFLICT DO NOTHING RETURNING * INTO r;
    IF r.id IS NULL THEN
        RETURN QUERY SELECT * FROM figure_proofs WHERE state = 'waiting';
        RETURN;
    END IF;
    INSERT INTO audit_log (action, subject_type, subject_id) VALUES ('request_figure_proof', 'figure_proof', r.id::text);
    RETURN NEXT r;
END
$$;

-- The proof that was begun and not ended, else one somebody asked for, else the night's if it is due (PROOF_TIME). Callers hold
-- the job's advisory lock.
CREATE FUNCTION begin_figure_proof() RETURNS SETOF figure_proofs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_id bigint;
    v_now timestamptz := ledger_now();
    v_due timestamptz := date_trunc('day', v_now, 'UTC') + ledger_setting('PROOF_TIME')::time::interval;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    SELECT id INTO v_id FROM figure_proofs WHERE state IN ('running', 'waiting') ORDER BY state LIMIT 1 FOR UPDATE;
    IF v_id IS NULL THEN
        v_due := CASE WHEN v_due > v_now THEN v_due - interval '1 day' ELSE v_due END;
        IF EXISTS (SELECT FROM figure_proofs WHERE finished_at IS NOT NULL AND started_at >= v_due) THEN
            RETURN;
        END IF;
        INSERT INTO figure_proofs DEFAULT VALUES RETURNING id INTO v_id;
    END IF;
    RETURN QUERY UPDATE figure_proofs SET state = 'running', started_at = v_now,
            as_of = (SELECT min(folded_at) FROM token_rollup_marks WHERE name <> 'mv_token_analytics' AND isfinite(folded_at) AND folded_at > 'epoch')
        WHERE id = v_id RETURNING *;
END
$$;

CREATE FUNCTION finish_figure_proof(p_id bigint, p_count bigint, p_differences jsonb) RETURNS SETOF figure_proofs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r figure_proofs;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE figure_proofs SET state = CASE WHEN p_count = 0 THEN 'green' ELSE 'red' END, finished_at = ledger_now(),
        difference_count = p_count, differences = p_differences WHERE id = p_id AND state = 'running' RETURNING * INTO r;
    IF r.id IS NULL THEN
        PERFORM ledger_conflict('proof_run_over');
    END IF;
    RETURN NEXT r;
END
$$;

-- Where what ledger_fold_entries() keeps differs from the entries, lots and draws up to its mark, in one snapshot: the figure,
-- its place, what is kept and what it should be. Written apart from the fold on purpose; it reads everything there is.
CREATE FUNCTION entry_differences() RETURNS TABLE (figure text, place text, kept text, derived text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET work_mem = '64MB' AS $$
#variable_conflict use_column
DECLARE
    c_most CONSTANT integer := 100; -- of each figure
    v_below bigint := (SELECT folded_below FROM token_rollup_marks WHERE name = 'token_daily_totals');
BEGIN
    PERFORM ledger_require_role('tokens_service');
    RETURN QUERY
    WITH users AS MATERIALIZED (
        SELECT (created_at AT TIME ZONE 'UTC')::date AS day, transaction_type AS type, direction, coalesce(action_type, '') AS action,
            user_id, count(*) AS entries, sum(tokens_amount) AS tokens
        FROM token_transactions WHERE posted_xid < v_below OR id IN (SELECT entry_id FROM token_folded_ahead) GROUP BY 1, 2, 3, 4, 5),
    daily AS MATERIALIZED (SELECT day, type, user_id, sum(entries) AS entries, sum(tokens) AS tokens FROM users GROUP BY 1, 2, 3),
    monthly AS (SELECT date_trunc('month', day)::date AS month, type, direction, sum(entries) AS entries, sum(tokens) AS tokens,
        count(DISTINCT user_id) AS people FROM users GROUP BY 1, 2, 3),
    types AS (SELECT day, type, sum(entries) AS entries, sum(tokens) AS tokens, count(*) AS people FROM daily GROUP BY 1, 2)
    (SELECT 'economy_days', concat_ws(' ', coalesce(k.day, d.day), coalesce(k.transaction_type, d.type), coalesce(k.direction, d.direction),
            coalesce(k.action_type, d.action)), concat_ws('/', k.transaction_count, k.total_tokens), concat_ws('/', d.entries, d.tokens)
        FROM economy_days k FULL JOIN (SELECT day, type, direction, action, sum(entries) AS entries, sum(tokens) AS tokens
            FROM users GROUP BY 1, 2, 3, 4) d
            ON (k.day, k.transaction_type, k.direction, k.action_type) = (d.day, d.type, d.direction, d.action)
        WHERE (k.transaction_count, k.total_tokens) IS DISTINCT FROM (d.entries, d.tokens) LIMIT c_most)
    UNION ALL
    (SELECT 'economy_months', concat_ws(' ', coalesce(k.month, d.month), coalesce(k.transaction_type, d.type), coalesce(k.direction, d.direction)),
            concat_ws('/', k.transaction_count, k.total_tokens, k.unique_users), concat_ws('/', d.entries, d.tokens, d.people)
        FROM economy_months k FULL JOIN monthly d ON (k.month, k.transaction_type, k.direction) = (d.month, d.type, d.direction)
        WHERE (k.transaction_count, k.total_tokens, k.unique_users) IS DISTINCT FROM (d.entries, d.tokens, d.people) LIMIT c_most)
    UNION ALL
    (SELECT 'economy_day_types', concat_ws(' ', coalesce(k.day, d.day), coalesce(k.transaction_type, d.type)),
            concat_ws('/', k.transaction_count, k.total_tokens, k.unique_users), concat_ws('/', d.entries, d.tokens, d.people)
        FROM economy_day_types k FULL JOIN types d ON (k.day, k.transaction_type) = (d.day, d.type)
        WHERE (k.transaction_count, k.total_tokens, k.unique_users) IS DISTINCT FROM (d.entries, d.tokens, d.people) LIMIT c_most)
    UNION ALL
    (SELECT 'token_daily_totals', concat_ws(' ', coalesce(k.day, d.day), coalesce(k.transaction_type, d.type)), -- of somebody: no persons here
            concat_ws('/', k.transaction_count, k.total_tokens), concat_ws('/', d.entries, d.tokens)
        FROM token_daily_totals k FULL JOIN daily d ON (k.day, k.transaction_type, k.user_id) = (d.day, d.type, d.user_id)
        WHERE (k.transaction_count, k.total_tokens) IS DISTINCT FROM (d.entries, d.tokens) LIMIT c_most);

    RETURN QUERY
    WITH entries AS (
        SELECT t.id, t.wallet_seq, t.created_at, t.direction, t.transaction_type = 'reversal' OR t.transaction_type = 'dispute' AND t.direction = 1 AS back,
            coalesce(r.transaction_type, t.transaction_type) AS type, coalesce(r.direction, t.direction) AS way,
            coalesce(CASE WHEN r.id IS NULL THEN t.action_type ELSE r.action_type END, '') AS action
        FROM token_transactions t LEFT JOIN token_transactions r ON r.id = t.reverses AND t.transaction_type = 'reversal'
        WHERE t.posted_xid < v_below OR t.id IN (SELECT entry_id FROM token_folded_ahead)),
    words AS (
        SELECT *, CASE WHEN type IN ('purchase', 'bonus') THEN 'sold' WHEN type = 'consumption' THEN 'spent' WHEN type = 'refund' THEN 'refunded'
            WHEN type = 'expiry' THEN 'expired' WHEN type = 'adjustment' AND way = 1 THEN 'granted' WHEN type = 'adjustment' THEN 'taken'
            WHEN starts_with(action, 'risk_') THEN 'held' ELSE 'disputed' END AS word FROM entries),
    draws AS (
        SELECT e.*, d.lot_id, d.tokens AS taken, sum(d.tokens) OVER (PARTITION BY d.lot_id ORDER BY e.wallet_seq) AS gone
        FROM words e JOIN token_lot_draws d ON d.entry_id = e.id),
    moves AS MATERIALIZED (
        SELECT (d.created_at AT TIME ZONE 'UTC')::date AS day, l.created_at AS came, l.kind, l.currency::text AS currency,
            CASE WHEN d.id = l.entry_id THEN 'settled' ELSE d.word END AS word, d.back AND d.id <> l.entry_id AS back, -d.taken AS tokens,
            floor(l.paid_pence::numeric * (d.gone - d.taken) / l.tokens) - floor(l.paid_pence::numeric * d.gone / l.tokens) AS pence,
            CASE WHEN d.word = 'spent' AND d.id <> l.entry_id THEN d.taken END AS used,
            (floor(extract(epoch FROM d.created_at - l.created_at) / 864000) * 10)::integer AS age
        FROM draws d JOIN token_lots l ON l.entry_id = d.lot_id
        UNION ALL
        SELECT (e.created_at AT TIME ZONE 'UTC')::date, l.created_at, l.kind, l.currency, e.word, e.back, l.tokens, l.paid_pence, NULL, NULL
        FROM words e JOIN token_lots l ON l.entry_id = e.id),
    by_day AS MATERIALIZED (
        SELECT day, date_trunc('month', came AT TIME ZONE 'UTC')::date AS lot_month, kind, currency, word, back,
            sum(tokens) AS tokens, sum(pence) AS pence FROM moves GROUP BY 1, 2, 3, 4, 5, 6),
    by_month AS (
        SELECT date_trunc('month', day)::date AS month, lot_month, kind, currency, word, back, sum(tokens) AS tokens, sum(pence) AS pence
        FROM by_day GROUP BY 1, 2, 3, 4, 5, 6),
    used AS (
        SELECT date_trunc('month', came AT TIME ZONE 'UTC')::date AS lot_month, kind, age, sum(used) AS tokens FROM moves
        WHERE used IS NOT NULL GROUP BY 1, 2, 3)
    (SELECT 'liability_days', concat_ws(' ', coalesce(k.day, d.day), coalesce(k.lot_month, d.lot_month), coalesce(k.lot_kind, d.kind),
            coalesce(k.currency, d.currency), coalesce(k.movement, d.word), coalesce(k.is_back, d.back)),
            concat_ws('/', k.tokens, k.pence), concat_ws('/', d.tokens, d.pence)
        FROM liability_days k FULL JOIN by_day d
            ON (k.day, k.lot_month, k.lot_kind, k.currency, k.movement, k.is_back) = (d.day, d.lot_month, d.kind, d.currency, d.word, d.back)
        WHERE (k.tokens, k.pence) IS DISTINCT FROM (d.tokens, d.pence) LIMIT c_most)
    UNION ALL
    (SELECT 'liability_months', concat_ws(' ', coalesce(k.month, d.month), coalesce(k.lot_month, d.lot_month), coalesce(k.lot_kind, d.kind),
            coalesce(k.currency, d.currency), coalesce(k.movement, d.word), coalesce(k.is_back, d.back)),
            concat_ws('/', k.tokens, k.pence), concat_ws('/', d.tokens, d.pence)
        FROM liability_months k FULL JOIN by_month d
            ON (k.month, k.lot_month, k.lot_kind, k.currency, k.movement, k.is_back) = (d.month, d.lot_month, d.kind, d.currency, d.word, d.back)
        WHERE (k.tokens, k.pence) IS DISTINCT FROM (d.tokens, d.pence) LIMIT c_most)
    UNION ALL
    (SELECT 'cohort_use', concat_ws(' ', coalesce(k.lot_month, d.lot_month), coalesce(k.lot_kind, d.kind), coalesce(k.age_days_bucket, d.age)),
            k.tokens::text, d.tokens::text
        FROM cohort_use k FULL JOIN used d ON (k.lot_month, k.lot_kind, k.age_days_bucket) = (d.lot_month, d.kind, d.age)
        WHERE k.tokens IS DISTINCT FROM d.tokens LIMIT c_most);

    -- What the open lots hold, by another way: from what remains, with the draws that are not folded yet given back.
    RETURN QUERY
    WITH waiting AS (
        SELECT t.id FROM token_transactions t WHERE t.posted_xid >= v_below AND t.id NOT IN (SELECT entry_id FROM token_folded_ahead)),
    given AS (SELECT d.lot_id, sum(d.tokens) AS tokens FROM token_lot_draws d JOIN waiting w ON w.id = d.entry_id GROUP BY 1),
    lots AS (
        SELECT l.tokens, l.paid_pence, l.tokens - l.remaining - coalesce(g.tokens, 0) AS gone, l.currency
        FROM token_lots l LEFT JOIN given g ON g.lot_id = l.entry_id WHERE l.entry_id NOT IN (SELECT id FROM waiting)),
    held AS (SELECT currency, sum(tokens - gone) AS tokens, sum(paid_pence - floor(paid_pence::numeric * gone / tokens)) AS pence FROM lots GROUP BY 1),
    folded AS (SELECT currency, sum(tokens) AS tokens, sum(pence) AS pence FROM liability_days GROUP BY 1)
    SELECT 'unspent', coalesce(k.currency, d.currency)::text, concat_ws('/', k.tokens, k.pence), concat_ws('/', d.tokens, d.pence)
        FROM folded k FULL JOIN held d USING (currency) WHERE (k.tokens, k.pence) IS DISTINCT FROM (d.tokens, d.pence);

    IF v_below = (SELECT folded_below FROM token_rollup_marks WHERE name = 'mv_token_analytics') THEN
        RETURN QUERY SELECT 'mv_token_analytics', concat_ws(' ', coalesce(v.date, k.day::timestamp AT TIME ZONE 'UTC'), coalesce(v.transaction_type, k.transaction_type)),
                concat_ws('/', v.transaction_count, v.total_tokens, v.unique_users), concat_ws('/', k.transaction_count, k.total_tokens, k.unique_users)
            FROM mv_token_analytics v FULL JOIN economy_day_types k
                ON v.date = k.day::timestamp AT TIME ZONE 'UTC' AND v.transaction_type = k.transaction_type
            WHERE (v.transaction_count, v.total_tokens, v.unique_users) IS DISTINCT FROM (k.transaction_count, k.total_tokens, k.unique_users)
            LIMIT c_most;
    END IF;
END
$$;

-- Has everything folded anew by the next fold: what the owner does when a proof is red and its cause is gone.
CREATE FUNCTION ledger_fold_entries_anew() RETURNS void
    LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE token_rollup_marks SET folded_below = 0 WHERE name = 'token_daily_totals';
    TRUNCATE token_daily_totals, economy_days, economy_day_types, economy_months, economy_month_users, liability_days, liability_months,
        cohort_use, token_folded_ahead;
$$;

GRANT SELECT ON figure_proofs TO tokens_finance, tokens_product, tokens_admin, tokens_service;
GRANT EXECUTE ON FUNCTION request_figure_proof TO tokens_finance, tokens_product, tokens_admin;
GRANT EXECUTE ON FUNCTION begin_figure_proof, finish_figure_proof, entry_differences TO tokens_service;

RESET ROLE;
