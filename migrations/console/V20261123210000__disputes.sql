-- Disputes: what the customer's bank says, as Stripe tells it, and the tokens that are held, given back or taken for it.
SET LOCAL ROLE tok_owner;

CREATE TABLE stripe_disputes (
    id VARCHAR(100) PRIMARY KEY, -- Stripe's; keys of entries are made of it
    order_id BIGINT NOT NULL REFERENCES token_orders (id),
    user_id INTEGER NOT NULL,
    stripe_payment_intent_id VARCHAR(255) NOT NULL,
    amount_pence BIGINT NOT NULL CHECK (amount_pence > 0),
    currency CHAR(3) NOT NULL,
    status VARCHAR(50) NOT NULL, -- Stripe's word, also one that we have never heard (F27)
    reason VARCHAR(100) NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL, -- Stripe's time
    due_by TIMESTAMPTZ, -- until when evidence is taken
    has_evidence BOOLEAN NOT NULL DEFAULT false, -- Stripe holds some
    submissions INTEGER NOT NULL DEFAULT 0, -- how often evidence went to the bank
    movements JSONB NOT NULL DEFAULT '[]', -- what it moved on our balance at Stripe
    -- inquiry and closed move nothing; held and lost take tokens; won has given them back; unclear waits for a person
    phase VARCHAR(20) NOT NULL CHECK (phase IN ('inquiry', 'closed', 'held', 'won', 'lost', 'unclear')),
    tokens_share BIGINT NOT NULL CHECK (tokens_share >= 0), -- floor(all tokens x disputed / price)
    tokens_due BIGINT NOT NULL DEFAULT 0, -- of the share, what refunds and older disputes leave
    tokens_held BIGINT NOT NULL DEFAULT 0, -- by the hold in force; final once the dispute is lost
    tokens_owed BIGINT NOT NULL DEFAULT 0, -- of these, what was spent when they were held: debt
    tokens_returned BIGINT NOT NULL DEFAULT 0, -- by the last return, while no hold is in force
    holds INTEGER NOT NULL DEFAULT 0, -- how many there were: a refund or another dispute may change what is due
    hold_entry_id BIGINT, -- the last hold
    return_entry_id BIGINT, -- its return; a hold without one is in force
    readings BIGINT NOT NULL DEFAULT 0, -- grows with each booking: who read Stripe before the last one reads again
    desk_order BIGINT NOT NULL, -- of the desk's list: what waits for an answer by its deadline, then the newest
    first_seen_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    last_seen_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    CONSTRAINT stripe_disputes_owed CHECK (tokens_owed BETWEEN 0 AND tokens_held)
);
CREATE INDEX idx_stripe_disputes_desk ON stripe_disputes (desk_order, id);
CREATE INDEX idx_stripe_disputes_phase ON stripe_disputes (phase, desk_order, id);
CREATE INDEX idx_stripe_disputes_order ON stripe_disputes (order_id, opened_at, id);
CREATE INDEX idx_stripe_disputes_user ON stripe_disputes (user_id);
CREATE INDEX idx_stripe_disputes_waiting ON stripe_disputes (due_by)
    WHERE status IN ('needs_response', 'warning_needs_response');

-- A dispute's next entry: a hold (-1) of what is due, or the return (+1) of the hold in force (ruling 14).
CREATE FUNCTION dispute_post(d stripe_disputes, o token_orders, p_direction smallint, p_tokens bigint)
    RETURNS token_transactions
    LANGUAGE plpgsql AS $$
DECLARE
    v ledger_posting;
    v_number integer := CASE WHEN p_direction = -1 THEN d.holds + 1 ELSE d.holds END;
BEGIN
    v.operation_key := concat('stripe:', d.id, CASE WHEN p_direction = -1 THEN ':hold' ELSE ':return' END,
        CASE WHEN v_number > 1 THEN ':' || v_number END);
    v.operation_line := 0;
    v.user_id := d.user_id;
    v.transaction_type := 'dispute';
    v.tokens := p_tokens;
    v.direction := p_direction;
    v.action_type := CASE WHEN p_direction = -1 THEN 'dispute_hold' ELSE 'dispute_return' END;
    v.order_id := o.id;
    v.stripe_payment_intent_id := d.stripe_payment_intent_id;
    v.metadata := '{}';
    v.may_owe := p_direction = -1;
    v.from_order := CASE WHEN p_direction = -1 THEN o.id END;
    v.reverses := CASE WHEN p_direction = 1 THEN d.hold_entry_id END;
    RETURN ledger_post_or_raise(v);
