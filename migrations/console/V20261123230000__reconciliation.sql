-- Reconciliation asked for by people, what it reads of Stripe kept beside our own books, and findings worked on by name.
SET LOCAL ROLE tok_owner;

-- How many minutes old a payment must be before a run misses its credit: until then its event may still come (R1).
INSERT INTO settings (name, version, value) VALUES ('RECONCILIATION_WAIT_MINUTES', 1, '15');

-- --------------------------------------------------------------------------------------------------------------- runs

ALTER TABLE reconciliation_runs
    DROP CONSTRAINT reconciliation_runs_status_check,
    ADD CONSTRAINT reconciliation_runs_status_check
        CHECK (status IN ('waiting', 'running', 'interrupted', 'finished', 'cancelled', 'failed')),
    ALTER COLUMN page_cursor TYPE VARCHAR(1000),
    ADD COLUMN kind VARCHAR(10) NOT NULL DEFAULT 'scheduled' CHECK (kind IN ('scheduled', 'asked', 'dry')),
    -- Whether the next run may begin where this one ends: not after a dry one, nor after one over a window chosen by hand.
    ADD COLUMN moves_on BOOLEAN NOT NULL DEFAULT true,
    -- After a run stopped at its ceiling, nothing is repaired until a person asks for a run.
    ADD COLUMN may_repair BOOLEAN NOT NULL DEFAULT true,
    ADD COLUMN ceiling_reached BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN cancel_asked_by VARCHAR(100),
    ADD COLUMN per_second INTEGER, -- requests a second to Stripe at the last page
    ADD COLUMN refusals BIGINT NOT NULL DEFAULT 0; -- how often Stripe said it is too much (429)
CREATE UNIQUE INDEX reconciliation_runs_one_waiting ON reconciliation_runs ((true)) WHERE status = 'waiting';

-- What a dry run would note and do; a finding's row is never touched by it.
CREATE TABLE reconciliation_previews (
    run_id BIGINT NOT NULL REFERENCES reconciliation_runs (id),
    fingerprint VARCHAR(300) NOT NULL,
    finding_class VARCHAR(10) NOT NULL,
    stripe_id VARCHAR(255),
    order_id BIGINT,
    user_id INTEGER,
    amount_pence BIGINT,
    currency CHAR(3),
    tokens BIGINT,
    plan VARCHAR(100) NOT NULL, -- would_repair, person_decides, or the key of the reason why it would be left
    PRIMARY KEY (run_id, fingerprint)
);

-- A person asks for a run; whoever runs the background jobs picks it up. One waits at a time: a second asker gets that one.
CREATE FUNCTION request_reconciliation(p_dry boolean, p_from timestamptz, p_to timestamptz) RETURNS SETOF reconciliation_runs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r reconciliation_runs;
    v_reached timestamptz;
BEGIN
    PERFORM ledger_require_role('tokens_finance', 'tokens_admin');
    IF (p_from IS NULL) <> (p_to IS NULL) OR p_from >= p_to OR p_from < '2010-01-01' OR p_to > ledger_now() + interval '1 day' THEN
        PERFORM ledger_reject('window_malformed');
    END IF;
    -- Filled when it begins, unless the window was chosen by hand.
    INSERT INTO reconciliation_runs (status, kind, moves_on, window_from, window_to, stage)
        VALUES ('waiting', CASE WHEN p_dry THEN 'dry' ELSE 'asked' END, NOT p_dry AND p_from IS NULL,
            date_trunc('second', coalesce(p_from, ledger_now())), date_trunc('second', coalesce(p_to, ledger_now())),
            CASE WHEN p_from IS NULL THEN 'whole' ELSE 'payments' END)
        ON CONFLICT DO NOTHING RETURNING * INTO r;
    IF r.id IS NULL THEN
        RETURN QUERY SELECT * FROM reconciliation_runs WHERE status = 'waiting';
        RETURN;
    END IF;
    INSERT INTO audit_log (action, subject_type, subject_id, after)
        VALUES ('request_reconciliation', 'reconciliation', r.id::text, jsonb_build_object('kind', r.kind, 'from', p_from, 'to', p_to));
    RETURN NEXT r;
END
$$;

