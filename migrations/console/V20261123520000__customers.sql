-- What is known of each customer, and how many of them there are of each kind: folded from committed rows by a job, never on
-- the path of a posting (T18, T19, ruling 11). docs/kpis.md defines every figure.
SET LOCAL ROLE tok_owner;

-- One row a registered user. Persons are in here: nobody reads it but the doors below.
CREATE TABLE customer_facts (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    plan VARCHAR(50) NOT NULL,        -- buyer_plan now; 'none' without one
    joined_at TIMESTAMPTZ,
    balance BIGINT NOT NULL DEFAULT 0,
    purchases BIGINT NOT NULL DEFAULT 0,
    bought BIGINT NOT NULL DEFAULT 0, -- tokens of purchases; bonus and gifts are none (T10)
    spent BIGINT NOT NULL DEFAULT 0,  -- consumption less what of it was reversed
    contacts BIGINT NOT NULL DEFAULT 0,
    first_view_at TIMESTAMPTZ,        -- of the packages
    first_order_at TIMESTAMPTZ,
    first_purchase_at TIMESTAMPTZ,
    last_purchase_at TIMESTAMPTZ,
    first_spend_at TIMESTAMPTZ,
    last_spend_at TIMESTAMPTZ,
    as_of TIMESTAMPTZ NOT NULL,       -- when the segment was judged
    segment VARCHAR(20) NOT NULL,
    changes_at TIMESTAMPTZ,           -- when the segment changes by time alone
    band SMALLINT NOT NULL,           -- of the balance
    cohort DATE,                      -- month of joining, UTC
    step SMALLINT NOT NULL            -- how far from registration to a second purchase
);
CREATE INDEX idx_customer_facts_segment ON customer_facts (segment, user_id);
CREATE INDEX idx_customer_facts_band ON customer_facts (band, user_id);
CREATE INDEX idx_customer_facts_cohort ON customer_facts (cohort, user_id);
CREATE INDEX idx_customer_facts_changes ON customer_facts (changes_at) WHERE changes_at IS NOT NULL;

-- Users that came or changed their plan, until the next fold: ids and times of registrations commit in any order.
CREATE TABLE customer_changes (
    user_id INTEGER NOT NULL,
    joined_at TIMESTAMPTZ            -- of a new user
);

-- How many customers of a plan, segment and band of balance there are, with what they hold, spent and bought altogether.
CREATE TABLE customer_counts (
    plan VARCHAR(50) NOT NULL,
    segment VARCHAR(20) NOT NULL,
    band SMALLINT NOT NULL,
    users BIGINT NOT NULL,
    balance BIGINT NOT NULL,
    bought BIGINT NOT NULL,
    spent BIGINT NOT NULL,
    contacts BIGINT NOT NULL,
    PRIMARY KEY (plan, segment, band)
);

-- The same of those active in the last 60 days, by what they spent: its upper end is the heaviest tenth.
CREATE TABLE customer_spending (
    spent BIGINT NOT NULL,
    plan VARCHAR(50) NOT NULL,
    users BIGINT NOT NULL,
    balance BIGINT NOT NULL,
    bought BIGINT NOT NULL,
    contacts BIGINT NOT NULL,
    PRIMARY KEY (spent, plan)
);

-- What became of those who joined in a month: how many went how far, and who bought within 30 days of joining.
CREATE TABLE signup_cohorts (
    month DATE NOT NULL,
    step SMALLINT NOT NULL,
    users BIGINT NOT NULL,
    converted BIGINT NOT NULL,
    PRIMARY KEY (month, step)
);

-- Contacts paid with tokens, by day (UTC) of the contact: all, those at least 14 days old, and those of them that were
-- answered within 14 days (ruling 25).
CREATE TABLE contact_days (
    day DATE PRIMARY KEY,
    contacts BIGINT NOT NULL,
    judged BIGINT NOT NULL,
    answered BIGINT NOT NULL
);

-- The service's operations with tokens by hour, as it measured them itself; several instances add to one row.
CREATE TABLE api_hours (
    hour TIMESTAMPTZ PRIMARY KEY,
    calls BIGINT NOT NULL,
    micros BIGINT NOT NULL,              -- of all calls together
    consumptions BIGINT NOT NULL,        -- calls that wanted to spend
    consumption_errors BIGINT NOT NULL
);

-- Indicators that are a part of a whole, by month (UTC).
CREATE TABLE kpi_months (
    month DATE NOT NULL,
    kpi VARCHAR(50) NOT NULL,
    part BIGINT NOT NULL,
    whole BIGINT NOT NULL,
    PRIMARY KEY (month, kpi)
);

