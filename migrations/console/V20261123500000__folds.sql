-- The figures that are kept: what customers did by day and month, what unspent tokens are worth, and how they are used.
-- A job folds them from committed entries, never a posting (ruling 11); each can be derived again.
SET LOCAL ROLE tok_owner;

-- Entries by day; action_type '' for none.
CREATE TABLE economy_days (
    day DATE NOT NULL,
    transaction_type VARCHAR(50) NOT NULL,
    direction SMALLINT NOT NULL,
    action_type VARCHAR(100) NOT NULL,
    transaction_count BIGINT NOT NULL,
    total_tokens BIGINT NOT NULL,
    PRIMARY KEY (day, transaction_type, direction, action_type)
);
-- Entries by day and type with the people who made them: what mv_token_analytics shows.
CREATE TABLE economy_day_types (
    day DATE NOT NULL,
    transaction_type VARCHAR(50) NOT NULL,
    transaction_count BIGINT NOT NULL,
    total_tokens BIGINT NOT NULL,
    unique_users BIGINT NOT NULL,
    PRIMARY KEY (day, transaction_type)
);
CREATE TABLE economy_months (
    month DATE NOT NULL, -- its first day
    transaction_type VARCHAR(50) NOT NULL,
    direction SMALLINT NOT NULL,
    transaction_count BIGINT NOT NULL,
    total_tokens BIGINT NOT NULL,
    unique_users BIGINT NOT NULL,
    PRIMARY KEY (month, transaction_type, direction)
);
-- Who is counted in a month already.
CREATE TABLE economy_month_users (
    month DATE NOT NULL,
    transaction_type VARCHAR(50) NOT NULL,
    direction SMALLINT NOT NULL,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (month, transaction_type, direction, user_id)
);
-- What changed the unspent tokens and their pence: + into lots, - out of them. Opening and all movements give the closing,
-- which is what the open lots hold. A movement that was taken back is of the same kind, with is_back.
CREATE TABLE liability_days (
    day DATE NOT NULL,       -- of the entry
    lot_month DATE NOT NULL, -- in which the tokens came
    lot_kind VARCHAR(20) NOT NULL,
    currency CHAR(3) NOT NULL,
    movement VARCHAR(20) NOT NULL
        CHECK (movement IN ('sold', 'granted', 'spent', 'refunded', 'disputed', 'held', 'expired', 'taken', 'settled')),
    is_back BOOLEAN NOT NULL,
    tokens BIGINT NOT NULL,
    pence BIGINT NOT NULL,
    PRIMARY KEY (day, lot_month, lot_kind, currency, movement, is_back)
);
-- The same by month, for long spans.
CREATE TABLE liability_months (LIKE liability_days INCLUDING CONSTRAINTS);
ALTER TABLE liability_months RENAME COLUMN day TO month;
ALTER TABLE liability_months ADD PRIMARY KEY (month, lot_month, lot_kind, currency, movement, is_back);
-- Tokens spent by the month and kind of their lot and the age of the lot then, in whole days rounded down to tens.
CREATE TABLE cohort_use (
    lot_month DATE NOT NULL,
    lot_kind VARCHAR(20) NOT NULL,
    age_days_bucket INTEGER NOT NULL,
    tokens BIGINT NOT NULL,
    PRIMARY KEY (lot_month, lot_kind, age_days_bucket)
);
-- Entries folded before their transaction's turn, because a later entry of their wallet had its turn.
CREATE TABLE token_folded_ahead (
    entry_id BIGINT PRIMARY KEY,
    posted_xid BIGINT NOT NULL
);

-- The specification's view over small rows: a refresh costs the same after ten million entries.
DROP MATERIALIZED VIEW mv_token_analytics;
CREATE MATERIALIZED VIEW mv_token_analytics AS
SELECT (day::timestamp AT TIME ZONE 'UTC') AS date, transaction_type, transaction_count, total_tokens, unique_users
FROM economy_day_types;
CREATE UNIQUE INDEX mv_token_analytics_date_type ON mv_token_analytics (date, transaction_type);
CREATE INDEX idx_mv_token_analytics_date ON mv_token_analytics (date DESC);

-- Everything is folded anew.
TRUNCATE token_daily_totals;
UPDATE token_rollup_marks SET folded_below = 0, folded_at = 'epoch' WHERE name = 'token_daily_totals';
INSERT INTO token_rollup_marks (name, folded_below, folded_at) VALUES ('mv_token_analytics', 0, 'epoch');

