-- Sales: what was sold, what went back and what it cost, kept by day from committed rows; docs/kpis.md says what each figure means.
SET LOCAL ROLE tok_owner;

INSERT INTO settings (name, version, value) VALUES ('KPI_MONTHLY_SALES_PENCE', 1, '5000000'), ('KPI_ARPU_PENCE', 1, '2500');

-- One row a credited sale, frozen when it is folded: no later edit of a package, a plan or a price reaches it (T9).
CREATE TABLE sale_facts (
    entry_id BIGINT PRIMARY KEY,
    order_id BIGINT,                    -- none: imported from the old system, which kept no price
    payment_intent_id VARCHAR(255),
    at TIMESTAMPTZ NOT NULL,            -- when it was credited
    user_id INTEGER NOT NULL,
    package_id BIGINT NOT NULL,         -- 0: imported
    package_version INTEGER NOT NULL,   -- 0: imported
    buyer_plan VARCHAR(100) NOT NULL,    -- as it was when the sale was folded, within seconds
    variant VARCHAR(100) NOT NULL,      -- of the price experiment; empty: none
    buyer_kind VARCHAR(10) NOT NULL CHECK (buyer_kind IN ('new', 'returning')), -- the customer's first sale, or a later one
    currency CHAR(3) NOT NULL,
    pence BIGINT NOT NULL CHECK (pence >= 0),
    tokens BIGINT NOT NULL,
    bonus BIGINT NOT NULL
);
CREATE INDEX idx_sale_facts_at ON sale_facts (at, entry_id);
CREATE INDEX idx_sale_facts_user ON sale_facts (user_id, at);
CREATE INDEX idx_sale_facts_payment ON sale_facts (payment_intent_id) WHERE payment_intent_id IS NOT NULL;

-- What came off a sale afterwards, on the day it happened, so that a dispute lost in March never rewrites January. pence is
-- positive when money leaves us and negative when it comes back.
CREATE TABLE sale_returns (
    payment_intent_id VARCHAR(255) NOT NULL,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('refund', 'dispute', 'fee')),
    source_id VARCHAR(300) NOT NULL,    -- Stripe's id of the refund, movement or payment; ':back' for a refund that failed
    entry_id BIGINT NOT NULL,           -- the sale
    at TIMESTAMPTZ NOT NULL,
    currency CHAR(3) NOT NULL,
    pence BIGINT NOT NULL,
    PRIMARY KEY (payment_intent_id, kind, source_id)
);
CREATE INDEX idx_sale_returns_at ON sale_returns (at, entry_id);

-- The day rows: no person in them.
CREATE TABLE sales_days (
    day DATE NOT NULL,
    package_id BIGINT NOT NULL,
    buyer_plan VARCHAR(100) NOT NULL,
    variant VARCHAR(100) NOT NULL,
    buyer_kind VARCHAR(10) NOT NULL,
    currency CHAR(3) NOT NULL,
    purchases BIGINT NOT NULL DEFAULT 0,
    unpriced BIGINT NOT NULL DEFAULT 0, -- of these, imported ones, whose price nobody knows
    gross_pence BIGINT NOT NULL DEFAULT 0,
    tokens BIGINT NOT NULL DEFAULT 0,
    bonus BIGINT NOT NULL DEFAULT 0,
    refunds BIGINT NOT NULL DEFAULT 0,
    refunds_pence BIGINT NOT NULL DEFAULT 0,
    disputes BIGINT NOT NULL DEFAULT 0,
    disputes_pence BIGINT NOT NULL DEFAULT 0,
    fees_pence BIGINT NOT NULL DEFAULT 0,
    fees_known BIGINT NOT NULL DEFAULT 0, -- of this day's sales, those whose fee has been read of Stripe
    PRIMARY KEY (currency, day, package_id, buyer_plan, variant, buyer_kind)
);

-- Distinct buyers by day, week (from Monday) and month, in all and by each way of breaking down, told apart by the period in which
-- they had bought last: whoever bought within a range and had not bought before within it is counted once, so the distinct
-- buyers of any range are one sum over one index. No person in it.
CREATE TABLE sales_buyers (
    currency CHAR(3) NOT NULL,
    part VARCHAR(10) NOT NULL, -- all, package, plan, variant, kind
    grain VARCHAR(5) NOT NULL, -- day, week, month
    period DATE NOT NULL,
    previous DATE NOT NULL,    -- -infinity: none
    value VARCHAR(100) NOT NULL,
    buyers BIGINT NOT NULL,
    PRIMARY KEY (currency, part, grain, period, previous, value)
) WITH (fillfactor = 80);