-- One row: how far the folds are.
CREATE TABLE customer_marks (
    only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row),
    events_until TIMESTAMPTZ NOT NULL DEFAULT '-infinity', -- what was written before is folded: every transaction of then has ended
    next_xid BIGINT NOT NULL DEFAULT 0,                    -- once all transactions below have ended,
    next_until TIMESTAMPTZ NOT NULL DEFAULT '-infinity',   -- events are folded until then
    heavy_from BIGINT NOT NULL DEFAULT 0,                  -- who spent as much belongs to the heaviest tenth
    recount_from DATE NOT NULL DEFAULT '-infinity'         -- days of contacts and months that must be counted again
);
INSERT INTO customer_marks DEFAULT VALUES;
INSERT INTO token_rollup_marks (name, folded_below, folded_at) VALUES ('customer_facts', 0, '-infinity'), ('kpi_months', 0, '-infinity');

INSERT INTO settings (name, version, value) VALUES
    ('KPI_CONVERSION_PERCENT', 1, '15'), ('KPI_UTILISATION_PERCENT', 1, '80'), ('KPI_CONTACT_SUCCESS_PERCENT', 1, '60'),
    ('KPI_OPERATION_MILLISECONDS', 1, '100'), ('KPI_PURCHASE_SUCCESS_PERCENT', 1, '95'),
    ('KPI_CONSUMPTION_ERRORS_PERCENT', 1, '1'), ('KPI_WEBHOOK_SUCCESS_PERCENT', 1, '99');

-- ------------------------------------------------------------------------------------------------------ kinds of customers

-- Each customer is in one segment. A day is 24 hours, so no night in which clocks change moves anybody.
CREATE FUNCTION customer_segment(p_first timestamptz, p_last timestamptz, p_at timestamptz) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN p_first IS NULL THEN 'registered'
                WHEN p_first > p_at - interval '720 hours' THEN 'new'
                WHEN p_last > p_at - interval '1440 hours' THEN 'active'
                WHEN p_last > p_at - interval '4320 hours' THEN 'sleeping'
                ELSE 'lapsed' END
$$;

-- Bands of balances: 0, 1 to 4, 5 to 9, 10 to 24, 25 to 49, 50 to 99, 100 to 249, 250 and more.
CREATE FUNCTION balance_band(p_balance bigint) RETURNS smallint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT width_bucket(p_balance, ARRAY[1, 5, 10, 25, 50, 100, 250]::bigint[])::smallint
$$;

-- What follows from a row's other columns, at the moment of as_of.
CREATE FUNCTION judge_customer() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_first timestamptz := least(NEW.first_purchase_at, NEW.first_spend_at);
    v_last timestamptz := greatest(NEW.last_purchase_at, NEW.last_spend_at);
BEGIN
    NEW.segment := customer_segment(v_first, v_last, NEW.as_of);
    NEW.changes_at := CASE NEW.segment WHEN 'new' THEN v_first + interval '720 hours'
        WHEN 'active' THEN v_last + interval '1440 hours' WHEN 'sleeping' THEN v_last + interval '4320 hours' END;
    NEW.band := balance_band(NEW.balance);
    NEW.cohort := date_trunc('month', NEW.joined_at AT TIME ZONE 'UTC')::date;
    NEW.step := CASE WHEN NEW.purchases > 1 THEN 5
        WHEN NEW.first_purchase_at IS NOT NULL AND NEW.last_spend_at >= NEW.first_purchase_at THEN 4
        WHEN NEW.first_purchase_at IS NOT NULL THEN 3
        WHEN NEW.first_order_at IS NOT NULL THEN 2
        WHEN NEW.first_view_at IS NOT NULL THEN 1 ELSE 0 END;
    RETURN NEW;
END
$$;
CREATE TRIGGER judged BEFORE INSERT OR UPDATE ON customer_facts FOR EACH ROW EXECUTE FUNCTION judge_customer();

-- The counts follow the rows, whoever changes these.
CREATE FUNCTION count_customers() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_rows text := CASE TG_OP WHEN 'INSERT' THEN 'SELECT 1 AS n, * FROM added' WHEN 'DELETE' THEN 'SELECT -1 AS n, * FROM removed'
        ELSE 'SELECT 1 AS n, * FROM added UNION ALL SELECT -1, * FROM removed' END;