-- A person asks a run to stop after its page; one that waits is over at once.
CREATE FUNCTION cancel_reconciliation(p_run_id bigint) RETURNS SETOF reconciliation_runs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r reconciliation_runs;
BEGIN
    PERFORM ledger_require_role('tokens_finance', 'tokens_admin');
    UPDATE reconciliation_runs SET cancel_asked_by = session_user,
        status = CASE WHEN status = 'waiting' THEN 'cancelled' ELSE status END,
        finished_at = CASE WHEN status = 'waiting' THEN ledger_now() END
        WHERE id = p_run_id AND status IN ('waiting', 'running', 'interrupted') RETURNING * INTO r;
    IF r.id IS NULL THEN
        PERFORM ledger_conflict('run_over', coalesce(p_run_id::text, ''));
    END IF;
    INSERT INTO audit_log (action, subject_type, subject_id, after)
        VALUES ('cancel_reconciliation', 'reconciliation', r.id::text, jsonb_build_object('status', r.status));
    RETURN NEXT r;
END
$$;

-- ----------------------------------------------------------------------------------------------------------- findings

ALTER TABLE reconciliation_findings
    ADD COLUMN decided_by VARCHAR(100),
    ADD COLUMN acted_run_id BIGINT; -- the run that last tried to put it right by itself
UPDATE reconciliation_findings SET decided_by = owner WHERE owner IS NOT NULL;
CREATE INDEX idx_reconciliation_findings_stripe ON reconciliation_findings (stripe_id);
CREATE INDEX idx_reconciliation_findings_acted ON reconciliation_findings (acted_run_id) WHERE acted_run_id IS NOT NULL;

-- What became of a finding, by whom: never changed.
CREATE TABLE finding_notes (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    finding_id BIGINT NOT NULL REFERENCES reconciliation_findings (id),
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('status', 'owner', 'comment')),
    value VARCHAR(100), -- the new status or owner
    text VARCHAR(2000),
    written_by VARCHAR(100) NOT NULL DEFAULT session_user,
    written_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now()
);
CREATE INDEX idx_finding_notes_finding ON finding_notes (finding_id, id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON finding_notes FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON finding_notes EXECUTE FUNCTION ledger_refuse_change();

CREATE FUNCTION note_finding_status() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO finding_notes (finding_id, kind, value) VALUES (NEW.id, 'status', NEW.status);
    RETURN NULL;
END
$$;
-- The job's own changes; doors write their rows themselves.
CREATE TRIGGER noted_status AFTER UPDATE ON reconciliation_findings FOR EACH ROW
    WHEN (current_user <> 'tok_owner' AND OLD.status <> NEW.status) EXECUTE FUNCTION note_finding_status();

CREATE FUNCTION finding_to_change(p_finding_id bigint) RETURNS reconciliation_findings
    LANGUAGE plpgsql AS $$
DECLARE
    f reconciliation_findings;
BEGIN
    PERFORM ledger_require_role('tokens_finance', 'tokens_admin');
    SELECT * INTO f FROM reconciliation_findings WHERE id = p_finding_id FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_reject('finding_unknown', coalesce(p_finding_id::text, ''));
    END IF;
    RETURN f;
END
$$;

-- As before; who decides on a finding that nobody has taken becomes its owner.
CREATE OR REPLACE FUNCTION resolve_finding(p_finding_id bigint, p_status text, p_comment text) RETURNS SETOF reconciliation_findings
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    f reconciliation_findings;
    v_before jsonb;
    v_comment text := ledger_reason(p_comment);
BEGIN
    PERFORM ledger_require_role('tokens_finance', 'tokens_admin');
    IF p_status IS NULL OR p_status NOT IN ('open', 'waiting', 'resolved', 'accepted') THEN
        PERFORM ledger_reject('finding_status_unknown', coalesce(p_status, ''));
    END IF;
    f := finding_to_change(p_finding_id);
    IF f.status IN ('fixed', 'gone') THEN
        PERFORM ledger_conflict('finding_closed', f.status);
    END IF;
    v_before := to_jsonb(f);
    UPDATE reconciliation_findings SET status = p_status, comment = v_comment, owner = coalesce(owner, session_user),
        decided_by = session_user, read_at = coalesce(read_at, ledger_now()),
        closed_at = CASE WHEN p_status IN ('resolved', 'accepted') THEN ledger_now() END
        WHERE id = f.id RETURNING * INTO f;
    INSERT INTO finding_notes (finding_id, kind, value, text) VALUES (f.id, 'status', p_status, v_comment);
    INSERT INTO audit_log (action, subject_type, subject_id, before, after, reason)
        VALUES ('resolve_finding', 'finding', f.id::text, v_before, to_jsonb(f), v_comment);
    RETURN NEXT f;
END
$$;

-- Takes a finding over, gives it to somebody who may decide on it, or (NULL) gives it back to all.
CREATE FUNCTION assign_finding(p_finding_id bigint, p_owner text) RETURNS SETOF reconciliation_findings
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    f reconciliation_findings := finding_to_change(p_finding_id);
    v_before text := f.owner;
    v_role name;
BEGIN
    IF p_owner IS NOT NULL THEN
        SELECT rolname INTO v_role FROM pg_roles WHERE rolname = p_owner AND rolcanlogin;
        IF v_role IS NULL OR NOT (pg_has_role(v_role, 'tokens_finance', 'MEMBER') OR pg_has_role(v_role, 'tokens_admin', 'MEMBER')) THEN
            PERFORM ledger_reject('owner_unfit', left(p_owner, 100));
        END IF;
    END IF;
    IF v_before IS DISTINCT FROM p_owner THEN
        UPDATE reconciliation_findings SET owner = p_owner, read_at = coalesce(read_at, ledger_now())
            WHERE id = f.id RETURNING * INTO f;
        INSERT INTO finding_notes (finding_id, kind, value) VALUES (f.id, 'owner', p_owner);
        INSERT INTO audit_log (action, subject_type, subject_id, before, after)
            VALUES ('assign_finding', 'finding', f.id::text, jsonb_build_object('owner', v_before),
                jsonb_build_object('owner', p_owner, 'user_id', f.user_id));
    END IF;
    RETURN NEXT f;
END
$$;

-- A comment without a decision.
CREATE FUNCTION comment_finding(p_finding_id bigint, p_text text) RETURNS SETOF finding_notes
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_text text := ledger_reason(p_text);
    f reconciliation_findings := finding_to_change(p_finding_id);
    n finding_notes;
BEGIN
    INSERT INTO finding_notes (finding_id, kind, text) VALUES (f.id, 'comment', v_text) RETURNING * INTO n;
    INSERT INTO audit_log (action, subject_type, subject_id, after, reason)
        VALUES ('comment_finding', 'finding', f.id::text, jsonb_build_object('user_id', f.user_id), v_text);
    RETURN NEXT n;
END
$$;

-- R17: while a wallet does not add up, nobody adjusts it; a person who has looked resolves the finding, and then may.
CREATE FUNCTION ledger_refuse_unproven_adjustment() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM reconciliation_findings WHERE user_id = NEW.user_id AND finding_class = 'R17'
               AND status IN ('open', 'waiting')) THEN
        PERFORM ledger_conflict('wallet_does_not_add_up', NEW.user_id::text);
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER proven_wallet BEFORE INSERT ON token_transactions FOR EACH ROW WHEN (NEW.transaction_type = 'adjustment')
    EXECUTE FUNCTION ledger_refuse_unproven_adjustment();

