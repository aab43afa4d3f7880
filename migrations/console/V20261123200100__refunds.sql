-- Refunds: what Stripe gave back, and the tokens that are taken for it; the console's own refunds, asked for, approved and sent.
SET LOCAL ROLE tok_owner;

CREATE TABLE stripe_refunds (
    id VARCHAR(180) PRIMARY KEY, -- Stripe's; keys of entries are made of it
    order_id BIGINT NOT NULL REFERENCES token_orders (id),
    user_id INTEGER NOT NULL,
    stripe_payment_intent_id VARCHAR(255) NOT NULL, -- tokens move only if it is the one the order was credited for
    amount_pence BIGINT NOT NULL CHECK (amount_pence > 0),
    currency CHAR(3) NOT NULL,
    status VARCHAR(50) NOT NULL, -- Stripe's word, also one that we have never heard (F27)
    failure_reason VARCHAR(100),
    made_at TIMESTAMPTZ NOT NULL, -- Stripe's time
    operation_key VARCHAR(200), -- of the request it came from
    created_by VARCHAR(100), -- who asked for it in the console; none: made at Stripe
    tokens_taken BIGINT NOT NULL DEFAULT 0, -- by its entry in force
    tokens_owed BIGINT NOT NULL DEFAULT 0, -- of these, what was spent already: debt (R19)
    tokens_returned BIGINT NOT NULL DEFAULT 0, -- given back, while no entry is in force
    takes INTEGER NOT NULL DEFAULT 0, -- how many entries took tokens for it
    entry_id BIGINT, -- the entry in force
    return_entry_id BIGINT, -- what gave the last one back
    first_seen_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    changed_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now()
);
CREATE INDEX idx_stripe_refunds_order ON stripe_refunds (order_id, made_at, id);
CREATE INDEX idx_stripe_refunds_made ON stripe_refunds (made_at, id);
CREATE INDEX idx_stripe_refunds_status ON stripe_refunds (status, made_at, id);
CREATE INDEX idx_stripe_refunds_user ON stripe_refunds (user_id, made_at);
CREATE TRIGGER append_only_delete BEFORE DELETE ON stripe_refunds FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON stripe_refunds EXECUTE FUNCTION ledger_refuse_change();

-- Whether a refund counts. Like Stripe's own `amount_refunded`, everything does that did not come back: a pending one takes its
-- tokens at once, since its money is on the way and the tokens could be spent meanwhile.
CREATE FUNCTION refund_counts(p_status text) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS $$ SELECT p_status NOT IN ('failed', 'canceled') $$;

-- A refund only goes forward: an older answer of Stripe's, booked late, changes nothing.
CREATE FUNCTION refund_rank(p_status text) RETURNS integer
    LANGUAGE sql IMMUTABLE AS
    $$ SELECT CASE WHEN p_status IN ('failed', 'canceled') THEN 2 WHEN p_status = 'succeeded' THEN 1 ELSE 0 END $$;

-- Tokens to be taken in all when so many pence have gone back: rule 8, paid and bonus alike (ruling 9).
CREATE FUNCTION refund_due(o token_orders, p_pence numeric) RETURNS bigint
    LANGUAGE sql IMMUTABLE AS $$
    SELECT div((o.token_amount + o.bonus_tokens) * least(p_pence, o.price_pence)::numeric, o.price_pence)::bigint
$$;

-- The entries of an order's payment, added up: those of the types, and what took entries of these types back.
CREATE FUNCTION order_tokens(o token_orders, VARIADIC p_types text[]) RETURNS bigint
    LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(t.tokens_amount * t.direction), 0)::bigint FROM token_transactions t
    WHERE t.stripe_payment_intent_id = o.stripe_payment_intent_id AND t.order_id = o.id
      AND (t.transaction_type = ANY (p_types)
           OR t.transaction_type = 'reversal' AND EXISTS (
               SELECT FROM token_entry_keys k JOIN token_transactions r ON r.created_at = k.created_at AND r.id = k.entry_id
               WHERE k.entry_id = t.reverses AND r.transaction_type = ANY (p_types)))