BEGIN
    EXECUTE format($sql$WITH r AS MATERIALIZED (%s),
        counts AS (
            INSERT INTO customer_counts AS c (plan, segment, band, users, balance, bought, spent, contacts)
            SELECT plan, segment, band, sum(n), sum(n * balance), sum(n * bought), sum(n * spent), sum(n * contacts)
            FROM r GROUP BY plan, segment, band
            ON CONFLICT (plan, segment, band) DO UPDATE SET users = c.users + excluded.users,
                balance = c.balance + excluded.balance, bought = c.bought + excluded.bought,
                spent = c.spent + excluded.spent, contacts = c.contacts + excluded.contacts),
        spending AS (
            INSERT INTO customer_spending AS c (spent, plan, users, balance, bought, contacts)
            SELECT spent, plan, sum(n), sum(n * balance), sum(n * bought), sum(n * contacts)
            FROM r WHERE segment IN ('new', 'active') AND spent > 0 GROUP BY spent, plan
            ON CONFLICT (spent, plan) DO UPDATE SET users = c.users + excluded.users, balance = c.balance + excluded.balance,
                bought = c.bought + excluded.bought, contacts = c.contacts + excluded.contacts)
        INSERT INTO signup_cohorts AS c (month, step, users, converted)
        SELECT cohort, step, sum(n), coalesce(sum(n) FILTER (WHERE first_purchase_at < joined_at + interval '720 hours'), 0)
        FROM r WHERE cohort IS NOT NULL GROUP BY cohort, step
        ON CONFLICT (month, step) DO UPDATE SET users = c.users + excluded.users, converted = c.converted + excluded.converted
        $sql$, v_rows);
    RETURN NULL;
END
$$;
CREATE TRIGGER counted_added AFTER INSERT ON customer_facts REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_customers();
CREATE TRIGGER counted_changed AFTER UPDATE ON customer_facts REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_customers();
CREATE TRIGGER counted_removed AFTER DELETE ON customer_facts REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION count_customers();

-- The marketplace writes users with a login of its own, so these run as the owner of the queue.
CREATE FUNCTION note_new_users() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO customer_changes (user_id, joined_at) SELECT id, coalesce(created_at, '-infinity') FROM added;
    RETURN NULL;
END
$$;
CREATE FUNCTION note_changed_user() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO customer_changes (user_id) VALUES (NEW.id);
    RETURN NULL;
END
$$;
INSERT INTO customer_changes (user_id, joined_at) SELECT id, coalesce(created_at, '-infinity') FROM users;

-- ---------------------------------------------------------------------------------------------------------------- folding

-- Folds what was committed since the last time into the facts, and moves on who changed segment by time alone. Entries are
-- added once each, by transaction; contacts, orders and views of packages are looked up again for whoever had one since a
-- moment before which every transaction has ended, so looking twice does no harm. Returns how many customers changed.
CREATE FUNCTION refresh_customer_facts() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan
    SET work_mem = '64MB' SET enable_seqscan = on SET enable_mergejoin = on SET enable_hashjoin = on AS $$