-- ------------------------------------------------------------------------------------------- what changes after the sale

-- Payments whose refunds, disputes or fees changed, by the transaction that changed them: transactions commit out of order, so
-- the fold takes the rows below its snapshot's xmin and leaves the others for the next time.
CREATE TABLE sales_changes (
    payment_intent_id VARCHAR(255) NOT NULL,
    changed_xid BIGINT NOT NULL DEFAULT pg_current_xact_id()::text::bigint
);
CREATE INDEX idx_sales_changes_xid ON sales_changes (changed_xid);

CREATE FUNCTION note_sale_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'reconciliation_items' THEN
        IF (NEW.fee_pence, NEW.currency, NEW.created) IS DISTINCT FROM (OLD.fee_pence, OLD.currency, OLD.created) THEN
            INSERT INTO sales_changes (payment_intent_id) VALUES (NEW.payment_id);
        END IF;
    ELSIF TG_TABLE_NAME = 'stripe_movements' THEN
        INSERT INTO sales_changes (payment_intent_id)
            SELECT stripe_payment_intent_id FROM stripe_refunds WHERE id = NEW.source_id AND NEW.fee_pence <> 0;
    ELSE
        INSERT INTO sales_changes (payment_intent_id) VALUES (NEW.stripe_payment_intent_id);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER noted_for_sales AFTER INSERT OR UPDATE ON stripe_refunds FOR EACH ROW EXECUTE FUNCTION note_sale_change();
CREATE TRIGGER noted_for_sales AFTER INSERT OR UPDATE ON stripe_disputes FOR EACH ROW EXECUTE FUNCTION note_sale_change();
CREATE TRIGGER noted_for_sales AFTER INSERT OR UPDATE ON reconciliation_items FOR EACH ROW EXECUTE FUNCTION note_sale_change();
CREATE TRIGGER noted_for_sales AFTER INSERT OR UPDATE ON stripe_movements FOR EACH ROW EXECUTE FUNCTION note_sale_change();
CREATE INDEX idx_stripe_movements_refund_fees ON stripe_movements (source_id) WHERE fee_pence <> 0 AND source_id LIKE 're%';

INSERT INTO sales_changes (payment_intent_id, changed_xid)
    SELECT stripe_payment_intent_id, 0 FROM stripe_refunds UNION SELECT stripe_payment_intent_id, 0 FROM stripe_disputes
    UNION SELECT payment_id, 0 FROM reconciliation_items;
INSERT INTO token_rollup_marks (name, folded_below, folded_at) VALUES ('sale_facts', 0, 'epoch');

-- --------------------------------------------------------------------------------------------------------------- the fold