END
$$;

-- Holds for an order's disputes exactly what is due, lost ones and older ones first: at most a share, and never more than refunds
-- leave, so that refunds and disputes together never take more than was sold. A hold of another size is returned and held anew.
-- p_reserved: tokens that a refund is about to take. Then the holds are lifted, so that it draws from the lots as if it had been
-- known first; call again without, once it is posted, or one was given back, or the order was credited.
-- Locks the order, then its disputes, then the wallet.
CREATE FUNCTION dispute_settle(p_order_id bigint, p_reserved bigint DEFAULT 0) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    o token_orders;
    d stripe_disputes;
    e token_transactions;
    v_left bigint;
    v_due bigint;
BEGIN
    SELECT * INTO o FROM token_orders WHERE id = p_order_id FOR NO KEY UPDATE;
    IF o.stripe_payment_intent_id IS NULL OR NOT EXISTS (SELECT FROM stripe_disputes WHERE order_id = o.id) THEN
        RETURN; -- not credited yet: credit_order() comes back
    END IF;
    v_left := greatest(order_tokens(o, 'purchase', 'bonus', 'refund') - p_reserved, 0);
    FOR d IN SELECT * FROM stripe_disputes WHERE order_id = o.id AND stripe_payment_intent_id = o.stripe_payment_intent_id
             ORDER BY phase = 'lost' DESC, opened_at, id FOR NO KEY UPDATE LOOP
        v_due := CASE WHEN d.phase = 'unclear' THEN least(d.tokens_held, v_left)
                      WHEN d.phase IN ('held', 'lost') AND p_reserved = 0 THEN least(d.tokens_share, v_left) ELSE 0 END;
        v_left := v_left - v_due;
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
    FOR d IN SELECT * FROM stripe_disputes WHERE order_id = o.id AND tokens_due > tokens_held
             ORDER BY phase = 'lost' DESC, opened_at, id LOOP
        e := dispute_post(d, o, (-1)::smallint, d.tokens_due);
        UPDATE stripe_disputes SET tokens_held = e.tokens_amount, tokens_owed = e.tokens_owed_delta, tokens_returned = 0,
            holds = holds + 1, hold_entry_id = e.id, return_entry_id = NULL WHERE id = d.id;
    END LOOP;
END
$$;

-- What Stripe's word means for the tokens. An inquiry withdraws nothing (R5); a word we have never heard changes nothing.
CREATE FUNCTION dispute_phase(p_status text) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN p_status IN ('needs_response', 'under_review') THEN 'held' WHEN p_status IN ('won', 'lost') THEN p_status
                WHEN p_status IN ('warning_needs_response', 'warning_under_review') THEN 'inquiry'
                WHEN p_status IN ('warning_closed', 'prevented') THEN 'closed' ELSE 'unclear' END
$$;