$$;

-- What of an order's tokens refunds, disputes and reversals have left the customer.
CREATE FUNCTION order_tokens_standing(p_order_id bigint) RETURNS bigint
    LANGUAGE sql STABLE AS
    $$ SELECT order_tokens(o, 'purchase', 'bonus', 'refund', 'dispute') FROM token_orders o WHERE o.id = p_order_id $$;

-- A refund's next entry, which may leave debt, or (p_tokens NULL) the reversal of the one in force.
CREATE FUNCTION refund_post(p_refund_id text, p_tokens bigint) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    r stripe_refunds;
    v ledger_posting;
    e token_transactions;
    v_takes boolean := p_tokens IS NOT NULL;
    v_number integer;
BEGIN
    SELECT * INTO r FROM stripe_refunds WHERE id = p_refund_id;
    v_number := r.takes + CASE WHEN v_takes THEN 1 ELSE 0 END;
    v.operation_key := concat('stripe:', r.id, CASE WHEN NOT v_takes THEN ':back' END, CASE WHEN v_number > 1 THEN ':' || v_number END);
    v.operation_line := 0;
    v.user_id := r.user_id;
    v.transaction_type := CASE WHEN v_takes THEN 'refund' ELSE 'reversal' END;
    v.tokens := coalesce(p_tokens, r.tokens_taken);
    v.direction := CASE WHEN v_takes THEN -1 ELSE 1 END;
    v.action_type := CASE WHEN v_takes THEN 'stripe_refund' ELSE 'refund_returned' END;
    v.order_id := r.order_id;
    v.stripe_payment_intent_id := r.stripe_payment_intent_id;
    v.on_behalf_of := r.created_by;
    v.metadata := '{}';
    v.may_owe := v_takes;
    v.from_order := CASE WHEN v_takes THEN r.order_id END;
    v.reverses := CASE WHEN NOT v_takes THEN r.entry_id END;
    e := ledger_post_or_raise(v);
    UPDATE stripe_refunds SET takes = v_number, entry_id = CASE WHEN v_takes THEN e.id END,
        tokens_taken = CASE WHEN v_takes THEN e.tokens_amount ELSE 0 END,
        tokens_owed = CASE WHEN v_takes THEN e.tokens_owed_delta ELSE 0 END,
        tokens_returned = CASE WHEN v_takes THEN 0 ELSE e.tokens_amount END,
        return_entry_id = CASE WHEN v_takes THEN return_entry_id ELSE e.id END, changed_at = ledger_now()
        WHERE id = r.id;
END
$$;

-- Takes for an order's refunds exactly what rule 8 says in all, by differences, whatever was taken before and in whatever order
-- they became known: what came back is given back first, then newer refunds are if they took too much, then what is missing is
-- taken. Before a credit there is nothing to take. Disputes hold only what refunds leave. Locks the order, then the wallet.
CREATE FUNCTION refund_settle(p_order_id bigint) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    o token_orders;
    r stripe_refunds;
    v_due bigint;
    v_taken bigint;
    v_take bigint;
    v_pence numeric;