-- Folds the sales that no running transaction can add to any more, with their buyers. A customer's sales are posted under the
-- wallet's lock, so they are folded in their order, and days only grow.
CREATE FUNCTION fold_sales(p_from bigint, p_to bigint) RETURNS bigint
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_count bigint;
BEGIN
    WITH sold AS (
        SELECT t.id, t.wallet_seq, o.id AS order_id, t.stripe_payment_intent_id AS payment, t.created_at, t.user_id,
               coalesce(v.package_id, 0) AS package_id, coalesce(v.version, 0) AS version, left(coalesce(u.buyer_plan, ''), 100) AS plan,
               coalesce(o.experiment_variant, '') AS variant, coalesce(o.currency, 'GBP') AS currency,
               coalesce(o.price_pence, 0) AS pence, t.tokens_amount, coalesce(o.bonus_tokens, 0) AS bonus
        FROM token_transactions t
        LEFT JOIN token_orders o ON o.id = t.order_id
        LEFT JOIN token_package_versions v ON v.id = o.package_version_id
        LEFT JOIN users u ON u.id = t.user_id
        WHERE t.posted_xid >= p_from AND t.posted_xid < p_to AND t.transaction_type = 'purchase'
          AND (o.id IS NOT NULL OR t.operation_key LIKE 'legacy:%')
    ), added AS (
        INSERT INTO sale_facts AS f (entry_id, order_id, payment_intent_id, at, user_id, package_id, package_version, buyer_plan,
                variant, buyer_kind, currency, pence, tokens, bonus)
            SELECT s.id, s.order_id, s.payment, s.created_at, s.user_id, s.package_id, s.version, s.plan, s.variant,
                CASE WHEN row_number() OVER (PARTITION BY s.user_id ORDER BY s.wallet_seq) = 1
                     AND NOT EXISTS (SELECT FROM sale_facts e WHERE e.user_id = s.user_id) THEN 'new' ELSE 'returning' END,
                s.currency, s.pence, s.tokens_amount, s.bonus
            FROM sold s RETURNING f.*, (f.at AT TIME ZONE 'UTC')::date AS day
    ), late AS ( -- what was known of a payment before its sale
        INSERT INTO sales_changes (payment_intent_id, changed_xid)
            SELECT a.payment_intent_id, 0 FROM added a WHERE a.payment_intent_id IS NOT NULL
              AND (EXISTS (SELECT FROM stripe_refunds r WHERE r.order_id = a.order_id)
                   OR EXISTS (SELECT FROM stripe_disputes d WHERE d.order_id = a.order_id)
                   OR EXISTS (SELECT FROM reconciliation_items i WHERE i.payment_id = a.payment_intent_id))
    ), day_rows AS (
        INSERT INTO sales_days AS d (day, package_id, buyer_plan, variant, buyer_kind, currency, purchases, unpriced, gross_pence,
                tokens, bonus)
            SELECT day, package_id, buyer_plan, variant, buyer_kind, currency, count(*), count(*) FILTER (WHERE order_id IS NULL),
                sum(pence), sum(tokens), sum(bonus)
            FROM added GROUP BY 1, 2, 3, 4, 5, 6
            ON CONFLICT (currency, day, package_id, buyer_plan, variant, buyer_kind) DO UPDATE SET
                purchases = d.purchases + excluded.purchases, unpriced = d.unpriced + excluded.unpriced,
                gross_pence = d.gross_pence + excluded.gross_pence, tokens = d.tokens + excluded.tokens,
                bonus = d.bonus + excluded.bonus
    ), bought AS (
        SELECT DISTINCT a.currency, p.part, p.value, a.user_id, a.day
        FROM added a CROSS JOIN LATERAL (VALUES ('all', ''), ('package', a.package_id::text), ('plan', a.buyer_plan),
            ('variant', a.variant), ('kind', a.buyer_kind)) AS p (part, value)
    ), steps AS (
        SELECT b.currency, b.part, b.value, b.day, coalesce(
            lag(b.day) OVER (PARTITION BY b.currency, b.part, b.value, b.user_id ORDER BY b.day),
            (SELECT max((e.at AT TIME ZONE 'UTC')::date) FROM sale_facts e WHERE e.user_id = b.user_id AND e.currency = b.currency
                AND b.value = CASE b.part WHEN 'all' THEN '' WHEN 'package' THEN e.package_id::text WHEN 'plan' THEN e.buyer_plan
                                          WHEN 'variant' THEN e.variant ELSE e.buyer_kind END),
            '-infinity') AS previous
        FROM bought b
    ), buyer_rows AS (
        INSERT INTO sales_buyers AS n (currency, part, grain, period, previous, value, buyers)
            SELECT s.currency, s.part, p.grain, p.period, p.previous, s.value, count(*)
            FROM steps s CROSS JOIN LATERAL (VALUES ('day', s.day, s.previous),
                ('week', date_trunc('week', s.day::timestamp)::date, date_trunc('week', s.previous::timestamp)::date),
                ('month', date_trunc('month', s.day::timestamp)::date, date_trunc('month', s.previous::timestamp)::date))
                AS p (grain, period, previous)
            WHERE p.previous < p.period GROUP BY 1, 2, 3, 4, 5, 6
            ON CONFLICT (currency, part, grain, period, previous, value) DO UPDATE SET buyers = n.buyers + excluded.buyers
    )
    SELECT count(*) INTO v_count FROM added;
    RETURN v_count;
END
$$;