-- Books the present state of a dispute as just read from Stripe: exactly once whatever events come, in any order, any number of
-- times. p_readings is stripe_disputes.readings before Stripe was asked (0: there was no row): whoever comes with an older
-- answer gets `dispute_moved` and reads again. p_session_id finds the order of a payment that is not credited yet.
-- The dispute is a JSON object: id, payment_id, amount_pence, currency, status, reason, opened_at, due_by, has_evidence,
-- submissions, movements.
CREATE FUNCTION book_dispute(p_dispute jsonb, p_session_id text, p_readings bigint) RETURNS SETOF stripe_disputes
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_payment text := p_dispute ->> 'payment_id';
    v_moved boolean;
    o token_orders;
    b stripe_disputes; -- before
    d stripe_disputes;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    d.id := p_dispute ->> 'id';
    d.status := p_dispute ->> 'status';
    IF d.id IS NULL OR d.id !~ '^[A-Za-z0-9_]{1,100}$' OR d.status IS NULL OR d.status !~ '^[a-z_]{1,50}$'
        OR coalesce((p_dispute ->> 'amount_pence')::bigint, 0) < 1 THEN
        PERFORM ledger_reject('dispute_malformed');
    END IF;
    SELECT * INTO o FROM token_orders WHERE stripe_payment_intent_id = v_payment FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        SELECT * INTO o FROM token_orders WHERE stripe_checkout_session_id = p_session_id FOR NO KEY UPDATE;
    END IF;
    IF o.id IS NULL OR o.stripe_payment_intent_id <> v_payment THEN
        PERFORM ledger_reject('dispute_order_unknown', d.id);
    END IF;
    SELECT * INTO b FROM stripe_disputes WHERE id = d.id FOR NO KEY UPDATE;
    IF coalesce(b.readings, 0) <> p_readings THEN
        PERFORM ledger_conflict('dispute_moved', d.id);
    ELSIF b.order_id <> o.id THEN
        PERFORM ledger_conflict('dispute_order_unknown', d.id);
    END IF;

    d.amount_pence := (p_dispute ->> 'amount_pence')::bigint;
    d.currency := upper(p_dispute ->> 'currency');
    d.opened_at := (p_dispute ->> 'opened_at')::timestamptz;
    d.due_by := (p_dispute ->> 'due_by')::timestamptz;
    d.phase := dispute_phase(d.status);
    d.tokens_share := div((o.token_amount + o.bonus_tokens) * least(d.amount_pence, o.price_pence)::numeric, o.price_pence);
    IF d.currency <> o.currency THEN -- R6: a person decides, so nothing moves
        d.phase := 'unclear';
        d.tokens_share := 0;
    END IF;
    d.desk_order := CASE WHEN d.status IN ('needs_response', 'warning_needs_response')
        THEN extract(epoch FROM coalesce(d.due_by, d.opened_at))::bigint
        ELSE 1000000000000 - extract(epoch FROM d.opened_at)::bigint END;
    INSERT INTO stripe_disputes AS s (id, order_id, user_id, stripe_payment_intent_id, amount_pence, currency, status, reason,
            opened_at, due_by, has_evidence, submissions, movements, phase, tokens_share, desk_order)
        VALUES (d.id, o.id, o.user_id, v_payment, d.amount_pence, d.currency, d.status,
            left(coalesce(p_dispute ->> 'reason', ''), 100), d.opened_at, d.due_by,
            coalesce((p_dispute ->> 'has_evidence')::boolean, false), coalesce((p_dispute ->> 'submissions')::integer, 0),
            coalesce(p_dispute -> 'movements', '[]'), d.phase, d.tokens_share, d.desk_order)
        ON CONFLICT (id) DO UPDATE SET amount_pence = excluded.amount_pence, currency = excluded.currency,
            status = excluded.status, reason = excluded.reason, due_by = coalesce(excluded.due_by, s.due_by),
            has_evidence = excluded.has_evidence, submissions = excluded.submissions, movements = excluded.movements,
            phase = excluded.phase, tokens_share = excluded.tokens_share, desk_order = excluded.desk_order,
            last_seen_at = ledger_now();
    IF b.id IS NULL THEN
        PERFORM dispute_adopt(d.id);
    END IF;
    PERFORM dispute_settle(o.id);
    UPDATE stripe_disputes SET readings = readings + 1 WHERE id = d.id RETURNING * INTO d;
    v_moved := (d.status, d.amount_pence, d.tokens_held, d.due_by, d.submissions)
        IS DISTINCT FROM (b.status, b.amount_pence, b.tokens_held, b.due_by, b.submissions);
    IF v_moved THEN
        INSERT INTO audit_log (action, subject_type, subject_id, before, after)
            VALUES ('book_dispute', 'dispute', d.id, CASE WHEN b.id IS NOT NULL THEN to_jsonb(b) - 'movements' END,
                to_jsonb(d) - 'movements');
    END IF;
    RETURN NEXT d;
END
$$;

-- Entries of a dispute that were posted before there was a row for it: their keys tell.
CREATE FUNCTION dispute_adopt(p_id text) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_hold token_transactions;
    v_return token_entry_keys;
BEGIN
    SELECT t.* INTO v_hold FROM token_entry_keys k JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id
        WHERE k.operation_key = concat('stripe:', p_id, ':hold') AND k.operation_line = 0;
    IF v_hold.id IS NULL THEN
        RETURN;
    END IF;
    SELECT * INTO v_return FROM token_entry_keys WHERE reverses = v_hold.id;
    UPDATE stripe_disputes SET holds = 1, hold_entry_id = v_hold.id, return_entry_id = v_return.entry_id,
        tokens_held = CASE WHEN v_return.entry_id IS NULL THEN v_hold.tokens_amount ELSE 0 END,
        tokens_owed = CASE WHEN v_return.entry_id IS NULL THEN v_hold.tokens_owed_delta ELSE 0 END,
        tokens_returned = CASE WHEN v_return.entry_id IS NULL THEN 0 ELSE v_hold.tokens_amount END
        WHERE id = p_id;