BEGIN
    SELECT * INTO o FROM token_orders WHERE id = p_order_id FOR NO KEY UPDATE;
    IF o.stripe_payment_intent_id IS NULL OR NOT EXISTS (SELECT FROM stripe_refunds WHERE order_id = o.id) THEN
        PERFORM dispute_settle(o.id, 0);
        RETURN;
    END IF;
    SELECT coalesce(sum(amount_pence) FILTER (WHERE refund_counts(status)), 0),
            coalesce(sum(amount_pence) FILTER (WHERE refund_counts(status) AND entry_id IS NOT NULL), 0)
        INTO v_due, v_pence FROM stripe_refunds
        WHERE order_id = o.id AND stripe_payment_intent_id = o.stripe_payment_intent_id;
    v_due := least(refund_due(o, v_due), greatest(order_tokens(o, 'purchase', 'bonus'), 0));
    v_taken := -order_tokens(o, 'refund');
    FOR r IN SELECT * FROM stripe_refunds WHERE order_id = o.id AND stripe_payment_intent_id = o.stripe_payment_intent_id
             AND entry_id IS NOT NULL ORDER BY refund_counts(status), made_at DESC, id DESC LOOP
        IF NOT refund_counts(r.status) OR v_taken > v_due THEN
            PERFORM refund_post(r.id, NULL);
            v_taken := v_taken - r.tokens_taken;
            v_pence := v_pence - CASE WHEN refund_counts(r.status) THEN r.amount_pence ELSE 0 END;
        END IF;
    END LOOP;
    IF v_taken < v_due THEN
        PERFORM dispute_settle(o.id, v_due - v_taken);
    END IF;
    FOR r IN SELECT * FROM stripe_refunds WHERE order_id = o.id AND stripe_payment_intent_id = o.stripe_payment_intent_id
             AND refund_counts(status) AND entry_id IS NULL ORDER BY made_at, id LOOP
        v_pence := v_pence + r.amount_pence;
        v_take := least(refund_due(o, v_pence), v_due) - v_taken;
        IF v_take > 0 THEN
            PERFORM refund_post(r.id, v_take);
            v_taken := v_taken + v_take;
        END IF;
    END LOOP;
    IF v_taken < v_due THEN
        -- All have taken their part of fewer tokens than there are by now: the last one takes the rest.
        SELECT * INTO r FROM stripe_refunds WHERE order_id = o.id AND stripe_payment_intent_id = o.stripe_payment_intent_id
            AND entry_id IS NOT NULL ORDER BY made_at DESC, id DESC LIMIT 1;
        PERFORM refund_post(r.id, NULL);
        PERFORM refund_post(r.id, r.tokens_taken + v_due - v_taken);
    END IF;
    PERFORM dispute_settle(o.id, 0);
END
$$;

-- An entry of a refund that was posted before there was a row for it: its key tells.
CREATE FUNCTION refund_adopt(p_id text) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    e token_transactions;
    v_back token_entry_keys;
BEGIN
    SELECT t.* INTO e FROM token_entry_keys k JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id
        WHERE k.operation_key = 'stripe:' || p_id AND k.operation_line = 0 AND t.transaction_type = 'refund';
    SELECT * INTO v_back FROM token_entry_keys WHERE reverses = e.id;
    UPDATE stripe_refunds SET takes = 1, return_entry_id = v_back.entry_id,
        entry_id = CASE WHEN v_back.entry_id IS NULL THEN e.id END,
        tokens_taken = CASE WHEN v_back.entry_id IS NULL THEN e.tokens_amount ELSE 0 END,
        tokens_owed = CASE WHEN v_back.entry_id IS NULL THEN e.tokens_owed_delta ELSE 0 END,
        tokens_returned = CASE WHEN v_back.entry_id IS NULL THEN 0 ELSE e.tokens_amount END
        WHERE id = p_id AND e.id IS NOT NULL AND order_id = e.order_id;
END
$$;

-- Books all refunds of a payment as just read from Stripe: exactly once whatever events come, in any order, any number of times.
-- p_order_id is the order that the payment's metadata names: it only finds one that is not credited yet (T8), whose credit then
-- takes at once what these refunds leave nothing of (F8). Nothing comes back for a payment that is none of ours.
-- A refund is a JSON object: id, amount_pence, currency, status, failure_reason, made_at, operation_key.
CREATE FUNCTION book_refund(p_payment_id text, p_order_id bigint, p_amount_pence bigint, p_currency text, p_refunds jsonb)
    RETURNS SETOF stripe_refunds
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o token_orders;
    b stripe_refunds; -- before
    r stripe_refunds;
    v_refund jsonb;
    v_changed jsonb := '{}'; -- what each changed one was before