-- Folds what came off sales: all of a payment is worked out anew from what is known of it now, and the difference to what was
-- counted goes on the days it belongs to. Doing it twice changes nothing.
--   refund   on the day Stripe made it, pending or succeeded; one that failed or was cancelled comes back on the day we learnt it
--   dispute  on the days its money moved: an inquiry moves none, a lost one none either, a won one brings it back
--   fee      of the payment on the day it was made; of disputes and refunds, if Stripe takes any, on the days they moved
CREATE FUNCTION fold_sale_returns(p_to bigint) RETURNS bigint
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_count bigint;
BEGIN
    WITH changed AS (
        DELETE FROM sales_changes WHERE changed_xid < p_to RETURNING payment_intent_id
    ), sold AS (
        -- The old system may have credited one payment twice.
        SELECT DISTINCT ON (f.payment_intent_id) f.* FROM changed c JOIN sale_facts f USING (payment_intent_id)
            ORDER BY f.payment_intent_id, f.entry_id
    ), told AS (
        SELECT s.payment_intent_id, 'refund' AS kind, r.id::text AS source_id, s.entry_id, r.made_at AS at, r.currency,
               r.amount_pence AS pence
            FROM sold s JOIN stripe_refunds r ON r.order_id = s.order_id AND r.stripe_payment_intent_id = s.payment_intent_id
        UNION ALL SELECT s.payment_intent_id, 'refund', r.id || ':back', s.entry_id, r.changed_at, r.currency, -r.amount_pence
            FROM sold s JOIN stripe_refunds r ON r.order_id = s.order_id AND r.stripe_payment_intent_id = s.payment_intent_id
            WHERE NOT refund_counts(r.status)
        UNION ALL SELECT s.payment_intent_id, 'dispute', m ->> 'id', s.entry_id, (m ->> 'at')::timestamptz, d.currency,
               -- Stripe books in the currency of our account: of a sale in another one, its whole amount comes and goes.
               CASE WHEN m ->> 'currency' = d.currency THEN -(m ->> 'amount')::bigint
                    ELSE -sign((m ->> 'amount')::numeric)::bigint * d.amount_pence END
            FROM sold s JOIN stripe_disputes d ON d.order_id = s.order_id AND d.stripe_payment_intent_id = s.payment_intent_id
            CROSS JOIN LATERAL jsonb_array_elements(d.movements) m WHERE (m ->> 'amount')::bigint <> 0 AND m ->> 'at' IS NOT NULL
        UNION ALL SELECT s.payment_intent_id, 'fee', m ->> 'id', s.entry_id, (m ->> 'at')::timestamptz, m ->> 'currency',
               (m ->> 'fee')::bigint
            FROM sold s JOIN stripe_disputes d ON d.order_id = s.order_id AND d.stripe_payment_intent_id = s.payment_intent_id
            CROSS JOIN LATERAL jsonb_array_elements(d.movements) m WHERE (m ->> 'fee')::bigint <> 0 AND m ->> 'at' IS NOT NULL
        UNION ALL SELECT s.payment_intent_id, 'fee', s.payment_intent_id, s.entry_id, i.created, i.currency, i.fee_pence
            FROM sold s JOIN reconciliation_items i ON i.payment_id = s.payment_intent_id WHERE i.fee_pence IS NOT NULL
        UNION ALL SELECT s.payment_intent_id, 'fee', m.id, s.entry_id, m.created, m.currency, m.fee_pence
            FROM sold s JOIN stripe_refunds r ON r.order_id = s.order_id AND r.stripe_payment_intent_id = s.payment_intent_id
            JOIN stripe_movements m ON m.source_id = r.id AND m.fee_pence <> 0 AND m.source_id LIKE 're%'
    ), known AS (
        SELECT DISTINCT ON (payment_intent_id, kind, source_id) * FROM told ORDER BY payment_intent_id, kind, source_id
    ), counted AS (
        SELECT r.* FROM sold s JOIN sale_returns r USING (payment_intent_id)
    ), gone AS (
        DELETE FROM sale_returns r USING counted c
            WHERE (r.payment_intent_id, r.kind, r.source_id) = (c.payment_intent_id, c.kind, c.source_id) AND NOT EXISTS (
                SELECT FROM known k WHERE (k.payment_intent_id, k.kind, k.source_id) = (c.payment_intent_id, c.kind, c.source_id))
    ), kept AS (
        INSERT INTO sale_returns AS r (payment_intent_id, kind, source_id, entry_id, at, currency, pence) SELECT * FROM known
            ON CONFLICT (payment_intent_id, kind, source_id) DO UPDATE SET entry_id = excluded.entry_id, at = excluded.at,
                currency = excluded.currency, pence = excluded.pence
            WHERE (r.entry_id, r.at, r.currency, r.pence)
                IS DISTINCT FROM (excluded.entry_id, excluded.at, excluded.currency, excluded.pence)
    ), difference AS (
        SELECT k.*, 1 AS times FROM known k UNION ALL
        SELECT payment_intent_id, kind, source_id, entry_id, at, currency, pence, -1 FROM counted
    ), moved AS (
        SELECT (d.at AT TIME ZONE 'UTC')::date AS day, s.package_id, s.buyer_plan, s.variant, s.buyer_kind, d.currency,
               CASE WHEN d.kind = 'refund' AND d.pence > 0 THEN d.times ELSE 0 END AS refunds,
               CASE WHEN d.kind = 'refund' THEN d.times * d.pence ELSE 0 END AS refunds_pence,
               CASE WHEN d.kind = 'dispute' AND d.pence > 0 THEN d.times ELSE 0 END AS disputes,
               CASE WHEN d.kind = 'dispute' THEN d.times * d.pence ELSE 0 END AS disputes_pence,
               CASE WHEN d.kind = 'fee' THEN d.times * d.pence ELSE 0 END AS fees_pence, 0 AS fees_known
            FROM difference d JOIN sale_facts s USING (entry_id)
        UNION ALL SELECT (s.at AT TIME ZONE 'UTC')::date, s.package_id, s.buyer_plan, s.variant, s.buyer_kind, s.currency,
               0, 0, 0, 0, 0, d.times
            FROM difference d JOIN sale_facts s USING (entry_id) WHERE d.kind = 'fee' AND d.source_id = d.payment_intent_id
    ), day_rows AS (
        INSERT INTO sales_days AS r (day, package_id, buyer_plan, variant, buyer_kind, currency, refunds, refunds_pence, disputes,
                disputes_pence, fees_pence, fees_known)
            SELECT day, package_id, buyer_plan, variant, buyer_kind, currency, sum(refunds), sum(refunds_pence), sum(disputes),
                sum(disputes_pence), sum(fees_pence), sum(fees_known)
            FROM moved GROUP BY 1, 2, 3, 4, 5, 6
            HAVING (sum(refunds), sum(refunds_pence), sum(disputes), sum(disputes_pence), sum(fees_pence), sum(fees_known))
                IS DISTINCT FROM (0::bigint, 0::numeric, 0::bigint, 0::numeric, 0::numeric, 0::bigint)
            ON CONFLICT (currency, day, package_id, buyer_plan, variant, buyer_kind) DO UPDATE SET
                refunds = r.refunds + excluded.refunds, refunds_pence = r.refunds_pence + excluded.refunds_pence,
                disputes = r.disputes + excluded.disputes, disputes_pence = r.disputes_pence + excluded.disputes_pence,
                fees_pence = r.fees_pence + excluded.fees_pence, fees_known = r.fees_known + excluded.fees_known
            RETURNING 1
    )
    SELECT count(*) INTO v_count FROM day_rows;
    RETURN v_count;