DECLARE
    c_few CONSTANT integer := 5000;
    v_from bigint;
    v_to bigint;
    v_now timestamptz;
    v_since timestamptz;
    v_oldest timestamptz;
    v_touched integer[];
    v_changed bigint;
    v_moved bigint;
    m customer_marks;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    SELECT folded_below INTO v_from FROM token_rollup_marks WHERE name = 'customer_facts' FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN 0; -- another program is at it
    END IF;
    SELECT * INTO m FROM customer_marks;
    v_now := ledger_now();
    v_to := greatest(v_from, pg_snapshot_xmin(pg_current_snapshot())::text::bigint);
    IF v_to >= m.next_xid THEN
        UPDATE customer_marks SET events_until = m.next_until, next_until = v_now,
            next_xid = pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
    END IF;
    WITH queued AS (DELETE FROM customer_changes RETURNING user_id, joined_at)
    SELECT min(joined_at), array_agg(DISTINCT user_id) INTO v_oldest, v_touched FROM queued;
    -- A clock may be set back a little. Users of the past came in bulk, with all that belongs to them.
    v_since := least(m.events_until - interval '5 minutes', v_oldest);
    UPDATE customer_marks SET recount_from = least(recount_from, (v_oldest AT TIME ZONE 'UTC')::date)
        WHERE v_oldest < v_now - interval '1 day';

    SELECT coalesce(array_agg(t.user_id), '{}') INTO v_touched FROM (
        SELECT unnest(v_touched) AS user_id
        UNION SELECT user_id FROM token_transactions WHERE posted_xid >= v_from AND posted_xid < v_to
        UNION SELECT user_id FROM analytics_events
            WHERE event_type = 'packages_view' AND created_at >= v_since AND user_id IS NOT NULL
        UNION SELECT user_id FROM business_inquiries WHERE created_at >= v_since AND user_id IS NOT NULL
        UNION SELECT user_id FROM token_orders WHERE created_at >= v_since) t;
    IF cardinality(v_touched) < c_few THEN
        -- A few rows of large tables: whatever the statistics say, they are found by their keys.
        PERFORM set_config('enable_seqscan', 'off', true), set_config('enable_mergejoin', 'off', true),
            set_config('enable_hashjoin', 'off', true);
    END IF;
    WITH reversed AS (
        SELECT e.user_id, sum(e.tokens_amount) AS tokens
        FROM token_transactions e JOIN token_entry_keys k ON k.entry_id = e.reverses
        JOIN token_transactions r ON r.created_at = k.created_at AND r.id = k.entry_id
        WHERE e.posted_xid >= v_from AND e.posted_xid < v_to AND e.transaction_type = 'reversal'
          AND r.transaction_type = 'consumption' GROUP BY e.user_id),
    entries AS (
        SELECT user_id, sum(tokens_delta) AS balance,
               count(*) FILTER (WHERE transaction_type = 'purchase') AS purchases,
               coalesce(sum(tokens_amount) FILTER (WHERE transaction_type = 'purchase'), 0) AS bought,
               coalesce(sum(tokens_amount) FILTER (WHERE transaction_type = 'consumption'), 0) AS spent,
               min(created_at) FILTER (WHERE transaction_type = 'purchase') AS first_purchase_at,
               max(created_at) FILTER (WHERE transaction_type = 'purchase') AS last_purchase_at,
               min(created_at) FILTER (WHERE transaction_type = 'consumption') AS first_spend_at,
               max(created_at) FILTER (WHERE transaction_type = 'consumption') AS last_spend_at
        FROM token_transactions WHERE posted_xid >= v_from AND posted_xid < v_to GROUP BY user_id),
    views AS (
        SELECT user_id, min(created_at) AS at FROM analytics_events
        WHERE event_type = 'packages_view' AND created_at >= v_since AND user_id IS NOT NULL GROUP BY user_id)
    INSERT INTO customer_facts AS f (user_id, plan, joined_at, balance, purchases, bought, spent, contacts, first_view_at,
        first_order_at, first_purchase_at, last_purchase_at, first_spend_at, last_spend_at, as_of)
    SELECT u.id, coalesce(nullif(u.buyer_plan, ''), 'none'), u.created_at, coalesce(e.balance, 0), coalesce(e.purchases, 0),
           coalesce(e.bought, 0), coalesce(e.spent, 0) - coalesce(r.tokens, 0),
           (SELECT coalesce(sum(c.contact_count), 0) FROM contact_limitations c WHERE c.user_id = u.id), v.at,
           (SELECT min(o.created_at) FROM token_orders o WHERE o.user_id = u.id),
           e.first_purchase_at, e.last_purchase_at, e.first_spend_at, e.last_spend_at, v_now
    FROM unnest(v_touched) AS t (user_id) JOIN users u ON u.id = t.user_id LEFT JOIN entries e ON e.user_id = u.id
    LEFT JOIN reversed r ON r.user_id = u.id LEFT JOIN views v ON v.user_id = u.id
    ON CONFLICT (user_id) DO UPDATE SET plan = excluded.plan, joined_at = excluded.joined_at,
        balance = f.balance + excluded.balance, purchases = f.purchases + excluded.purchases,
        bought = f.bought + excluded.bought, spent = f.spent + excluded.spent, contacts = excluded.contacts,
        first_view_at = least(f.first_view_at, excluded.first_view_at), first_order_at = excluded.first_order_at,
        first_purchase_at = least(f.first_purchase_at, excluded.first_purchase_at),
        last_purchase_at = greatest(f.last_purchase_at, excluded.last_purchase_at),
        first_spend_at = least(f.first_spend_at, excluded.first_spend_at),
        last_spend_at = greatest(f.last_spend_at, excluded.last_spend_at), as_of = excluded.as_of
    WHERE (f.plan, f.joined_at, f.contacts, f.first_order_at) IS DISTINCT FROM
            (excluded.plan, excluded.joined_at, excluded.contacts, excluded.first_order_at)
       OR least(f.first_view_at, excluded.first_view_at) IS DISTINCT FROM f.first_view_at
       OR (excluded.balance, excluded.spent, excluded.bought) <> (0, 0, 0)
       OR coalesce(excluded.first_purchase_at, excluded.first_spend_at) IS NOT NULL;
    GET DIAGNOSTICS v_changed = ROW_COUNT;

    UPDATE customer_facts SET as_of = v_now WHERE changes_at <= v_now;
    GET DIAGNOSTICS v_moved = ROW_COUNT;
    IF v_changed + v_moved > 0 THEN
        DELETE FROM customer_spending WHERE users = 0;
        -- The tenth is rounded up; whoever spent as much as its last one belongs to it.
        UPDATE customer_marks SET heavy_from = coalesce((SELECT max(s.spent) FROM
            (SELECT spent, sum(sum(users)) OVER (ORDER BY spent DESC) AS so_far FROM customer_spending GROUP BY spent) s
            WHERE s.so_far * 10 >= (SELECT sum(users) FROM customer_spending)), 0);
    END IF;
    UPDATE token_rollup_marks SET folded_below = v_to, folded_at = v_now WHERE name = 'customer_facts';
    RETURN v_changed + v_moved;