-- ------------------------------------------------------------------------------------------------ what was read of Stripe

-- Each payment as it was compared last: both sides, and what explains that they differ.
CREATE TABLE reconciliation_items (
    payment_id VARCHAR(255) PRIMARY KEY,
    created TIMESTAMPTZ NOT NULL, -- Stripe's time; of a payment that Stripe does not know, when we credited it
    order_id BIGINT,
    user_id INTEGER,
    currency CHAR(3) NOT NULL,
    stripe_pence BIGINT NOT NULL, -- what came in
    ledger_pence BIGINT NOT NULL, -- what we credited for
    refunded_pence BIGINT NOT NULL,
    disputed_pence BIGINT NOT NULL,
    fee_pence BIGINT, -- unknown until Stripe has booked the charge
    tokens_due BIGINT NOT NULL,
    tokens_booked BIGINT NOT NULL,
    explained JSONB NOT NULL DEFAULT '{}', -- by class or label: pence and tokens
    run_id BIGINT NOT NULL REFERENCES reconciliation_runs (id),
    checked_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now()
);
CREATE INDEX idx_reconciliation_items_created ON reconciliation_items (created, payment_id);
CREATE INDEX idx_reconciliation_items_differing ON reconciliation_items (created, payment_id)
    WHERE stripe_pence <> ledger_pence OR tokens_due <> tokens_booked;

