-- What we ask of Stripe, written down with its own key before it is sent: sent under a lease, asked again, refused, parked.
SET LOCAL ROLE tok_owner;

CREATE TABLE stripe_outbox (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind VARCHAR(50) NOT NULL CHECK (kind ~ '^[a-z_]+$'),
    operation_key VARCHAR(200) NOT NULL UNIQUE CHECK (operation_key ~ '^[!-~]{1,200}$'), -- Stripe's metadata names it (rule 6)
    subject_type VARCHAR(50) NOT NULL,
    subject_id VARCHAR(100) NOT NULL,
    payload JSONB NOT NULL,
    status VARCHAR(20) NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'done', 'refused', 'parked')),
    attempts INTEGER NOT NULL DEFAULT 0,
    claims BIGINT NOT NULL DEFAULT 0,          -- grows with each claim for ever: who holds an older one has lost it
    key_round INTEGER NOT NULL DEFAULT 1,      -- how many keys it has had at Stripe, which keeps a 500 under its key (rule 7)
    look_up_first BOOLEAN NOT NULL DEFAULT false,
    next_attempt_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    cause VARCHAR(100),
    cause_arguments TEXT[] NOT NULL DEFAULT '{}',
    result_id VARCHAR(255),
    result JSONB,
    requested_by VARCHAR(100) NOT NULL DEFAULT session_user,
    created_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    finished_at TIMESTAMPTZ
);
CREATE INDEX idx_stripe_outbox_due ON stripe_outbox (next_attempt_at, id) WHERE status = 'waiting';
CREATE INDEX idx_stripe_outbox_status ON stripe_outbox (status, id);
CREATE INDEX idx_stripe_outbox_subject ON stripe_outbox (subject_type, subject_id, id);

CREATE TRIGGER append_only_delete BEFORE DELETE ON stripe_outbox FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON stripe_outbox EXECUTE FUNCTION ledger_refuse_change();
-- What was asked for does not change: only how it goes.
CREATE TRIGGER frozen_columns BEFORE UPDATE OF id, kind, operation_key, subject_type, subject_id, payload, requested_by, created_at
    ON stripe_outbox FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();

INSERT INTO settings (name, version, value) VALUES ('OUTBOX_ATTEMPTS', 1, '10');

-- The pause before the next attempt: fourfold from a second to six hours. The share of chance keeps what failed together from
-- coming back together.
CREATE FUNCTION queue_pause(p_attempts integer) RETURNS interval
    LANGUAGE sql VOLATILE AS $$
    SELECT least(interval '6 hours', interval '1 second' * 4 ^ least(p_attempts - 1, 20)) * (1 + random() / 4)
$$;

-- Puts an event back for a later attempt; the last attempt parks it.
CREATE OR REPLACE FUNCTION fail_event(p_id bigint, p_claim bigint, p_cause text, p_arguments text[]) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_most integer := ledger_setting('INBOX_ATTEMPTS')::integer;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE webhook_logs SET status = CASE WHEN attempts >= v_most THEN 'parked' ELSE 'failed' END,
        cause = p_cause, cause_arguments = coalesce(p_arguments, '{}'), next_attempt_at = ledger_now() + queue_pause(attempts)
        WHERE id = p_id AND claims = p_claim AND status IN ('received', 'failed');
    RETURN FOUND;
END
$$;

-- Inner: a door writes with it what shall be asked of Stripe, in the door's own transaction. The same key with the same content
-- gives the same row; with other content it is a conflict.
CREATE FUNCTION outbox_put(p_kind text, p_key text, p_subject_type text, p_subject_id text, p_payload jsonb) RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    o stripe_outbox;
BEGIN
    IF p_key IS NULL OR p_key !~ '^[!-~]{1,200}$' THEN
        PERFORM ledger_reject('operation_key_malformed');
    END IF;
    INSERT INTO stripe_outbox (kind, operation_key, subject_type, subject_id, payload)
        VALUES (p_kind, p_key, p_subject_type, p_subject_id, coalesce(p_payload, '{}'))
        ON CONFLICT (operation_key) DO NOTHING RETURNING * INTO o;
    IF o.id IS NULL THEN
        SELECT * INTO o FROM stripe_outbox WHERE operation_key = p_key;
        IF (o.kind, o.subject_type, o.subject_id, o.payload)
            IS DISTINCT FROM (p_kind, p_subject_type, p_subject_id, coalesce(p_payload, '{}')) THEN
            PERFORM ledger_conflict('key_used', p_key);
        END IF;
    END IF;
    RETURN o.id;
END
$$;

