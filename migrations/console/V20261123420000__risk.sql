-- Protection: purchases are judged before they are made, what looks odd is held until a person looked at it, and a customer can
-- be blocked. docs/fraud.md tells the rules in words.
SET LOCAL ROLE tok_owner;

INSERT INTO settings (name, version, value) VALUES ('RISK_REVIEW_FROM', 1, '30'), ('RISK_REFUSE_FROM', 1, '50');

-- ------------------------------------------------------------------------------------------------------------- rules

-- A rule fires when the measures of its evidence add up to more than its threshold; then it gives its points. The newest version
-- of a name is in force. The query sees $1 the user, $2 the order that is judged, $3 since when, $4 now, and gives rows of
-- at, kind, subject, pence, measure. It is written by migrations alone: it runs with the owner's rights.
CREATE TABLE fraud_rules (
    name VARCHAR(50) NOT NULL CHECK (name ~ '^[a-z_]+$'),
    version INTEGER NOT NULL CHECK (version > 0),
    check_name VARCHAR(50) NOT NULL
        CHECK (check_name IN ('purchase_velocity', 'unusual_purchase', 'suspicious_activity')), -- the specification's
    display_order INTEGER NOT NULL,
    points INTEGER NOT NULL CHECK (points BETWEEN 0 AND 100),
    look_back INTERVAL NOT NULL CHECK (look_back > interval '0'),
    threshold BIGINT NOT NULL CHECK (threshold >= 0),
    is_active BOOLEAN NOT NULL DEFAULT true,
    evidence_query TEXT NOT NULL,
    changed_by VARCHAR(100) NOT NULL DEFAULT session_user,
    changed_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    PRIMARY KEY (name, version)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON fraud_rules FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON fraud_rules EXECUTE FUNCTION ledger_refuse_change();

INSERT INTO fraud_rules (name, version, check_name, display_order, points, look_back, threshold, evidence_query) VALUES
    -- An open checkout counts: ten opened side by side can all be paid.
    ('purchase_velocity', 1, 'purchase_velocity', 1, 30, '1 hour', 3, $query$
        SELECT coalesce(o.paid_at, o.created_at) AS at, CASE o.status WHEN 'paid' THEN 'purchase' ELSE 'open_checkout' END AS kind,
               o.id AS subject, o.price_pence AS pence, 1::bigint AS measure
        FROM token_orders o WHERE o.user_id = $1 AND o.id <> ($2).id
          AND (o.status = 'paid' AND o.paid_at >= $3 OR o.status = 'created' AND o.created_at >= $3 AND o.expires_at > $4)
    $query$),
    -- The measure is the price in percent of the median of at least three purchases.
    ('unusual_amount', 1, 'unusual_purchase', 2, 20, '365 days', 400, $query$
        SELECT max(o.paid_at) AS at, 'median_price' AS kind, count(*) AS subject,
               percentile_disc(0.5) WITHIN GROUP (ORDER BY o.price_pence) AS pence,
               ($2).price_pence * 100 / percentile_disc(0.5) WITHIN GROUP (ORDER BY o.price_pence) AS measure
        FROM token_orders o WHERE o.user_id = $1 AND o.id <> ($2).id AND o.status = 'paid' AND o.paid_at >= $3
          AND o.currency = ($2).currency HAVING count(*) >= 3
    $query$),
    ('newcomer_buys_largest', 1, 'unusual_purchase', 3, 20, '1 hour', 0, $query$
        SELECT u.created_at::timestamptz AS at, 'registration' AS kind, u.id::bigint AS subject, ($2).price_pence AS pence, 1::bigint AS measure
        FROM users u WHERE u.id = $1 AND u.created_at::timestamptz >= $3
          AND ($2).token_amount >= (SELECT max(p.token_amount) FROM token_packages p WHERE p.is_active)
          AND (SELECT count(*) FROM token_packages p WHERE p.is_active) > 1
    $query$),
    ('unpaid_checkouts', 1, 'suspicious_activity', 4, 20, '24 hours', 5, $query$
        SELECT o.created_at AS at, CASE o.status WHEN 'failed' THEN 'failed_checkout' ELSE 'abandoned_checkout' END AS kind,
               o.id AS subject, o.price_pence AS pence, 1::bigint AS measure
        FROM token_orders o WHERE o.user_id = $1 AND o.id <> ($2).id AND o.created_at >= $3
          AND (o.status IN ('expired', 'failed') OR o.status = 'created' AND o.expires_at <= $4)
    $query$),
    ('disputed_payments', 1, 'suspicious_activity', 5, 30, '365 days', 0, $query$
        SELECT d.opened_at AS at, CASE d.phase WHEN 'lost' THEN 'lost_dispute' ELSE 'open_dispute' END AS kind,
               d.order_id AS subject, d.amount_pence AS pence, 1::bigint AS measure
        FROM stripe_disputes d WHERE d.user_id = $1 AND d.phase IN ('held', 'lost') AND d.opened_at >= $3
    $query$),
    ('contacts_in_bulk', 1, 'suspicious_activity', 6, 20, '1 hour', 30, $query$
        SELECT max(i.created_at) AS at, 'contacted_listing' AS kind, i.business_id::bigint AS subject, NULL::bigint AS pence,
               1::bigint AS measure
        FROM business_inquiries i WHERE i.user_id = $1 AND i.created_at >= $3 GROUP BY i.business_id
    $query$);

-- ------------------------------------------------------------------------------------------- assessments and reviews

-- What was known when a purchase was judged; never changed. findings: for each rule its name, version, check, points it could
-- give, window, threshold, measure, whether it fired, and of those that fired the evidence (the newest 50 rows).
CREATE TABLE risk_assessments (
    order_id BIGINT PRIMARY KEY REFERENCES token_orders (id),
    user_id INTEGER NOT NULL,
    channel VARCHAR(20) NOT NULL CHECK (channel IN ('marketplace', 'support')),
    score INTEGER NOT NULL CHECK (score >= 0),
    review_from INTEGER NOT NULL, -- the thresholds that were in force
    refuse_from INTEGER NOT NULL,
    decision VARCHAR(20) NOT NULL CHECK (decision IN ('pass', 'review', 'refuse')),
    findings JSONB NOT NULL,
    assessed_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now()
);
CREATE INDEX idx_risk_assessments_user ON risk_assessments (user_id, order_id DESC);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON risk_assessments FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON risk_assessments EXECUTE FUNCTION ledger_refuse_change();

-- One for each purchase that did not simply pass.
CREATE TABLE risk_reviews (
    order_id BIGINT PRIMARY KEY REFERENCES risk_assessments (order_id),
    user_id INTEGER NOT NULL,
    score INTEGER NOT NULL,
    -- refused: before its checkout; waiting: not paid yet; open: credited, held, nobody decided; released: the customer has the
    -- tokens; refunding: the money is being sent back; refunded: nothing of the purchase is left to the customer
    state VARCHAR(20) NOT NULL CHECK (state IN ('refused', 'waiting', 'open', 'released', 'refunding', 'refunded')),
    tokens_held BIGINT NOT NULL DEFAULT 0 CHECK (tokens_held >= 0), -- by the hold in force
    holds INTEGER NOT NULL DEFAULT 0, -- how many there were: a refund or a dispute changes what is left to hold
    hold_entry_id BIGINT, -- the last hold
    return_entry_id BIGINT, -- its return; a hold without one is in force
    refunds_asked INTEGER NOT NULL DEFAULT 0, -- how often a refund was asked for; Stripe may refuse one
    refund_key VARCHAR(200), -- of the last one, in the outbox
    version BIGINT NOT NULL DEFAULT 0, -- grows with each change: who decides says which one they saw
    decided_by VARCHAR(100),
    decided_at TIMESTAMPTZ,
    opened_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(), -- judged; once it is paid, credited
    desk_order BIGINT NOT NULL -- of the screen's list: what waits for a decision, longest first, then the newest
);
CREATE INDEX idx_risk_reviews_desk ON risk_reviews (desk_order, order_id);
CREATE INDEX idx_risk_reviews_state ON risk_reviews (state, desk_order, order_id);
CREATE INDEX idx_risk_reviews_user ON risk_reviews (user_id, order_id DESC);
CREATE TRIGGER append_only_delete BEFORE DELETE ON risk_reviews FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON risk_reviews EXECUTE FUNCTION ledger_refuse_change();

-- What people wrote and decided, in order.
CREATE TABLE risk_notes (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id BIGINT NOT NULL REFERENCES risk_reviews (order_id),
    kind VARCHAR(20) NOT NULL CHECK (kind IN ('comment', 'release', 'refund')),
    operation_key VARCHAR(200) NOT NULL UNIQUE,
    note VARCHAR(2000) NOT NULL,
    actor VARCHAR(100) NOT NULL DEFAULT session_user,
    created_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now()
);
CREATE INDEX idx_risk_notes_order ON risk_notes (order_id, id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON risk_notes FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON risk_notes EXECUTE FUNCTION ledger_refuse_change();

-- Who may neither buy nor spend, since when, why, and how it ended.
CREATE TABLE user_blocks (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    operation_key VARCHAR(200) NOT NULL UNIQUE,
    reason VARCHAR(2000) NOT NULL,
    blocked_by VARCHAR(100) NOT NULL DEFAULT session_user,
    blocked_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    end_key VARCHAR(200) UNIQUE,
    end_reason VARCHAR(2000),
    ended_by VARCHAR(100),
    ended_at TIMESTAMPTZ,
    CHECK ((ended_at IS NULL) = (end_key IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX user_blocks_in_force ON user_blocks (user_id) WHERE ended_at IS NULL;
CREATE INDEX idx_user_blocks_user ON user_blocks (user_id, id);
CREATE TRIGGER append_only_delete BEFORE DELETE ON user_blocks FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON user_blocks EXECUTE FUNCTION ledger_refuse_change();

-- A blocked customer is told no more than this, wherever they try.
CREATE FUNCTION require_not_blocked(p_user_id integer) RETURNS void
    LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (SELECT FROM user_blocks WHERE user_id = p_user_id AND ended_at IS NULL) THEN
        PERFORM ledger_reject('user_blocked');
    END IF;
END
$$;

-- As before; and nothing new is begun in the name of a blocked user. What was answered before is answered again.
CREATE OR REPLACE FUNCTION api_answered(p_user_id integer, p_key text, p_operation text, p_request jsonb) RETURNS jsonb
    LANGUAGE plpgsql AS $$
DECLARE
    a api_answers;
BEGIN
    IF p_key IS NULL OR length(p_key) NOT BETWEEN 1 AND 150 OR p_key ~ '[^!-~]' THEN
        PERFORM ledger_reject('operation_key_malformed');
    END IF;
    SELECT * INTO a FROM api_answers WHERE user_id = p_user_id AND idempotency_key = p_key;
    IF a.user_id IS NULL THEN
        PERFORM require_not_blocked(p_user_id);
        RETURN NULL;
    ELSIF a.operation <> p_operation OR a.request_hash <> sha256(convert_to(p_request::text, 'UTF8')) THEN
        PERFORM ledger_conflict('key_used', p_key);
    END IF;
    RETURN a.answer;
END
$$;

-- The place in the screen's list.
CREATE FUNCTION risk_desk_order(p_state text, p_at timestamptz) RETURNS bigint
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN p_state = 'open' THEN extract(epoch FROM p_at)::bigint
                ELSE 1000000000000 - extract(epoch FROM p_at)::bigint END
$$;

-- What each rule in force finds against an order. An older marketplace keeps some times without a zone: those are in UTC.
CREATE FUNCTION risk_findings(o token_orders) RETURNS jsonb
    LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
    r fraud_rules;
    v_now timestamptz := ledger_now();
    v_measure bigint;
    v_rows jsonb;
    v_all jsonb := '[]';
BEGIN
    FOR r IN SELECT * FROM (SELECT DISTINCT ON (name) * FROM fraud_rules ORDER BY name, version DESC) newest
             WHERE is_active ORDER BY display_order, name LOOP
        EXECUTE format('SELECT coalesce(sum(e.measure), 0)::bigint,'
                || ' jsonb_agg(to_jsonb(e) - ''n'' ORDER BY e.n) FILTER (WHERE e.n <= 50)'
                || ' FROM (SELECT q.*, row_number() OVER (ORDER BY q.at DESC) AS n FROM (%s) q) e', r.evidence_query)
            INTO v_measure, v_rows USING o.user_id, o, v_now - r.look_back, v_now;
        v_all := v_all || jsonb_build_object('rule', r.name, 'version', r.version, 'check', r.check_name, 'points', r.points,
            'seconds', extract(epoch FROM r.look_back)::bigint, 'threshold', r.threshold, 'measure', v_measure,
            'fired', v_measure > r.threshold, 'rows', CASE WHEN v_measure > r.threshold THEN v_rows ELSE '[]' END);
    END LOOP;
    RETURN v_all;
END
$$;

-- Judges an order once, before anybody can pay it (T15). What a person of ours asked for is never refused, since that person
-- vouches for it, but it is held like any other.
CREATE FUNCTION risk_assess(o token_orders, p_channel text) RETURNS token_orders
    LANGUAGE plpgsql AS $$
DECLARE
    a risk_assessments;
BEGIN
    a.review_from := ledger_setting('RISK_REVIEW_FROM')::integer;
    a.refuse_from := ledger_setting('RISK_REFUSE_FROM')::integer;
    a.findings := risk_findings(o);
    a.score := (SELECT coalesce(sum((f ->> 'points')::integer), 0) FROM jsonb_array_elements(a.findings) f
                WHERE (f ->> 'fired')::boolean);
    a.decision := CASE WHEN a.score >= a.refuse_from AND p_channel = 'marketplace' THEN 'refuse'
                       WHEN a.score >= least(a.review_from, a.refuse_from) THEN 'review' ELSE 'pass' END;
    INSERT INTO risk_assessments (order_id, user_id, channel, score, review_from, refuse_from, decision, findings)
        VALUES (o.id, o.user_id, p_channel, a.score, a.review_from, a.refuse_from, a.decision, a.findings) RETURNING * INTO a;
    IF a.decision <> 'pass' THEN
        INSERT INTO risk_reviews (order_id, user_id, score, state, opened_at, desk_order)
            SELECT o.id, o.user_id, a.score, s.state, a.assessed_at, risk_desk_order(s.state, a.assessed_at)
            FROM (VALUES (CASE a.decision WHEN 'refuse' THEN 'refused' ELSE 'waiting' END)) s (state);
    END IF;
    IF a.decision = 'refuse' THEN
        UPDATE token_orders SET status = 'refused' WHERE id = o.id RETURNING * INTO o;
        INSERT INTO audit_log (action, subject_type, subject_id, after)
            VALUES ('refuse_purchase', 'order', o.id::text, to_jsonb(a));
    END IF;
    RETURN o;
END
$$;

-- A customer buys on the marketplace: the order, judged. An order that comes back with the status `refused` gets no checkout; the
-- customer is told `purchase_refused` and nothing of the reasons. The same key returns the same order and judges nothing again.
CREATE FUNCTION create_purchase(p_operation_key text, p_user_id bigint, p_package_id bigint) RETURNS SETOF token_orders
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_user integer := ledger_user_id(p_user_id);
    o token_orders;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    -- One purchase of a customer after the other: two at once would not see each other.
    PERFORM pg_advisory_xact_lock(hashtextextended('purchase:' || v_user, 0));
    IF NOT EXISTS (SELECT FROM token_orders WHERE operation_key = p_operation_key) THEN
        PERFORM require_not_blocked(v_user);
    END IF;
    SELECT * INTO o FROM create_order(p_operation_key, p_user_id, p_package_id);
    IF o.status = 'created' AND NOT EXISTS (SELECT FROM risk_assessments WHERE order_id = o.id) THEN
        o := risk_assess(o, 'marketplace');
    END IF;
    RETURN NEXT o;
END
$$;

-- As before; and judged. The person vouches for the customer, so nothing is refused but a blocked customer.
CREATE OR REPLACE FUNCTION request_checkout(p_operation_key text, p_user_id bigint, p_package_id bigint, p_version integer)
    RETURNS SETOF token_orders
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    b user_blocks;
    o token_orders;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_admin');
    IF p_version IS NULL THEN
        PERFORM ledger_reject('package_not_found', coalesce(p_package_id::text, ''));
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('purchase:' || p_user_id, 0));
    SELECT * INTO b FROM user_blocks WHERE user_id = ledger_user_id(p_user_id) AND ended_at IS NULL;
    IF b.id IS NOT NULL AND NOT EXISTS (SELECT FROM token_orders WHERE operation_key = p_operation_key) THEN
        PERFORM ledger_reject('customer_blocked', b.blocked_by, b.reason);
    END IF;
    o := ledger_make_order(p_operation_key, p_user_id, p_package_id, p_version, 'request_checkout');
    IF o.status = 'created' AND NOT EXISTS (SELECT FROM risk_assessments WHERE order_id = o.id) THEN
        o := risk_assess(o, 'support');
    END IF;
    PERFORM outbox_put('checkout', 'checkout:' || o.id, 'order', o.id::text, '{}');
    RETURN NEXT o;
END
$$;

-- ------------------------------------------------------------------------------------------------------------- holds

-- A review's next entry: a hold (-1), or the return (+1) of the hold in force (ruling 14). It carries the order and no payment: what
-- refunds and disputes move is counted by payment, and this is no part of it.
CREATE FUNCTION risk_post(r risk_reviews, p_direction smallint, p_tokens bigint) RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    v ledger_posting;
    e token_transactions;
    v_number integer := CASE WHEN p_direction = -1 THEN r.holds + 1 ELSE r.holds END;
BEGIN
    v.operation_key := concat('risk:', r.order_id, CASE WHEN p_direction = -1 THEN ':hold' ELSE ':release' END,
        CASE WHEN v_number > 1 THEN ':' || v_number END);
    v.operation_line := 0;
    v.user_id := r.user_id;
    v.transaction_type := 'dispute';
    v.tokens := p_tokens;
    v.direction := p_direction;
    v.action_type := CASE WHEN p_direction = -1 THEN 'risk_hold' ELSE 'risk_release' END;
    v.order_id := r.order_id;
    v.metadata := '{}';
    v.may_owe := p_direction = -1; -- a purchase that paid an older debt holds what it paid too
    v.from_order := CASE WHEN p_direction = -1 THEN r.order_id END;
    v.reverses := CASE WHEN p_direction = 1 THEN r.hold_entry_id END;
    e := ledger_post_or_raise(v);
    RETURN e.id;
END
$$;

-- Gives the hold in force back if it is not of the size that is due.
CREATE FUNCTION risk_make_room(p_order_id bigint, p_due bigint) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    r risk_reviews;
BEGIN
    SELECT * INTO r FROM risk_reviews WHERE order_id = p_order_id FOR NO KEY UPDATE;
    IF r.tokens_held > 0 AND r.tokens_held <> p_due THEN
        UPDATE risk_reviews SET tokens_held = 0, return_entry_id = risk_post(r, 1::smallint, r.tokens_held), version = version + 1
            WHERE order_id = r.order_id;
    END IF;
END
$$;

-- Holds what is due, if it is not held yet.
CREATE FUNCTION risk_hold(p_order_id bigint, p_due bigint) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    r risk_reviews;
BEGIN
    SELECT * INTO r FROM risk_reviews WHERE order_id = p_order_id FOR NO KEY UPDATE;
    IF p_due > 0 AND r.tokens_held = 0 THEN
        UPDATE risk_reviews SET tokens_held = p_due, hold_entry_id = risk_post(r, (-1)::smallint, p_due), return_entry_id = NULL,
            holds = holds + 1, version = version + 1 WHERE order_id = r.order_id;
    END IF;
END
$$;

-- The review of a paid order after what refunds left of it: paid for, it opens; with nothing left, it is refunded; when a refund
-- came back, it is open again. Says whether the order's tokens are to be held.
CREATE FUNCTION risk_follow(p_order_id bigint, p_left bigint) RETURNS boolean
    LANGUAGE plpgsql AS $$
DECLARE
    r risk_reviews;
    v_state text;
    v_at timestamptz;
BEGIN
    SELECT * INTO r FROM risk_reviews WHERE order_id = p_order_id FOR NO KEY UPDATE;
    v_state := CASE WHEN r.state IN ('waiting', 'open', 'refunding') AND p_left = 0 THEN 'refunded'
                    WHEN r.state IN ('waiting', 'refunded') AND p_left > 0 THEN 'open' ELSE r.state END;
    IF v_state <> r.state THEN
        v_at := CASE r.state WHEN 'waiting' THEN ledger_now() ELSE r.opened_at END;
        UPDATE risk_reviews SET state = v_state, opened_at = v_at, desk_order = risk_desk_order(v_state, v_at),
            version = version + 1 WHERE order_id = r.order_id;
    END IF;
    RETURN coalesce(v_state IN ('open', 'refunding'), false);
END
$$;

-- As before for disputes. A review holds the rest: what neither refunds nor disputes take, so that all of them together never take
-- more than was sold. It makes room before a dispute takes its share, so that neither makes a debt of what the other one holds.
CREATE OR REPLACE FUNCTION dispute_settle(p_order_id bigint, p_reserved bigint DEFAULT 0) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    o token_orders;
    d stripe_disputes;
    e token_transactions;
    v_left bigint;
    v_due bigint;
    v_held boolean;
BEGIN
    SELECT * INTO o FROM token_orders WHERE id = p_order_id FOR NO KEY UPDATE;
    IF o.stripe_payment_intent_id IS NULL OR NOT EXISTS (SELECT FROM stripe_disputes WHERE order_id = o.id)
        AND NOT EXISTS (SELECT FROM risk_reviews WHERE order_id = o.id) THEN
        RETURN; -- not credited yet: credit_order() comes back
    END IF;
    v_left := order_tokens(o, 'purchase', 'bonus', 'refund');
    v_held := risk_follow(o.id, v_left);
    v_left := greatest(v_left - p_reserved, 0);
    FOR d IN SELECT * FROM stripe_disputes WHERE order_id = o.id AND stripe_payment_intent_id = o.stripe_payment_intent_id
             ORDER BY phase = 'lost' DESC, opened_at, id FOR NO KEY UPDATE LOOP
        v_due := CASE d.phase WHEN 'held' THEN least(d.tokens_share, v_left) WHEN 'lost' THEN least(d.tokens_share, v_left)
                              WHEN 'unclear' THEN least(d.tokens_held, v_left) ELSE 0 END;
        v_left := v_left - v_due;
        IF p_reserved > 0 AND d.phase IN ('held', 'lost') THEN
            v_due := 0; -- lifted until the refund has drawn its tokens
        END IF;
        IF d.tokens_held > 0 AND d.tokens_held <> v_due THEN
            e := dispute_post(d, o, 1::smallint, d.tokens_held);
            d.tokens_returned := d.tokens_held;
            d.tokens_held := 0;
            d.tokens_owed := 0;
            d.return_entry_id := e.id;
        END IF;
        UPDATE stripe_disputes SET tokens_due = v_due, tokens_held = d.tokens_held, tokens_owed = d.tokens_owed,
            tokens_returned = d.tokens_returned, return_entry_id = d.return_entry_id WHERE id = d.id;
    END LOOP;
    v_left := CASE WHEN v_held THEN v_left ELSE 0 END;
    PERFORM risk_make_room(o.id, v_left);
    FOR d IN SELECT * FROM stripe_disputes WHERE order_id = o.id AND tokens_due > tokens_held
             ORDER BY phase = 'lost' DESC, opened_at, id LOOP
        e := dispute_post(d, o, (-1)::smallint, d.tokens_due);
        UPDATE stripe_disputes SET tokens_held = e.tokens_amount, tokens_owed = e.tokens_owed_delta, tokens_returned = 0,
            holds = holds + 1, hold_entry_id = e.id, return_entry_id = NULL WHERE id = d.id;
    END LOOP;
    PERFORM risk_hold(o.id, v_left);
END
$$;

-- The service posts a return only of a dispute's hold. What a review holds is given back by whoever decides it.
CREATE OR REPLACE FUNCTION ledger_service_refusal(p ledger_posting) RETURNS text
    LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p.transaction_type IS NULL OR p.transaction_type NOT IN ('consumption', 'refund', 'dispute', 'expiry') THEN
        RETURN 'type_not_for_service';
    ELSIF p.direction IS NULL OR p.direction NOT IN (1, -1) OR (p.transaction_type <> 'dispute' AND p.direction <> -1) THEN
        RETURN 'direction_malformed';
    ELSIF p.transaction_type = 'dispute' AND p.direction = 1 AND NOT EXISTS (
            SELECT FROM token_entry_keys k JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id
            WHERE k.entry_id = p.reverses AND t.transaction_type = 'dispute' AND t.direction = -1
              AND t.action_type IS DISTINCT FROM 'risk_hold') THEN
        RETURN 'return_without_hold';
    END IF;
    RETURN NULL;
END
$$;

-- ----------------------------------------------------------------------------------------------------------- decisions

-- Keeps what a person wrote or decided under its key. False: that key did this already, and there is nothing more to do.
CREATE FUNCTION risk_note(p_key text, p_order_id bigint, p_kind text, p_note text) RETURNS boolean
    LANGUAGE plpgsql AS $$
DECLARE
    n risk_notes;
BEGIN
    IF p_key IS NULL OR p_key !~ '^[!-~]{1,200}$' THEN
        PERFORM ledger_reject('operation_key_malformed');
    END IF;
    INSERT INTO risk_notes (order_id, kind, operation_key, note) VALUES (p_order_id, p_kind, p_key, ledger_reason(p_note))
        ON CONFLICT (operation_key) DO NOTHING;
    IF FOUND THEN
        RETURN true;
    END IF;
    SELECT * INTO n FROM risk_notes WHERE operation_key = p_key;
    IF (n.order_id, n.kind, n.actor) IS DISTINCT FROM (p_order_id, p_kind, session_user::varchar) THEN
        PERFORM ledger_conflict('key_used', p_key);
    END IF;
    RETURN false;
END
$$;

-- The review, with its order and itself locked. Order first, as everywhere.
CREATE FUNCTION risk_locked(p_order_id bigint) RETURNS risk_reviews
    LANGUAGE plpgsql AS $$
DECLARE
    r risk_reviews;
BEGIN
    PERFORM FROM token_orders WHERE id = p_order_id FOR NO KEY UPDATE;
    SELECT * INTO r FROM risk_reviews WHERE order_id = p_order_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_reject('risk_review_unknown', coalesce(p_order_id::text, ''));
    END IF;
    RETURN r;
END
$$;

-- Whether a review waits for somebody to decide: also when the refund that was decided will not come, because a second person or
-- Stripe refused it.
CREATE FUNCTION risk_is_open(r risk_reviews) RETURNS boolean
    LANGUAGE sql STABLE AS $$
    SELECT r.state = 'open' OR r.state = 'refunding'
        AND NOT EXISTS (SELECT FROM stripe_outbox WHERE operation_key = r.refund_key AND status <> 'refused')
        AND NOT EXISTS (SELECT FROM approval_requests WHERE operation_key = r.refund_key AND state = 'waiting')
$$;

-- Refuses a decision on anything but the open review that the person saw.
CREATE FUNCTION risk_require_open(r risk_reviews, p_version bigint) RETURNS void
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_open boolean := risk_is_open(r);
BEGIN
    IF NOT v_open AND r.decided_by IS NOT NULL THEN
        PERFORM ledger_conflict('risk_review_decided', r.decided_by);
    ELSIF NOT v_open THEN
        PERFORM ledger_conflict('risk_review_not_open', r.order_id::text);
    ELSIF r.version IS DISTINCT FROM p_version THEN
        PERFORM ledger_conflict('risk_review_moved', r.order_id::text);
    END IF;
END
$$;

CREATE FUNCTION risk_decide(r risk_reviews, p_state text, p_reason text) RETURNS risk_reviews
    LANGUAGE plpgsql AS $$
DECLARE
    n risk_reviews;
BEGIN
    UPDATE risk_reviews SET state = p_state, decided_by = session_user, decided_at = ledger_now(), version = version + 1,
        desk_order = risk_desk_order(p_state, opened_at) WHERE order_id = r.order_id;
    PERFORM dispute_settle(r.order_id);
    SELECT * INTO n FROM risk_reviews WHERE order_id = r.order_id;
    INSERT INTO audit_log (action, subject_type, subject_id, before, after, reason)
        VALUES (CASE p_state WHEN 'released' THEN 'release_risk_review' ELSE 'refund_risk_review' END, 'order', r.order_id::text,
            to_jsonb(r), to_jsonb(n), ledger_reason(p_reason));
    RETURN n;
END
$$;

-- The customer gets the tokens that were held.
CREATE FUNCTION release_risk_review(p_operation_key text, p_order_id bigint, p_version bigint, p_reason text)
    RETURNS SETOF risk_reviews
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r risk_reviews;
BEGIN
    PERFORM ledger_require_role('tokens_finance', 'tokens_admin');
    r := risk_locked(p_order_id);
    IF risk_note(p_operation_key, p_order_id, 'release', p_reason) THEN
        PERFORM risk_require_open(r, p_version);
        r := risk_decide(r, 'released', p_reason);
    END IF;
    RETURN NEXT r;
END
$$;

-- The money goes back, through the outbox: alone within the person's limits, beyond them as a request that a second person approves.
-- Until Stripe has made the refund its tokens stay held; then they are taken, and nothing is owed.
CREATE FUNCTION refund_risk_review(p_operation_key text, p_order_id bigint, p_version bigint, p_reason text)
    RETURNS SETOF risk_reviews
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r risk_reviews;
    v_left bigint;
BEGIN
    PERFORM ledger_require_role('tokens_finance');
    PERFORM ledger_one_at_a_time(); -- before the order, as refund_order() does
    r := risk_locked(p_order_id);
    IF risk_note(p_operation_key, p_order_id, 'refund', p_reason) THEN
        PERFORM risk_require_open(r, p_version);
        UPDATE risk_reviews SET refunds_asked = refunds_asked + 1,
            refund_key = format('risk:%s:refund:%s', order_id, refunds_asked + 1) WHERE order_id = r.order_id RETURNING * INTO r;
        v_left := (SELECT refund_left(o) FROM token_orders o WHERE o.id = r.order_id);
        BEGIN
            PERFORM refund_order(r.refund_key, r.order_id, v_left, 'fraud', p_reason, v_left);
        EXCEPTION WHEN SQLSTATE 'TKREJ' THEN
            IF SQLERRM NOT IN ('refund_over_limit', 'refund_over_day') THEN
                RAISE;
            END IF;
            PERFORM request_refund(r.refund_key, r.order_id, v_left, 'fraud', p_reason, v_left);
        END;
        r := risk_decide(r, 'refunding', p_reason);
    END IF;
    RETURN NEXT r;
END
$$;

CREATE FUNCTION comment_risk_review(p_operation_key text, p_order_id bigint, p_text text) RETURNS SETOF risk_reviews
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r risk_reviews;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    r := risk_locked(p_order_id);
    IF risk_note(p_operation_key, p_order_id, 'comment', p_text) THEN
        INSERT INTO audit_log (action, subject_type, subject_id, after, reason)
            VALUES ('comment_risk_review', 'order', p_order_id::text, jsonb_build_object('user_id', r.user_id), ledger_reason(p_text));
    END IF;
    RETURN NEXT r;
END
$$;

-- ------------------------------------------------------------------------------------------------------------- blocks

-- The customer can neither buy nor contact, boost or unlock from now on. A checkout that is open can still be paid, and is credited.
CREATE FUNCTION block_user(p_operation_key text, p_user_id bigint, p_reason text) RETURNS SETOF user_blocks
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_user integer := ledger_user_id(p_user_id);
    v_reason text := ledger_reason(p_reason);
    b user_blocks;
BEGIN
    PERFORM ledger_require_role('tokens_finance', 'tokens_admin');
    IF p_operation_key IS NULL OR p_operation_key !~ '^[!-~]{1,200}$' THEN
        PERFORM ledger_reject('operation_key_malformed');
    ELSIF NOT EXISTS (SELECT FROM users WHERE id = v_user) THEN
        PERFORM ledger_reject('user_unknown', p_user_id::text);
    END IF;
    -- Any unique key in the way, waited for if it is being written: of the operation, or of the block in force.
    INSERT INTO user_blocks (user_id, operation_key, reason) VALUES (v_user, p_operation_key, v_reason)
        ON CONFLICT DO NOTHING RETURNING * INTO b;
    IF b.id IS NOT NULL THEN
        INSERT INTO audit_log (action, subject_type, subject_id, after, reason)
            VALUES ('block_user', 'user', v_user::text, to_jsonb(b), v_reason);
        RETURN NEXT b;
        RETURN;
    END IF;
    SELECT * INTO b FROM user_blocks WHERE operation_key = p_operation_key;
    IF b.id IS NULL THEN
        SELECT * INTO b FROM user_blocks WHERE user_id = v_user AND ended_at IS NULL;
        PERFORM ledger_conflict('user_blocked_already', coalesce(b.blocked_by, ''));
    ELSIF (b.user_id, b.blocked_by) IS DISTINCT FROM (v_user, session_user::varchar) THEN
        PERFORM ledger_conflict('key_used', p_operation_key);
    END IF;
    RETURN NEXT b;
END
$$;

CREATE FUNCTION unblock_user(p_operation_key text, p_user_id bigint, p_reason text) RETURNS SETOF user_blocks
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_user integer := ledger_user_id(p_user_id);
    v_reason text := ledger_reason(p_reason);
    v_before user_blocks;
    b user_blocks;
BEGIN
    PERFORM ledger_require_role('tokens_finance', 'tokens_admin');
    IF p_operation_key IS NULL OR p_operation_key !~ '^[!-~]{1,200}$' THEN
        PERFORM ledger_reject('operation_key_malformed');
    END IF;
    SELECT * INTO v_before FROM user_blocks WHERE user_id = v_user ORDER BY id DESC LIMIT 1 FOR NO KEY UPDATE;
    SELECT * INTO b FROM user_blocks WHERE end_key = p_operation_key;
    IF b.id IS NOT NULL AND (b.user_id, b.ended_by) IS DISTINCT FROM (v_user, session_user::varchar) THEN
        PERFORM ledger_conflict('key_used', p_operation_key);
    ELSIF b.id IS NULL THEN
        UPDATE user_blocks SET end_key = p_operation_key, end_reason = v_reason, ended_by = session_user, ended_at = ledger_now()
            WHERE user_id = v_user AND ended_at IS NULL RETURNING * INTO b;
        IF b.id IS NULL THEN
            PERFORM ledger_conflict('user_not_blocked', v_user::text);
        END IF;
        INSERT INTO audit_log (action, subject_type, subject_id, before, after, reason)
            VALUES ('unblock_user', 'user', v_user::text, to_jsonb(v_before), to_jsonb(b), v_reason);
    END IF;
    RETURN NEXT b;
END
$$;

-- A customer in numbers, for whoever decides.
CREATE FUNCTION customer_in_numbers(p_user_id bigint, OUT registered_at timestamptz, OUT purchases bigint, OUT paid_pence bigint,
        OUT last_paid_at timestamptz, OUT unpaid bigint, OUT refused bigint, OUT refunded_pence bigint, OUT disputes bigint,
        OUT disputes_lost bigint, OUT contacts bigint, OUT balance bigint, OUT owed bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    v_user integer := ledger_user_id(p_user_id);
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    SELECT u.created_at INTO registered_at FROM users u WHERE u.id = v_user;
    SELECT count(*) FILTER (WHERE o.status = 'paid'), coalesce(sum(o.price_pence) FILTER (WHERE o.status = 'paid'), 0), max(o.paid_at),
           count(*) FILTER (WHERE o.status IN ('expired', 'failed')), count(*) FILTER (WHERE o.status = 'refused')
        INTO purchases, paid_pence, last_paid_at, unpaid, refused FROM token_orders o WHERE o.user_id = v_user;
    SELECT coalesce(sum(r.amount_pence), 0) INTO refunded_pence FROM stripe_refunds r
        WHERE r.user_id = v_user AND r.status NOT IN ('failed', 'canceled');
    SELECT count(*) FILTER (WHERE d.phase IN ('held', 'won', 'lost')), count(*) FILTER (WHERE d.phase = 'lost')
        INTO disputes, disputes_lost FROM stripe_disputes d WHERE d.user_id = v_user;
    SELECT count(*) INTO contacts FROM business_inquiries i WHERE i.user_id = v_user;
    SELECT coalesce(sum(w.token_balance), 0), coalesce(sum(w.tokens_owed), 0) INTO balance, owed FROM user_tokens w
        WHERE w.user_id = v_user;
END
$$;

GRANT SELECT ON fraud_rules, risk_assessments, risk_reviews, risk_notes, user_blocks TO tokens_support, tokens_finance, tokens_admin;
GRANT EXECUTE ON FUNCTION create_purchase TO tokens_service;
GRANT EXECUTE ON FUNCTION refund_risk_review TO tokens_finance;
GRANT EXECUTE ON FUNCTION release_risk_review, block_user, unblock_user TO tokens_finance, tokens_admin;
GRANT EXECUTE ON FUNCTION comment_risk_review, customer_in_numbers TO tokens_support, tokens_finance, tokens_admin;

RESET ROLE;