-- Every movement on the balance at Stripe.
CREATE TABLE stripe_movements (
    id VARCHAR(255) PRIMARY KEY,
    created TIMESTAMPTZ NOT NULL,
    type VARCHAR(100) NOT NULL,
    category VARCHAR(100) NOT NULL,
    source_id VARCHAR(255),
    currency CHAR(3) NOT NULL,
    amount_pence BIGINT NOT NULL,
    fee_pence BIGINT NOT NULL,
    net_pence BIGINT NOT NULL CHECK (net_pence = amount_pence - fee_pence)
);
CREATE INDEX idx_stripe_movements_created ON stripe_movements (created, id);

-- Payouts, and whether their movements add up to them (R16).
CREATE TABLE stripe_payouts (
    id VARCHAR(255) PRIMARY KEY,
    created TIMESTAMPTZ NOT NULL,
    arrival TIMESTAMPTZ NOT NULL,
    status VARCHAR(30) NOT NULL,
    automatic BOOLEAN NOT NULL,
    currency CHAR(3) NOT NULL,
    amount_pence BIGINT NOT NULL,
    items BIGINT NOT NULL DEFAULT 0, -- its movements, its own not among them
    items_amount_pence BIGINT NOT NULL DEFAULT 0,
    items_fee_pence BIGINT NOT NULL DEFAULT 0,
    items_net_pence BIGINT NOT NULL DEFAULT 0,
    itemised BOOLEAN NOT NULL DEFAULT false, -- all pages of its movements were read
    checked_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now()
);
CREATE INDEX idx_stripe_payouts_created ON stripe_payouts (created, id);

-- The balance as Stripe tells it, and when: what all movements must come to.
CREATE TABLE stripe_balances (
    currency CHAR(3) PRIMARY KEY,
    pence BIGINT NOT NULL,
    read_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now()
);

-- What may still change at Stripe and is read again by id in each run, however old it is.
CREATE TABLE reconciliation_watched (
    stripe_id VARCHAR(255) PRIMARY KEY,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('payment', 'refund', 'dispute', 'payout')),
    payment_id VARCHAR(255),
    since TIMESTAMPTZ NOT NULL DEFAULT ledger_now()
);