END
$$;

-- Counts answered contacts and the shares of success by month again, as far back as they may have changed: answers come within
-- 14 days, orders and events end within the next month. At most once a minute.
CREATE FUNCTION refresh_kpi_months() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_now timestamptz := ledger_now();
    v_last timestamptz;
    v_recount date;
    v_day date;
    v_month timestamptz;
    v_count bigint;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    SELECT folded_at INTO v_last FROM token_rollup_marks WHERE name = 'kpi_months' FOR UPDATE;
    SELECT recount_from INTO v_recount FROM customer_marks;
    IF v_last > v_now - interval '1 minute' AND v_last <= v_now AND v_recount = 'infinity' THEN
        RETURN 0;
    END IF;
    v_day := least(v_recount, (least(v_last, v_now) AT TIME ZONE 'UTC')::date - 15);
    -- Months begin where days do in UTC, whatever the session's zone.
    v_month := date_trunc('month', least(v_day::timestamp, date_trunc('month', least(v_last, v_now) AT TIME ZONE 'UTC')
        - interval '1 month')) AT TIME ZONE 'UTC';
    INSERT INTO contact_days AS c (day, contacts, judged, answered)
        SELECT (created_at AT TIME ZONE 'UTC')::date, count(*), count(*) FILTER (WHERE created_at <= v_now - interval '336 hours'),
               count(*) FILTER (WHERE created_at <= v_now - interval '336 hours'
                                AND responded_at < created_at + interval '336 hours')
        FROM business_inquiries WHERE created_at >= v_day::timestamp AT TIME ZONE 'UTC' AND tokens_spent > 0 GROUP BY 1
        ON CONFLICT (day) DO UPDATE SET contacts = excluded.contacts, judged = excluded.judged, answered = excluded.answered
        WHERE (c.contacts, c.judged, c.answered) <> (excluded.contacts, excluded.judged, excluded.answered);
    INSERT INTO kpi_months AS k (month, kpi, part, whole)
        SELECT date_trunc('month', created_at AT TIME ZONE 'UTC')::date, 'purchase_success', count(*) FILTER (WHERE status = 'paid'), count(*)
            FROM token_orders WHERE created_at >= v_month AND status IN ('paid', 'failed') GROUP BY 1
        UNION ALL
        SELECT date_trunc('month', received_at AT TIME ZONE 'UTC')::date, 'webhook_success',
               count(*) FILTER (WHERE status IN ('processed', 'ignored') AND processed_at <= received_at + interval '5 minutes'), count(*)
            FROM webhook_logs WHERE received_at >= v_month AND (received_at <= v_now - interval '5 minutes'
                OR status IN ('processed', 'ignored')) GROUP BY 1
        UNION ALL
        SELECT date_trunc('month', hour AT TIME ZONE 'UTC')::date, 'consumption_errors', sum(consumption_errors), sum(consumptions)
            FROM api_hours WHERE hour >= v_month GROUP BY 1
        UNION ALL
        SELECT date_trunc('month', hour AT TIME ZONE 'UTC')::date, 'operation_micros', sum(micros), sum(calls)
            FROM api_hours WHERE hour >= v_month GROUP BY 1
        ON CONFLICT (month, kpi) DO UPDATE SET part = excluded.part, whole = excluded.whole
        WHERE (k.part, k.whole) <> (excluded.part, excluded.whole);
    GET DIAGNOSTICS v_count = ROW_COUNT;
    UPDATE customer_marks SET recount_from = 'infinity';
    UPDATE token_rollup_marks SET folded_at = v_now WHERE name = 'kpi_months';
    RETURN v_count;