-- Hands out what is due and of a kind this program can send, the longest waiting first, each to one worker until its lease
-- ends. What was begun too often without an end is parked. `look_up_first` says that Stripe may have done it already without
-- knowing its key any more: after a day it forgets keys (rule 6), after a definite 500 it wants another one (rule 7).
CREATE FUNCTION claim_outbox(p_count integer, p_lease_seconds integer, p_kinds text[]) RETURNS SETOF stripe_outbox
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_most integer := ledger_setting('OUTBOX_ATTEMPTS')::integer;
    o stripe_outbox;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    FOR o IN SELECT * FROM stripe_outbox
             WHERE status = 'waiting' AND next_attempt_at <= ledger_now() AND kind = ANY (p_kinds)
             ORDER BY next_attempt_at, id LIMIT p_count FOR UPDATE SKIP LOCKED LOOP
        IF o.attempts >= v_most THEN
            UPDATE stripe_outbox SET status = 'parked', cause = coalesce(cause, 'outbox_never_ended') WHERE id = o.id;
        ELSE
            UPDATE stripe_outbox SET attempts = attempts + 1, claims = claims + 1,
                next_attempt_at = ledger_now() + make_interval(secs => p_lease_seconds),
                -- An hour less than Stripe keeps a key, since an attempt takes its time.
                look_up_first = look_up_first OR created_at < ledger_now() - interval '23 hours'
                WHERE id = o.id RETURNING * INTO o;
            RETURN NEXT o;
        END IF;
    END LOOP;
END
$$;

-- Ends it: done at Stripe, refused by Stripe, or parked for a person. False: the claim was lost meanwhile.
CREATE FUNCTION finish_outbox(p_id bigint, p_claim bigint, p_status text, p_result_id text, p_result jsonb, p_cause text,
        p_arguments text[]) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF p_status IS NULL OR p_status NOT IN ('done', 'refused', 'parked') OR length(p_result_id) > 255 THEN
        PERFORM ledger_reject('outbox_malformed');
    END IF;
    UPDATE stripe_outbox SET status = p_status, result_id = p_result_id, result = p_result, cause = left(p_cause, 100),
        cause_arguments = coalesce(p_arguments, '{}'), finished_at = CASE WHEN p_status <> 'parked' THEN ledger_now() END
        WHERE id = p_id AND claims = p_claim AND status = 'waiting';
    RETURN FOUND;
END
$$;

-- Puts it back for a later attempt; the last attempt parks it. After a definite 500 the next one looks first and has a new key.
CREATE FUNCTION fail_outbox(p_id bigint, p_claim bigint, p_cause text, p_arguments text[]) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_most integer := ledger_setting('OUTBOX_ATTEMPTS')::integer;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE stripe_outbox SET status = CASE WHEN attempts >= v_most THEN 'parked' ELSE 'waiting' END,
        cause = left(p_cause, 100), cause_arguments = coalesce(p_arguments, '{}'),
        next_attempt_at = ledger_now() + queue_pause(attempts),
        key_round = key_round + CASE WHEN p_cause = 'stripe_failed' THEN 1 ELSE 0 END,
        look_up_first = look_up_first OR p_cause = 'stripe_failed'
        WHERE id = p_id AND claims = p_claim AND status = 'waiting';
    RETURN FOUND;
END
$$;

-- Gives a claimed row back untouched, because its worker stops; the attempt does not count.
CREATE FUNCTION release_outbox(p_id bigint, p_claim bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE stripe_outbox SET attempts = attempts - 1, next_attempt_at = ledger_now()
        WHERE id = p_id AND claims = p_claim AND status = 'waiting';
    RETURN FOUND;
END
$$;

-- A person has a parked row sent again, or one that waits sent now, with a reason. Stripe is asked first whether it did it; if
-- somebody is just sending it, both get the same answer under the same key.
CREATE FUNCTION retry_outbox(p_id bigint, p_reason text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o stripe_outbox;
    v_reason text := ledger_reason(p_reason);
BEGIN
    PERFORM ledger_require_role('tokens_finance', 'tokens_admin');
    SELECT * INTO o FROM stripe_outbox WHERE id = p_id FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_reject('outbox_unknown', coalesce(p_id::text, ''));
    ELSIF o.status NOT IN ('parked', 'waiting') THEN
        PERFORM ledger_conflict('outbox_ended', o.status);
    END IF;
    UPDATE stripe_outbox SET status = 'waiting', attempts = 0, claims = claims + CASE WHEN o.status = 'parked' THEN 1 ELSE 0 END,
        look_up_first = true, cause = NULL, cause_arguments = '{}', next_attempt_at = ledger_now()
        WHERE id = o.id;
    INSERT INTO audit_log (action, subject_type, subject_id, before, reason)
        VALUES ('retry_outbox', o.subject_type, o.subject_id, jsonb_build_object('outbox_id', o.id, 'kind', o.kind,
            'operation_key', o.operation_key, 'status', o.status, 'cause', o.cause, 'attempts', o.attempts), v_reason);
    RETURN true;
END
$$;

-- Staff see what was asked of Stripe and how it stands; product only what concerns packages, never a customer.
ALTER TABLE stripe_outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_read ON stripe_outbox FOR SELECT TO tokens_support, tokens_finance, tokens_admin, tokens_service USING (true);
CREATE POLICY product_read ON stripe_outbox FOR SELECT TO tokens_product USING (subject_type = 'package');
GRANT SELECT ON stripe_outbox TO tokens_support, tokens_finance, tokens_product, tokens_admin, tokens_service;

GRANT EXECUTE ON FUNCTION claim_outbox, finish_outbox, fail_outbox, release_outbox TO tokens_service;
GRANT EXECUTE ON FUNCTION retry_outbox TO tokens_finance, tokens_admin;

RESET ROLE;