BEGIN
    PERFORM ledger_require_role('tokens_service');
    SELECT * INTO o FROM token_orders WHERE stripe_payment_intent_id = p_payment_id FOR NO KEY UPDATE;
    IF NOT FOUND AND p_order_id IS NOT NULL THEN
        SELECT * INTO o FROM token_orders WHERE id = p_order_id FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            PERFORM ledger_reject('refund_order_unknown', p_order_id::text);
        END IF;
    END IF;
    IF o.id IS NULL THEN
        RETURN;
    ELSIF o.price_pence IS DISTINCT FROM p_amount_pence OR o.currency IS DISTINCT FROM upper(p_currency) THEN
        PERFORM ledger_reject('order_amount_differs', o.id::text, o.price_pence::text, coalesce(p_amount_pence::text, ''));
    END IF;
    FOR v_refund IN SELECT * FROM jsonb_array_elements(p_refunds) LOOP
        r := NULL;
        r.id := v_refund ->> 'id';
        r.status := v_refund ->> 'status';
        r.amount_pence := (v_refund ->> 'amount_pence')::bigint;
        IF r.id IS NULL OR r.id !~ '^[A-Za-z0-9_]{1,180}$' OR r.status IS NULL OR r.status !~ '^[a-z_]{1,50}$'
            OR coalesce(r.amount_pence, 0) < 1 THEN
            PERFORM ledger_reject('refund_malformed');
        ELSIF upper(v_refund ->> 'currency') IS DISTINCT FROM o.currency THEN
            PERFORM ledger_reject('refund_currency_differs', r.id);
        END IF;
        SELECT * INTO b FROM stripe_refunds WHERE id = r.id;
        IF b.id IS NULL THEN
            INSERT INTO stripe_refunds (id, order_id, user_id, stripe_payment_intent_id, amount_pence, currency, status, failure_reason,
                    made_at, operation_key, created_by)
                SELECT r.id, o.id, o.user_id, p_payment_id, r.amount_pence, o.currency, r.status, left(v_refund ->> 'failure_reason', 100),
                    (v_refund ->> 'made_at')::timestamptz, x.operation_key, coalesce(x.payload ->> 'asked_by', x.requested_by)
                FROM (VALUES (1)) one LEFT JOIN stripe_outbox x ON x.operation_key = v_refund ->> 'operation_key'
                    AND x.kind = 'refund' AND x.subject_type = 'order' AND x.subject_id = o.id::text;
            PERFORM refund_adopt(r.id);
        ELSIF (b.order_id, b.stripe_payment_intent_id, b.amount_pence) <> (o.id, p_payment_id, r.amount_pence) THEN
            PERFORM ledger_conflict('refund_malformed');
        ELSIF refund_rank(r.status) > refund_rank(b.status) OR refund_rank(r.status) = 0 AND refund_rank(b.status) = 0
            AND r.status <> b.status THEN
            UPDATE stripe_refunds SET status = r.status, failure_reason = left(v_refund ->> 'failure_reason', 100),
                changed_at = ledger_now() WHERE id = r.id;
        ELSE
            CONTINUE;
        END IF;
        v_changed := v_changed || jsonb_build_object(r.id, CASE WHEN b.id IS NOT NULL THEN to_jsonb(b) END);
    END LOOP;
    PERFORM refund_settle(o.id);
    FOR r IN SELECT * FROM stripe_refunds WHERE order_id = o.id ORDER BY made_at, id LOOP
        IF v_changed ? r.id THEN
            INSERT INTO audit_log (action, subject_type, subject_id, before, after)
                VALUES ('book_refund', 'refund', left(r.id, 100), nullif(v_changed -> r.id, 'null'), to_jsonb(r));
        END IF;
        IF r.stripe_payment_intent_id = p_payment_id THEN
            RETURN NEXT r;
        END IF;
    END LOOP;
END
$$;

GRANT SELECT ON stripe_refunds TO tokens_support, tokens_finance, tokens_admin, tokens_service;
GRANT EXECUTE ON FUNCTION book_refund TO tokens_service;

RESET ROLE;