-- What an entry does to the unspent tokens, in a word; of a reversal, what the reversed one did.
CREATE FUNCTION liability_movement(p_type text, p_direction smallint, p_action text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE p_type WHEN 'consumption' THEN 'spent' WHEN 'purchase' THEN 'sold' WHEN 'bonus' THEN 'sold'
        WHEN 'adjustment' THEN CASE p_direction WHEN 1 THEN 'granted' ELSE 'taken' END
        WHEN 'refund' THEN 'refunded' WHEN 'expiry' THEN 'expired'
        WHEN 'dispute' THEN CASE WHEN p_action LIKE 'risk\_%' THEN 'held' ELSE 'disputed' END END
$$;

-- How many entries, at most p_most, the transactions from p_from to below p_to posted, and below which transaction these lie;
-- and the time of the first that later ones posted.
CREATE FUNCTION ledger_fresh_entries(p_from bigint, p_to bigint, p_most bigint, p_done bigint[],
        OUT entries bigint, OUT below bigint, OUT first_later timestamptz)
    LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
    SELECT count(*), max(posted_xid) + 1 INTO entries, below FROM (SELECT posted_xid FROM token_transactions
        WHERE posted_xid >= p_from AND posted_xid < p_to AND id <> ALL (p_done) ORDER BY posted_xid LIMIT p_most) b;
    IF entries < p_most THEN
        below := p_to;
    END IF;
    -- OFFSET: else the first is looked for along the index by time, past everything there is.
    SELECT min(created_at) INTO first_later
        FROM (SELECT created_at FROM token_transactions WHERE posted_xid >= below AND id <> ALL (p_done) OFFSET 0) l;
END
$$;

-- Folds the entries of transactions from the mark to below p_below, all of which are over. An entry counts once: what is below
-- the mark never changes. A wallet's entries are folded in their order, since each draw's pence hang on the draws before it:
-- transactions may get their numbers in another order than the wallet, so earlier entries of a wallet come along.
-- Returns how many entries.
CREATE FUNCTION ledger_fold_entries(p_below bigint) RETURNS bigint
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET work_mem = '64MB' SET plan_cache_mode = force_custom_plan
    SET enable_seqscan = on SET enable_hashjoin = on SET enable_mergejoin = on AS $$
DECLARE
    c_few CONSTANT bigint := 3000;
    c_most CONSTANT bigint := 4000000; -- in one statement; what one transaction posted stays together
    v_from bigint;
    v_done bigint[];
    v_ahead bigint[] := '{}';
    v_ahead_xids bigint[] := '{}';
    f record;
BEGIN
    SELECT folded_below INTO v_from FROM token_rollup_marks WHERE name = 'token_daily_totals' FOR UPDATE;
    IF p_below <= v_from THEN
        RETURN 0;
    END IF;
    SELECT coalesce(array_agg(entry_id), '{}') INTO v_done FROM token_folded_ahead;
    SELECT * INTO f FROM ledger_fresh_entries(v_from, p_below, c_most, v_done);
    IF f.entries < c_few THEN
        -- A few rows of large tables are found by their keys, whatever the statistics say, with plans made once.
        PERFORM set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
            set_config('enable_mergejoin', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true);
    END IF;
    IF f.entries > 0 AND f.first_later IS NOT NULL THEN
        SELECT coalesce(array_agg(t.id), '{}'), coalesce(array_agg(t.posted_xid), '{}') INTO v_ahead, v_ahead_xids
            FROM token_transactions t WHERE t.posted_xid >= f.below AND t.id <> ALL (v_done)
              AND EXISTS (SELECT FROM token_entry_keys k JOIN token_transactions b ON b.created_at = k.created_at AND b.id = k.entry_id
                  WHERE k.user_id = t.user_id AND k.wallet_seq > t.wallet_seq AND b.posted_xid >= v_from AND b.posted_xid < f.below);
    END IF;
    IF f.entries > 0 THEN
        PERFORM ledger_fold_economy(v_from, f.below, v_ahead, v_done), ledger_fold_liability(v_from, f.below, v_ahead, v_done);
    END IF;
    DELETE FROM token_folded_ahead WHERE posted_xid < f.below;
    INSERT INTO token_folded_ahead (entry_id, posted_xid) SELECT * FROM unnest(v_ahead, v_ahead_xids);
    -- The figures are complete until then: whatever was committed earlier is in them.
    UPDATE token_rollup_marks SET folded_below = f.below, folded_at = least(f.first_later, ledger_now())
        WHERE name = 'token_daily_totals';
    RETURN f.entries + cardinality(v_ahead);
END
$$;

-- Counts entries and tokens, and people by the rows that are new.
CREATE FUNCTION ledger_fold_economy(p_from bigint, p_to bigint, p_ahead bigint[], p_done bigint[]) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    WITH per AS MATERIALIZED (
        SELECT (created_at AT TIME ZONE 'UTC')::date AS day, transaction_type, direction, coalesce(action_type, '') AS action_type,
            user_id, count(*) AS entries, sum(tokens_amount)::bigint AS tokens
        FROM token_transactions
        WHERE posted_xid >= p_from AND (posted_xid < p_to OR id = ANY (p_ahead)) AND id <> ALL (p_done)
        GROUP BY 1, 2, 3, 4, 5),
    daily AS (
        INSERT INTO token_daily_totals AS t (day, transaction_type, user_id, transaction_count, total_tokens)
        SELECT day, transaction_type, user_id, sum(entries), sum(tokens) FROM per GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        ON CONFLICT (day, transaction_type, user_id) DO UPDATE SET
            transaction_count = t.transaction_count + excluded.transaction_count,
            total_tokens = t.total_tokens + excluded.total_tokens
        RETURNING t.day, t.transaction_type, old.user_id IS NULL AS is_new),
    types AS (
        INSERT INTO economy_day_types AS t (day, transaction_type, transaction_count, total_tokens, unique_users)
        SELECT p.day, p.transaction_type, p.entries, p.tokens, d.users
        FROM (SELECT day, transaction_type, sum(entries) AS entries, sum(tokens) AS tokens FROM per GROUP BY 1, 2) p
        JOIN (SELECT day, transaction_type, count(*) FILTER (WHERE is_new) AS users FROM daily GROUP BY 1, 2) d
            USING (day, transaction_type)
        ON CONFLICT (day, transaction_type) DO UPDATE SET
            transaction_count = t.transaction_count + excluded.transaction_count,
            total_tokens = t.total_tokens + excluded.total_tokens, unique_users = t.unique_users + excluded.unique_users),
    month_users AS (
        INSERT INTO economy_month_users (month, transaction_type, direction, user_id)
        SELECT DISTINCT date_trunc('month', day)::date, transaction_type, direction, user_id FROM per ORDER BY 1, 2, 3, 4
        ON CONFLICT DO NOTHING RETURNING month, transaction_type, direction),
    months AS (
        INSERT INTO economy_months AS t (month, transaction_type, direction, transaction_count, total_tokens, unique_users)
        SELECT p.month, p.transaction_type, p.direction, p.entries, p.tokens, coalesce(u.users, 0)
        FROM (SELECT date_trunc('month', day)::date AS month, transaction_type, direction, sum(entries) AS entries,
                  sum(tokens) AS tokens FROM per GROUP BY 1, 2, 3) p
        LEFT JOIN (SELECT month, transaction_type, direction, count(*) AS users FROM month_users GROUP BY 1, 2, 3) u
            USING (month, transaction_type, direction)
        ON CONFLICT (month, transaction_type, direction) DO UPDATE SET
            transaction_count = t.transaction_count + excluded.transaction_count,
            total_tokens = t.total_tokens + excluded.total_tokens, unique_users = t.unique_users + excluded.unique_users)
    INSERT INTO economy_days AS t (day, transaction_type, direction, action_type, transaction_count, total_tokens)
    SELECT day, transaction_type, direction, action_type, sum(entries), sum(tokens) FROM per GROUP BY 1, 2, 3, 4
    ON CONFLICT (day, transaction_type, direction, action_type) DO UPDATE SET
        transaction_count = t.transaction_count + excluded.transaction_count,
        total_tokens = t.total_tokens + excluded.total_tokens;
END
$$;

-- The tokens and pence of every lot that came and every draw. A draw's pence are what the lot's price grows by when it is spread
-- over its tokens by cumulative floor (ruling 17): a lot that is drawn whole has recognised its price to the penny. How much
-- was drawn before is read back from what remains, so no state is kept for each lot: one statement, one snapshot, in which the
-- draws that are not due yet are known too.
CREATE FUNCTION ledger_fold_liability(p_from bigint, p_to bigint, p_ahead bigint[], p_done bigint[]) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    WITH fresh AS MATERIALIZED (
        SELECT id, wallet_seq, created_at, transaction_type, direction, action_type, reverses,
            posted_xid < p_to OR id = ANY (p_ahead) AS is_due
        FROM token_transactions WHERE posted_xid >= p_from AND id <> ALL (p_done)),
    reversed AS (
        SELECT f.id, r.transaction_type, r.direction, r.action_type FROM fresh f
        JOIN token_entry_keys k ON k.entry_id = f.reverses
        JOIN token_transactions r ON r.created_at = k.created_at AND r.id = k.entry_id
        WHERE f.is_due AND f.transaction_type = 'reversal'),
    named AS (
        SELECT f.*, f.transaction_type = 'reversal' OR f.transaction_type = 'dispute' AND f.direction = 1 AS is_back,
            CASE WHEN r.id IS NULL THEN liability_movement(f.transaction_type, f.direction, f.action_type)
                 ELSE liability_movement(r.transaction_type, r.direction, r.action_type) END AS movement
        FROM fresh f LEFT JOIN reversed r ON r.id = f.id),
    drawn AS (
        SELECT n.id, n.is_due, n.created_at, n.movement, n.is_back, d.tokens, d.lot_id, l.tokens AS lot_tokens, l.paid_pence,
            l.kind, l.currency, l.created_at AS lot_at,
            (l.tokens - l.remaining - sum(d.tokens) OVER (PARTITION BY d.lot_id)
                + sum(d.tokens) OVER (PARTITION BY d.lot_id ORDER BY n.wallet_seq ROWS UNBOUNDED PRECEDING))::bigint AS drawn
        FROM named n JOIN token_lot_draws d ON d.entry_id = n.id JOIN token_lots l ON l.entry_id = d.lot_id),
    moved AS MATERIALIZED (
        SELECT (created_at AT TIME ZONE 'UTC')::date AS day, date_trunc('month', lot_at AT TIME ZONE 'UTC')::date AS lot_month,
            kind, currency, CASE WHEN lot_id = id THEN 'settled' ELSE movement END AS movement, is_back AND lot_id <> id AS is_back,
            CASE WHEN movement = 'spent' AND lot_id <> id THEN extract(day FROM created_at - lot_at)::integer / 10 * 10 END AS age,
            -sum(tokens)::bigint AS tokens,
            sum(CASE WHEN paid_pence = 0 THEN 0 ELSE paid_pence * (drawn - tokens) / lot_tokens - paid_pence * drawn / lot_tokens END)::bigint AS pence
        FROM drawn WHERE is_due GROUP BY 1, 2, 3, 4, 5, 6, 7
        UNION ALL
        SELECT (n.created_at AT TIME ZONE 'UTC')::date, date_trunc('month', l.created_at AT TIME ZONE 'UTC')::date, l.kind, l.currency,
            n.movement, n.is_back, NULL, sum(l.tokens)::bigint, sum(l.paid_pence)::bigint
        FROM named n JOIN token_lots l ON l.entry_id = n.id WHERE n.is_due AND n.direction = 1 GROUP BY 1, 2, 3, 4, 5, 6),
    used AS (
        INSERT INTO cohort_use AS t (lot_month, lot_kind, age_days_bucket, tokens)
        SELECT lot_month, kind, age, -sum(tokens) FROM moved WHERE age IS NOT NULL GROUP BY 1, 2, 3
        ON CONFLICT (lot_month, lot_kind, age_days_bucket) DO UPDATE SET tokens = t.tokens + excluded.tokens),
    months AS (
        INSERT INTO liability_months AS t (month, lot_month, lot_kind, currency, movement, is_back, tokens, pence)
        SELECT date_trunc('month', day)::date, lot_month, kind, currency, movement, is_back, sum(tokens), sum(pence)
        FROM moved GROUP BY 1, 2, 3, 4, 5, 6
        ON CONFLICT (month, lot_month, lot_kind, currency, movement, is_back) DO UPDATE SET
            tokens = t.tokens + excluded.tokens, pence = t.pence + excluded.pence)
    INSERT INTO liability_days AS t (day, lot_month, lot_kind, currency, movement, is_back, tokens, pence)
    SELECT day, lot_month, kind, currency, movement, is_back, sum(tokens), sum(pence) FROM moved GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (day, lot_month, lot_kind, currency, movement, is_back) DO UPDATE SET
        tokens = t.tokens + excluded.tokens, pence = t.pence + excluded.pence;
END
$$;

-- Refreshes the specification's view if something was folded since and the last time was a minute ago: each refresh leaves dead
-- rows in the catalogue behind. Readers never wait.
CREATE FUNCTION ledger_refresh_analytics() RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_now timestamptz := ledger_now();
BEGIN
    UPDATE token_rollup_marks v SET folded_below = t.folded_below, folded_at = v_now FROM token_rollup_marks t
        WHERE v.name = 'mv_token_analytics' AND t.name = 'token_daily_totals' AND v.folded_below < t.folded_below
          AND v.folded_at NOT BETWEEN v_now - interval '1 minute' AND v_now;
    IF FOUND THEN
        REFRESH MATERIALIZED VIEW CONCURRENTLY mv_token_analytics;
    END IF;
END
$$;

-- Folds entries that no running transaction can add to any more, then refreshes mv_token_analytics. Returns how many entries;
-- 0 as well while another program folds.
CREATE OR REPLACE FUNCTION refresh_token_analytics() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_below bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    v_count bigint;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    PERFORM FROM token_rollup_marks WHERE name = 'token_daily_totals' FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    v_count := ledger_fold_entries(v_below);
    PERFORM ledger_refresh_analytics();
    RETURN v_count;
END
$$;

GRANT SELECT ON economy_days, economy_day_types, economy_months, liability_days, liability_months, cohort_use
    TO tokens_finance, tokens_product, tokens_admin, tokens_service;
GRANT SELECT ON mv_token_analytics TO tokens_finance, tokens_product, tokens_admin, tokens_service;

RESET ROLE;