END
$$;

-- What one instance of the service measured since it last told: added to the present hour.
CREATE FUNCTION note_api_use(p_calls bigint, p_micros bigint, p_consumptions bigint, p_consumption_errors bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF least(p_calls, p_micros, p_consumptions, p_consumption_errors) < 0 OR p_consumptions > p_calls
        OR p_consumption_errors > p_consumptions OR num_nulls(p_calls, p_micros, p_consumptions, p_consumption_errors) > 0 THEN
        PERFORM ledger_reject('measure_impossible');
    END IF;
    INSERT INTO api_hours AS h (hour, calls, micros, consumptions, consumption_errors)
        VALUES (date_trunc('hour', ledger_now(), 'UTC'), p_calls, p_micros, p_consumptions, p_consumption_errors)
        ON CONFLICT (hour) DO UPDATE SET calls = h.calls + p_calls, micros = h.micros + p_micros,
            consumptions = h.consumptions + p_consumptions, consumption_errors = h.consumption_errors + p_consumption_errors;
END
$$;

-- -------------------------------------------------------------------------------------------------------- proof and persons

-- Derives everything again from the raw rows, slowly, as of what was folded last; gives what differs.
CREATE FUNCTION customers_differences() RETURNS TABLE (figure text, at text, kept text, derived text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service', 'tokens_finance', 'tokens_admin');
    RETURN QUERY
    WITH mark AS (SELECT r.folded_below, r.folded_at FROM token_rollup_marks r WHERE r.name = 'customer_facts'),
    e AS MATERIALIZED (
        SELECT t.user_id, t.id, t.created_at, t.transaction_type AS type, t.tokens_amount AS amount, t.tokens_delta AS delta, t.reverses
        FROM token_transactions t, mark WHERE t.posted_xid < mark.folded_below),
    sums AS (
        SELECT e.user_id, sum(e.delta) AS balance, count(*) FILTER (WHERE e.type = 'purchase') AS purchases,
               coalesce(sum(e.amount) FILTER (WHERE e.type = 'purchase'), 0)
                   AS bought,
               coalesce(sum(e.amount) FILTER (WHERE e.type = 'consumption'), 0)
                   - coalesce(sum(e.amount) FILTER (WHERE e.type = 'reversal' AND r.transaction_type = 'consumption'), 0) AS spent,
               min(e.created_at) FILTER (WHERE e.type = 'purchase') AS first_purchase,
               max(e.created_at) FILTER (WHERE e.type = 'purchase') AS last_purchase,
               min(e.created_at) FILTER (WHERE e.type = 'consumption') AS first_spend,
               max(e.created_at) FILTER (WHERE e.type = 'consumption') AS last_spend
        FROM e LEFT JOIN token_entry_keys k ON k.entry_id = e.reverses
        LEFT JOIN token_transactions r ON r.created_at = k.created_at AND r.id = k.entry_id GROUP BY e.user_id),
    raw AS MATERIALIZED (
        SELECT u.id, s.balance, s.purchases, s.bought, s.spent, s.first_purchase, s.last_purchase, s.first_spend, s.last_spend
        FROM users u LEFT JOIN sums s ON s.user_id = u.id
        WHERE NOT EXISTS (SELECT FROM customer_changes q WHERE q.user_id = u.id)),
    judged AS (
        SELECT f.*, customer_segment(least(f.first_purchase_at, f.first_spend_at), greatest(f.last_purchase_at, f.last_spend_at),
                   mark.folded_at) AS segment_now
        FROM customer_facts f, mark)
    SELECT 'customer_facts', raw.id::text,
           jsonb_build_array(f.balance, f.purchases, f.bought, f.spent, f.first_purchase_at, f.last_purchase_at,
               f.first_spend_at, f.last_spend_at)::text,
           jsonb_build_array(coalesce(raw.balance, 0), coalesce(raw.purchases, 0), coalesce(raw.bought, 0), coalesce(raw.spent, 0),
               raw.first_purchase, raw.last_purchase, raw.first_spend, raw.last_spend)::text
    FROM raw LEFT JOIN customer_facts f ON f.user_id = raw.id
    WHERE (f.balance, f.purchases, f.bought, f.spent, f.first_purchase_at, f.last_purchase_at, f.first_spend_at, f.last_spend_at)
        IS DISTINCT FROM (coalesce(raw.balance, 0), coalesce(raw.purchases, 0), coalesce(raw.bought, 0), coalesce(raw.spent, 0),
            raw.first_purchase, raw.last_purchase, raw.first_spend, raw.last_spend)
    UNION ALL
    SELECT 'customer_segment', j.user_id::text, j.segment::text, j.segment_now FROM judged j WHERE j.segment <> j.segment_now
    UNION ALL
    SELECT 'customer_counts', concat_ws('/', coalesce(c.plan, d.plan), coalesce(c.segment, d.segment), coalesce(c.band, d.band)),
           jsonb_build_array(c.users, c.balance, c.bought, c.spent, c.contacts)::text,
           jsonb_build_array(d.users, d.balance, d.bought, d.spent, d.contacts)::text
    FROM (SELECT * FROM customer_counts WHERE users <> 0 OR balance <> 0 OR bought <> 0 OR spent <> 0 OR contacts <> 0) c
    FULL JOIN (SELECT f.plan, f.segment, balance_band(f.balance) AS band, count(*) AS users, sum(f.balance) AS balance,
                      sum(f.bought) AS bought, sum(f.spent) AS spent, sum(f.contacts) AS contacts
               FROM customer_facts f GROUP BY 1, 2, 3) d ON (d.plan, d.segment, d.band) = (c.plan, c.segment, c.band)
    WHERE (c.users, c.balance, c.bought, c.spent, c.contacts) IS DISTINCT FROM (d.users, d.balance, d.bought, d.spent, d.contacts)
    UNION ALL
    SELECT 'customer_spending', coalesce(c.spent, d.spent) || '/' || coalesce(c.plan, d.plan),
           jsonb_build_array(c.users, c.balance)::text, jsonb_build_array(d.users, d.balance)::text
    FROM (SELECT * FROM customer_spending WHERE users <> 0 OR balance <> 0) c
    FULL JOIN (SELECT f.spent, f.plan, count(*) AS users, sum(f.balance) AS balance FROM customer_facts f
               WHERE f.segment IN ('new', 'active') AND f.spent > 0 GROUP BY 1, 2) d ON (d.spent, d.plan) = (c.spent, c.plan)
    WHERE (c.users, c.balance) IS DISTINCT FROM (d.users, d.balance)
    UNION ALL
    SELECT 'signup_cohorts', coalesce(c.month, d.month)::text, jsonb_build_array(c.users, c.converted)::text,
           jsonb_build_array(d.users, d.converted)::text
    FROM (SELECT month, sum(users) AS users, sum(converted) AS converted FROM signup_cohorts GROUP BY month HAVING sum(users) <> 0) c
    FULL JOIN (SELECT date_trunc('month', u.created_at AT TIME ZONE 'UTC')::date AS month, count(*) AS users,
                      count(*) FILTER (WHERE raw.first_purchase < u.created_at + interval '720 hours') AS converted
               FROM raw JOIN users u ON u.id = raw.id WHERE u.created_at IS NOT NULL GROUP BY 1) d ON d.month = c.month
    WHERE (c.users, c.converted) IS DISTINCT FROM (d.users, d.converted)
    UNION ALL
    SELECT 'contact_days', coalesce(c.day, d.day)::text, jsonb_build_array(c.judged, c.answered)::text,
           jsonb_build_array(d.judged, d.answered)::text
    FROM (SELECT * FROM contact_days WHERE judged > 0) c
    FULL JOIN (SELECT (i.created_at AT TIME ZONE 'UTC')::date AS day, count(*) AS judged,
                      count(*) FILTER (WHERE i.responded_at < i.created_at + interval '336 hours') AS answered
               FROM business_inquiries i, token_rollup_marks m
               WHERE m.name = 'kpi_months' AND i.tokens_spent > 0 AND i.created_at <= m.folded_at - interval '336 hours'
               GROUP BY 1) d ON d.day = c.day
    WHERE (c.judged, c.answered) IS DISTINCT FROM (d.judged, d.answered);
END
$$;

-- The customers of a kind, newest first, as find_users() shows them: e-mails masked, and to support and administrators alone.
-- The filter may hold segment (or 'heaviest'), plan, band, cohort (a month's first day), step (reached it) and converted.
CREATE FUNCTION find_customers(p_filter jsonb, p_before_id bigint DEFAULT NULL, p_limit integer DEFAULT 50)
    RETURNS TABLE (id bigint, full_name text, email_masked text, buyer_plan text, freemium_tier text, token_balance bigint,
                   tokens_owed bigint, free_contacts_used integer, free_contacts_reset_date timestamptz,
                   created_at timestamptz, listings bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
    v_segment text := p_filter ->> 'segment';
    v_by_email boolean;
    v_heavy boolean := p_filter ->> 'segment' = 'heaviest';
    v_heavy_from bigint;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin', 'tokens_service');
    IF EXISTS (SELECT FROM jsonb_each_text(coalesce(p_filter, '{}')) k WHERE NOT CASE k.key
            WHEN 'segment' THEN k.value IN ('registered', 'new', 'active', 'sleeping', 'lapsed', 'heaviest')
            WHEN 'plan' THEN true
            WHEN 'band' THEN k.value ~ '^[0-7]$'
            WHEN 'step' THEN k.value ~ '^[0-5]$'
            WHEN 'cohort' THEN k.value ~ '^[0-9]{4}-(0[1-9]|1[0-2])-01$'
            WHEN 'converted' THEN k.value IN ('true', 'false') ELSE false END) THEN
        PERFORM ledger_reject('customers_filter_unknown');
    END IF;
    v_by_email := pg_has_role(session_user, 'tokens_support', 'MEMBER') OR pg_has_role(session_user, 'tokens_admin', 'MEMBER');
    SELECT greatest(heavy_from, 1) INTO v_heavy_from FROM customer_marks;
    RETURN QUERY
        SELECT u.id::bigint, btrim(concat_ws(' ', u.first_name, u.last_name)),
               CASE WHEN v_by_email THEN ledger_mask_email(u.email) END,
               u.buyer_plan::text, u.freemium_tier::text, coalesce(w.token_balance, 0), coalesce(w.tokens_owed, 0),
               u.free_contacts_used, u.free_contacts_reset_date, u.created_at::timestamptz,
               (SELECT count(*) FROM businesses b WHERE b.user_id = u.id)
        FROM (SELECT f.user_id FROM customer_facts f
              WHERE (p_before_id IS NULL OR f.user_id < p_before_id)
                AND (v_segment IS NULL OR v_heavy OR f.segment = v_segment)
                AND (v_heavy IS NOT TRUE OR f.segment IN ('new', 'active') AND f.spent >= v_heavy_from)
                AND (p_filter ->> 'plan' IS NULL OR f.plan = p_filter ->> 'plan')
                AND (p_filter ->> 'band' IS NULL OR f.band = (p_filter ->> 'band')::smallint)
                AND (p_filter ->> 'cohort' IS NULL OR f.cohort = (p_filter ->> 'cohort')::date)
                AND (p_filter ->> 'step' IS NULL OR f.step >= (p_filter ->> 'step')::smallint)
                AND (p_filter ->> 'converted' IS NULL OR (p_filter ->> 'converted')::boolean
                     = coalesce(f.first_purchase_at < f.joined_at + interval '720 hours', false))
              ORDER BY f.user_id DESC LIMIT least(greatest(p_limit, 1), 200)) f
        JOIN users u ON u.id = f.user_id LEFT JOIN user_tokens w ON w.user_id = u.id
        ORDER BY u.id DESC;
END
$$;

GRANT SELECT ON customer_counts, customer_spending, signup_cohorts, contact_days, api_hours, kpi_months, customer_marks
    TO tokens_finance, tokens_product, tokens_admin, tokens_service;
GRANT EXECUTE ON FUNCTION refresh_customer_facts, refresh_kpi_months, note_api_use TO tokens_service;
GRANT EXECUTE ON FUNCTION customers_differences TO tokens_service, tokens_finance, tokens_admin;
GRANT EXECUTE ON FUNCTION find_customers TO tokens_support, tokens_finance, tokens_admin, tokens_service;

RESET ROLE;

-- Who joined, and whose plan changed. Postings update other columns of users and fire none of them.
CREATE TRIGGER noted_new AFTER INSERT ON users REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_new_users();
CREATE TRIGGER noted_plan AFTER UPDATE OF buyer_plan, created_at ON users FOR EACH ROW EXECUTE FUNCTION note_changed_user();
-- Contacts by time, for the fold and for how many were answered.
CREATE INDEX IF NOT EXISTS idx_business_inquiries_created ON business_inquiries (created_at);