END
$$;

-- Folds what no running transaction can add to any more, all of it below p_below. Returns how much changed.
CREATE FUNCTION ledger_fold_sales(p_below bigint) RETURNS bigint
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_from bigint;
    v_count bigint;
BEGIN
    SELECT folded_below INTO v_from FROM token_rollup_marks WHERE name = 'sale_facts' FOR UPDATE;
    IF p_below <= v_from THEN
        RETURN 0;
    END IF;
    v_count := fold_sales(v_from, p_below);
    v_count := v_count + fold_sale_returns(p_below);
    UPDATE token_rollup_marks SET folded_below = p_below, folded_at = ledger_now() WHERE name = 'sale_facts';
    RETURN v_count;
END
$$;

-- Brings the sales' figures up to what is committed; off the posting path (ruling 11). Returns how much changed; 0 as well while
-- another program folds.
CREATE FUNCTION refresh_sales_facts() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_below bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    PERFORM FROM token_rollup_marks WHERE name = 'sale_facts' FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    RETURN ledger_fold_sales(v_below);
END
$$;

-- --------------------------------------------------------------------------------------------------------------- the proof

-- Works the figures out again, slowly, from entries, orders and what Stripe told, and gives those that differ from what is kept.
-- Both are of one moment: entries below the mark, and no payment that still waits to be folded.
CREATE FUNCTION sales_differences() RETURNS TABLE (figure text, day date, part text, kept bigint, derived bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM ledger_require_role('tokens_service', 'tokens_finance', 'tokens_admin');
    RETURN QUERY
    WITH mark AS MATERIALIZED (
        SELECT folded_below FROM token_rollup_marks WHERE name = 'sale_facts'
    ), waiting AS MATERIALIZED (
        SELECT DISTINCT payment_intent_id AS payment FROM sales_changes
    ), sale AS MATERIALIZED (
        SELECT t.id, t.user_id, (t.created_at AT TIME ZONE 'UTC')::date AS day, t.stripe_payment_intent_id AS payment, t.order_id,
               coalesce(o.currency, 'GBP') AS currency, coalesce(o.price_pence, 0) AS pence, t.tokens_amount AS tokens,
               coalesce(o.bonus_tokens, 0) AS bonus, coalesce(v.package_id, 0) AS package_id,
               coalesce(o.experiment_variant, '') AS variant,
               row_number() OVER (PARTITION BY t.user_id ORDER BY t.wallet_seq) = 1 AS first
        FROM token_transactions t LEFT JOIN token_orders o ON o.id = t.order_id
        LEFT JOIN token_package_versions v ON v.id = o.package_version_id
        WHERE t.transaction_type = 'purchase' AND t.posted_xid < (SELECT folded_below FROM mark)
          AND (o.id IS NOT NULL OR t.operation_key LIKE 'legacy:%')
    ), paid AS MATERIALIZED (
        SELECT DISTINCT ON (payment) *, CASE WHEN first THEN 'new' ELSE 'returning' END AS kind FROM sale
        WHERE payment IS NOT NULL ORDER BY payment, id
    ), fact AS (
        SELECT day, currency, package_id, variant, CASE WHEN first THEN 'new' ELSE 'returning' END AS kind, f.figure, f.value
        FROM sale CROSS JOIN LATERAL (VALUES ('purchases', 1::bigint), ('gross', pence), ('tokens', tokens), ('bonus', bonus))
            AS f (figure, value)
        UNION ALL
        SELECT (r.made_at AT TIME ZONE 'UTC')::date, r.currency, p.package_id, p.variant, p.kind, 'refunds', r.amount_pence
            FROM stripe_refunds r JOIN paid p ON p.payment = r.stripe_payment_intent_id AND p.order_id = r.order_id
            WHERE r.stripe_payment_intent_id NOT IN (SELECT payment FROM waiting)
        UNION ALL
        SELECT (r.changed_at AT TIME ZONE 'UTC')::date, r.currency, p.package_id, p.variant, p.kind, 'refunds', -r.amount_pence
            FROM stripe_refunds r JOIN paid p ON p.payment = r.stripe_payment_intent_id AND p.order_id = r.order_id
            WHERE r.status IN ('failed', 'canceled') AND r.stripe_payment_intent_id NOT IN (SELECT payment FROM waiting)
        UNION ALL
        SELECT ((m ->> 'at')::timestamptz AT TIME ZONE 'UTC')::date, f.currency, p.package_id, p.variant, p.kind, f.figure, f.value
            FROM stripe_disputes d JOIN paid p ON p.payment = d.stripe_payment_intent_id AND p.order_id = d.order_id
            CROSS JOIN LATERAL jsonb_array_elements(d.movements) m
            CROSS JOIN LATERAL (VALUES ('disputes', d.currency::text, CASE WHEN m ->> 'currency' = d.currency
                    THEN -(m ->> 'amount')::bigint ELSE -sign((m ->> 'amount')::numeric)::bigint * d.amount_pence END),
                ('fees', m ->> 'currency', (m ->> 'fee')::bigint)) AS f (figure, currency, value)
            WHERE m ->> 'at' IS NOT NULL AND d.stripe_payment_intent_id NOT IN (SELECT payment FROM waiting)
        UNION ALL
        SELECT (i.created AT TIME ZONE 'UTC')::date, i.currency, p.package_id, p.variant, p.kind, 'fees', i.fee_pence
            FROM reconciliation_items i JOIN paid p ON p.payment = i.payment_id
            WHERE i.fee_pence IS NOT NULL AND i.payment_id NOT IN (SELECT payment FROM waiting)
        UNION ALL
        SELECT (m.created AT TIME ZONE 'UTC')::date, m.currency, p.package_id, p.variant, p.kind, 'fees', m.fee_pence
            FROM stripe_movements m JOIN stripe_refunds r ON r.id = m.source_id
            JOIN paid p ON p.payment = r.stripe_payment_intent_id AND p.order_id = r.order_id
            WHERE r.stripe_payment_intent_id NOT IN (SELECT payment FROM waiting)
    ), both_sides AS (
        SELECT figure, day, concat_ws(' ', currency, package_id, variant, kind) AS part, 0::bigint AS kept, value AS derived FROM fact
        UNION ALL
        SELECT f.figure, d.day, concat_ws(' ', d.currency, d.package_id, d.variant, d.buyer_kind), f.value, 0
            FROM sales_days d CROSS JOIN LATERAL (VALUES ('purchases', d.purchases), ('gross', d.gross_pence), ('tokens', d.tokens),
                ('bonus', d.bonus), ('refunds', d.refunds_pence), ('disputes', d.disputes_pence), ('fees', d.fees_pence))
                AS f (figure, value)
        UNION ALL -- of a payment that waits, what was counted so far is no difference
        SELECT r.kind || 's', (r.at AT TIME ZONE 'UTC')::date, concat_ws(' ', r.currency, s.package_id, s.variant, s.buyer_kind),
               -r.pence, 0
            FROM sale_returns r JOIN sale_facts s USING (entry_id) WHERE r.payment_intent_id IN (SELECT payment FROM waiting)
        UNION ALL
        SELECT 'buyers of a ' || g.grain, date_trunc(g.grain, s.day::timestamp)::date, concat_ws(' ', s.currency, p.part, p.value), 0,
               count(DISTINCT s.user_id)
            FROM sale s CROSS JOIN LATERAL (VALUES ('day'), ('week'), ('month')) AS g (grain)
            CROSS JOIN LATERAL (VALUES ('all', ''), ('package', s.package_id::text), ('variant', s.variant),
                ('kind', CASE WHEN s.first THEN 'new' ELSE 'returning' END)) AS p (part, value)
            GROUP BY 1, 2, 3
        UNION ALL
        SELECT 'buyers of a ' || grain, period, concat_ws(' ', currency, part, value), buyers, 0
            FROM sales_buyers WHERE part <> 'plan'
        UNION ALL
        SELECT 'buyers ever', NULL, s.currency, 0, count(DISTINCT s.user_id) FROM sale s GROUP BY 3
        UNION ALL
        SELECT 'buyers ever', NULL, currency, sum(buyers)::bigint, 0 FROM sales_buyers
            WHERE part = 'all' AND grain = 'day' AND previous = '-infinity' GROUP BY 3
    )
    SELECT b.figure, b.day, b.part, sum(b.kept)::bigint, sum(b.derived)::bigint FROM both_sides b GROUP BY 1, 2, 3
        HAVING sum(b.kept) <> sum(b.derived) ORDER BY 2, 1, 3;
END
$$;

-- The marketplace's administrators see the same figures as the console: only the sales are new here.
-- Economy by month and type, users by plan, sales by week and currency, and the way from looking at packages to spending.
-- Everything is aggregated before it is joined (T18). Sales are the rows of the Sales screen: prices as frozen, net of refunds,
-- disputes and fees in the week they came (T9). Weeks and months are UTC. as_of: until when entries are in the rollup (T19).
CREATE OR REPLACE FUNCTION token_metrics() RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_now timestamptz := ledger_now();
    v_today date := (v_now AT TIME ZONE 'UTC')::date;
    v_since timestamptz := v_now - interval '30 days';
    v_economy jsonb;
    v_users jsonb;
    v_revenue jsonb;
    v_funnel jsonb;
BEGIN
    PERFORM ledger_require_role('tokens_service', 'tokens_finance', 'tokens_product', 'tokens_admin');
    SELECT coalesce(jsonb_agg(jsonb_build_object('month', to_char(m.month, 'YYYY-MM-DD'), 'transaction_type', m.transaction_type,
               'transaction_count', m.entries, 'total_tokens', m.tokens, 'unique_users', m.users)
               ORDER BY m.month DESC, m.transaction_type), '[]') INTO v_economy
        FROM (SELECT date_trunc('month', day)::date AS month, transaction_type, sum(transaction_count)::bigint AS entries,
                     sum(total_tokens)::bigint AS tokens, count(DISTINCT user_id) AS users
              FROM token_daily_totals WHERE day >= v_today - interval '12 months' GROUP BY 1, 2) m;

    SELECT coalesce(jsonb_agg(jsonb_build_object('buyer_plan', p.buyer_plan, 'avg_balance', p.balance, 'avg_consumed', p.consumed,
               'user_count', p.users, 'avg_contacts_per_user', p.contacts) ORDER BY p.buyer_plan), '[]') INTO v_users
        FROM (SELECT u.buyer_plan, count(*) AS users, round(avg(coalesce(w.token_balance, 0)), 2) AS balance,
                     round(avg(coalesce(w.tokens_consumed, 0)), 2) AS consumed, round(avg(coalesce(c.contacts, 0)), 2) AS contacts
              FROM users u LEFT JOIN user_tokens w ON w.user_id = u.id
              LEFT JOIN (SELECT user_id, sum(contact_count) AS contacts FROM contact_limitations GROUP BY user_id) c
                  ON c.user_id = u.id
              GROUP BY u.buyer_plan) p;

    SELECT coalesce(jsonb_agg(jsonb_build_object('week', to_char(r.week, 'YYYY-MM-DD'), 'currency', r.currency,
               'revenue_pence', r.gross - r.refunds - r.disputes - r.fees, 'gross_pence', r.gross,
               'returned_pence', r.refunds + r.disputes, 'refunds_pence', r.refunds, 'disputes_pence', r.disputes, 'fees_pence', r.fees,
               'purchases', r.purchases, 'paying_users', coalesce(n.buyers, 0),
               'avg_purchase_value', CASE WHEN r.priced > 0 THEN round(r.gross / r.priced) END)
               ORDER BY r.week DESC, r.currency), '[]') INTO v_revenue
        FROM (SELECT date_trunc('week', day::timestamp)::date AS week, currency, sum(gross_pence) AS gross,
                     sum(refunds_pence) AS refunds, sum(disputes_pence) AS disputes, sum(fees_pence) AS fees,
                     sum(purchases) AS purchases, sum(purchases - unpriced) AS priced
              FROM sales_days WHERE day >= date_trunc('week', v_today - interval '3 months')::date GROUP BY 1, 2) r
        LEFT JOIN (SELECT currency, period, sum(buyers) AS buyers FROM sales_buyers WHERE part = 'all' AND grain = 'week'
                   GROUP BY 1, 2) n ON n.currency = r.currency AND n.period = r.week;

    SELECT jsonb_build_array(
        jsonb_build_object('step', 'saw_packages', 'users', (SELECT count(DISTINCT event_data ->> 'by') FROM analytics_events
            WHERE event_type = 'packages_view' AND created_at >= v_since)),
        jsonb_build_object('step', 'began_checkout', 'users', (SELECT count(DISTINCT user_id) FROM token_orders
            WHERE created_at >= v_since)),
        jsonb_build_object('step', 'paid', 'users', (SELECT count(DISTINCT user_id) FROM token_orders
            WHERE created_at >= v_since AND status = 'paid')),
        jsonb_build_object('step', 'spent', 'users', (SELECT count(DISTINCT o.user_id) FROM token_orders o
            WHERE o.created_at >= v_since AND o.status = 'paid' AND EXISTS (SELECT FROM token_daily_totals d
                WHERE d.day >= (o.paid_at AT TIME ZONE 'UTC')::date AND d.transaction_type = 'consumption'
                AND d.user_id = o.user_id)))) INTO v_funnel;

    RETURN jsonb_build_object('economyHealth', v_economy, 'userBehavior', v_users, 'revenueMetrics', v_revenue,
        'conversionFunnel', v_funnel, 'asOf', (SELECT folded_at FROM token_rollup_marks WHERE name = 'token_daily_totals'));
END
$$;

GRANT SELECT ON sale_facts, sale_returns TO tokens_finance, tokens_admin, tokens_service;
GRANT SELECT ON sales_days, sales_buyers TO tokens_finance, tokens_product, tokens_admin, tokens_service;
GRANT EXECUTE ON FUNCTION refresh_sales_facts TO tokens_service;
GRANT EXECUTE ON FUNCTION sales_differences TO tokens_service, tokens_finance, tokens_admin;

RESET ROLE;