END
$$;

-- As before; and then what refunds take and disputes hold of an order that is credited only now (F8).
CREATE OR REPLACE FUNCTION credit_order(p_order_id bigint, p_session_id text, p_payment_intent_id text, p_amount_pence bigint,
        p_currency text) RETURNS SETOF token_transactions
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o token_orders;
    v ledger_posting;
    v_paid_lot_pence bigint;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    SELECT * INTO o FROM token_orders WHERE id = p_order_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_reject('order_unknown', coalesce(p_order_id::text, ''));
    ELSIF o.price_pence IS DISTINCT FROM p_amount_pence OR o.currency IS DISTINCT FROM upper(p_currency) THEN
        PERFORM ledger_reject('order_amount_differs', o.id::text, o.price_pence::text, coalesce(p_amount_pence::text, ''));
    ELSIF o.stripe_checkout_session_id IS DISTINCT FROM p_session_id
        OR coalesce(o.stripe_payment_intent_id, p_payment_intent_id) IS DISTINCT FROM p_payment_intent_id THEN
        PERFORM ledger_conflict('order_has_other_checkout', o.id::text);
    END IF;
    UPDATE token_orders SET status = 'paid', stripe_payment_intent_id = p_payment_intent_id,
        paid_at = coalesce(paid_at, ledger_now()) WHERE id = o.id AND status <> 'paid';

    -- The price is spread over all tokens of the order, bonus included, without losing a penny (ruling 17).
    v_paid_lot_pence := o.price_pence * o.token_amount / (o.token_amount + o.bonus_tokens);
    v.operation_key := 'stripe:' || p_session_id;
    v.operation_line := 0;
    v.user_id := o.user_id;
    v.transaction_type := 'purchase';
    v.tokens := o.token_amount;
    v.direction := 1;
    v.action_type := 'token_purchase';
    v.reference_id := o.package_version_id;
    v.order_id := o.id;
    v.stripe_payment_intent_id := p_payment_intent_id;
    v.paid_pence := v_paid_lot_pence;
    v.currency := o.currency;
    v.metadata := '{}';
    RETURN NEXT ledger_post_or_raise(v);
    IF o.bonus_tokens > 0 THEN
        v.operation_line := 1;
        v.transaction_type := 'bonus';
        v.tokens := o.bonus_tokens;
        v.action_type := 'purchase_bonus';
        v.paid_pence := o.price_pence - v_paid_lot_pence;
        RETURN NEXT ledger_post_or_raise(v);
    END IF;
    PERFORM refund_settle(o.id);
END
$$;

-- The service posts a return only of a dispute's hold: any other debit is taken back by its own door, with its own checks.
CREATE OR REPLACE FUNCTION ledger_service_refusal(p ledger_posting) RETURNS text
    LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p.transaction_type IS NULL OR p.transaction_type NOT IN ('consumption', 'refund', 'dispute', 'expiry') THEN
        RETURN 'type_not_for_service';
    ELSIF p.direction IS NULL OR p.direction NOT IN (1, -1) OR (p.transaction_type <> 'dispute' AND p.direction <> -1) THEN
        RETURN 'direction_malformed';
    ELSIF p.transaction_type = 'dispute' AND p.direction = 1 AND NOT EXISTS (
            SELECT FROM token_entry_keys k JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id
            WHERE k.entry_id = p.reverses AND t.transaction_type = 'dispute' AND t.direction = -1) THEN
        RETURN 'return_without_hold';
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION ledger_check_service_posting(p ledger_posting) RETURNS void
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_refusal text := ledger_service_refusal(p);
BEGIN
    IF v_refusal IS NOT NULL THEN
        PERFORM ledger_reject(v_refusal, p.transaction_type);
    END IF;
END
$$;

GRANT SELECT ON stripe_disputes TO tokens_support, tokens_finance, tokens_admin, tokens_service;
GRANT EXECUTE ON FUNCTION book_dispute TO tokens_service;

RESET ROLE;