-- The job keeps what it read: copies of what Stripe says, which nobody decides on. Each is harmless when done again.
CREATE FUNCTION keep_preview(p_run_id bigint, p_row jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    INSERT INTO reconciliation_previews SELECT t.* FROM jsonb_populate_record(NULL::reconciliation_previews,
            p_row || jsonb_build_object('run_id', p_run_id)) t
        ON CONFLICT (run_id, fingerprint) DO UPDATE SET plan = excluded.plan;
END
$$;

CREATE FUNCTION keep_items(p_run_id bigint, p_rows jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    INSERT INTO reconciliation_items (payment_id, created, order_id, user_id, currency, stripe_pence, ledger_pence, refunded_pence,
            disputed_pence, fee_pence, tokens_due, tokens_booked, explained, run_id)
        SELECT payment_id, created, order_id, user_id, currency, stripe_pence, ledger_pence, refunded_pence, disputed_pence,
            fee_pence, tokens_due, tokens_booked, explained, p_run_id
        FROM jsonb_populate_recordset(NULL::reconciliation_items, p_rows)
        ON CONFLICT (payment_id) DO UPDATE SET created = excluded.created, order_id = excluded.order_id,
            user_id = excluded.user_id, currency = excluded.currency, stripe_pence = excluded.stripe_pence,
            ledger_pence = excluded.ledger_pence, refunded_pence = excluded.refunded_pence,
            disputed_pence = excluded.disputed_pence, fee_pence = excluded.fee_pence, tokens_due = excluded.tokens_due,
            tokens_booked = excluded.tokens_booked, explained = excluded.explained, run_id = excluded.run_id,
            checked_at = ledger_now();
END
$$;

CREATE FUNCTION keep_movements(p_rows jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    INSERT INTO stripe_movements SELECT * FROM jsonb_populate_recordset(NULL::stripe_movements, p_rows)
        ON CONFLICT (id) DO UPDATE SET amount_pence = excluded.amount_pence, fee_pence = excluded.fee_pence,
            net_pence = excluded.net_pence;
END
$$;

CREATE FUNCTION keep_balance(p_currency text, p_pence bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    INSERT INTO stripe_balances (currency, pence) VALUES (p_currency, p_pence)
        ON CONFLICT (currency) DO UPDATE SET pence = excluded.pence, read_at = ledger_now();
END
$$;

CREATE FUNCTION keep_payouts(p_rows jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    INSERT INTO stripe_payouts AS p (id, created, arrival, status, automatic, currency, amount_pence)
        SELECT id, created, arrival, status, automatic, currency, amount_pence
        FROM jsonb_populate_recordset(NULL::stripe_payouts, p_rows)
        ON CONFLICT (id) DO UPDATE SET arrival = excluded.arrival, status = excluded.status,
            amount_pence = excluded.amount_pence, itemised = p.itemised AND p.amount_pence = excluded.amount_pence,
            checked_at = ledger_now();
END
$$;

CREATE FUNCTION keep_payout_sum(p_id text, p_items bigint, p_amount bigint, p_fee bigint, p_net bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE stripe_payouts SET items = p_items, items_amount_pence = p_amount, items_fee_pence = p_fee, items_net_pence = p_net,
        itemised = true, checked_at = ledger_now() WHERE id = p_id;
END
$$;

CREATE FUNCTION watch_stripe(p_open jsonb, p_over text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    INSERT INTO reconciliation_watched (stripe_id, kind, payment_id)
        SELECT stripe_id, kind, payment_id FROM jsonb_populate_recordset(NULL::reconciliation_watched, p_open)
        ON CONFLICT DO NOTHING;
    DELETE FROM reconciliation_watched WHERE stripe_id = ANY (p_over);
END
$$;

-- Notes an event that never came and was found at Stripe (R9): seen, and left alone, since reconciliation looks at what it
-- was about. False: it has come meanwhile.
CREATE FUNCTION note_missed_event(p_event_id text, p_type text, p_livemode boolean, p_created timestamptz, p_object_type text,
        p_object_id text, p_payload bytea) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF p_event_id IS NULL OR p_event_id !~ '^[!-~]{1,255}$' OR p_payload IS NULL OR octet_length(p_payload) > 1048576 THEN
        PERFORM ledger_reject('event_malformed');
    END IF;
    INSERT INTO webhook_logs (stripe_event_id, event_type, livemode, event_created, object_type, object_id, payload, status,
                              cause, processed_at)
        VALUES (p_event_id, p_type, p_livemode, p_created, p_object_type, p_object_id, p_payload, 'ignored', 'event_missed',
                ledger_now())
        ON CONFLICT (stripe_event_id) DO NOTHING;
    RETURN FOUND;
END
$$;

-- The order of a customer's second payment for one order (R8): what was sold, frozen as it was then. Both are credited, and
-- a person decides which goes back. The same payment returns the same order.
CREATE FUNCTION order_again(p_order_id bigint, p_payment_intent_id text) RETURNS SETOF token_orders
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o token_orders;
    v_key text := 'again:' || p_payment_intent_id;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    SELECT * INTO o FROM token_orders WHERE id = p_order_id;
    IF NOT FOUND OR o.status <> 'paid' OR coalesce(o.stripe_payment_intent_id, p_payment_intent_id) = p_payment_intent_id THEN
        PERFORM ledger_reject('order_unknown', coalesce(p_order_id::text, ''));
    END IF;
    INSERT INTO token_orders (operation_key, user_id, package_version_id, token_amount, bonus_tokens, price_pence, currency,
                              experiment_variant, expires_at)
        VALUES (v_key, o.user_id, o.package_version_id, o.token_amount, o.bonus_tokens, o.price_pence, o.currency,
                o.experiment_variant, ledger_now())
        ON CONFLICT (operation_key) DO NOTHING RETURNING * INTO o;
    IF NOT FOUND THEN
        SELECT * INTO o FROM token_orders WHERE operation_key = v_key;
    ELSE
        INSERT INTO audit_log (action, subject_type, subject_id, after)
            VALUES ('order_again', 'order', o.id::text, to_jsonb(o) || jsonb_build_object('again', p_order_id));
    END IF;
    RETURN NEXT o;
END
$$;

GRANT SELECT ON reconciliation_previews, finding_notes, reconciliation_items
    TO tokens_support, tokens_finance, tokens_admin, tokens_service;
-- Support sees no payouts.
GRANT SELECT ON stripe_movements, stripe_payouts, stripe_balances TO tokens_finance, tokens_admin, tokens_service;
GRANT SELECT ON reconciliation_watched TO tokens_service;
GRANT EXECUTE ON FUNCTION request_reconciliation, cancel_reconciliation, assign_finding, comment_finding
    TO tokens_finance, tokens_admin;
GRANT EXECUTE ON FUNCTION keep_preview, keep_items, keep_movements, keep_balance, keep_payouts, keep_payout_sum, watch_stripe,
    note_missed_event, order_again TO tokens_service;

RESET ROLE;
