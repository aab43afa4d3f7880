-- The inbox of Stripe's events: received once, claimed under a lease, worked off, waiting, parked or replayed.
SET LOCAL ROLE tok_owner;

ALTER TABLE webhook_logs
    ADD COLUMN account VARCHAR(255), -- whose event it is, if Stripe says so: ours name none
    ADD COLUMN object_type VARCHAR(255),
    ADD COLUMN event_created TIMESTAMPTZ, -- Stripe's own time
    ADD COLUMN claims BIGINT NOT NULL DEFAULT 0, -- grows with each claim for ever: who holds an older one has lost it
    ADD COLUMN cause_arguments TEXT[] NOT NULL DEFAULT '{}',
    ADD COLUMN order_id BIGINT, -- what it led to
    ADD COLUMN entry_ids BIGINT[] NOT NULL DEFAULT '{}',
    ALTER COLUMN next_attempt_at SET DEFAULT ledger_now();
UPDATE webhook_logs SET next_attempt_at = received_at WHERE next_attempt_at IS NULL AND status IN ('received', 'failed');
CREATE INDEX idx_webhook_logs_status ON webhook_logs (status, id);
CREATE INDEX idx_webhook_logs_type ON webhook_logs (event_type, id);
CREATE INDEX idx_webhook_logs_order ON webhook_logs (order_id) WHERE order_id IS NOT NULL;

INSERT INTO settings (name, version, value) VALUES ('INBOX_ATTEMPTS', 1, '10');

-- Keeps a validly signed event before anything is done about it (T7). False: it was here before, and nothing changes.
-- p_hold: why it must wait for a person; NULL if it need not.
CREATE FUNCTION receive_event(p_event_id text, p_type text, p_api_version text, p_livemode boolean, p_account text,
        p_created timestamptz, p_object_type text, p_object_id text, p_payload bytea, p_hold text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF p_event_id IS NULL OR p_event_id !~ '^[!-~]{1,255}$' OR p_payload IS NULL OR octet_length(p_payload) > 1048576 THEN
        PERFORM ledger_reject('event_malformed');
    END IF;
    INSERT INTO webhook_logs (stripe_event_id, event_type, api_version, livemode, account, event_created, object_type,
                              object_id, payload, status, cause)
        VALUES (p_event_id, p_type, p_api_version, p_livemode, p_account, p_created, p_object_type, p_object_id, p_payload,
                CASE WHEN p_hold IS NULL THEN 'received' ELSE 'parked' END, p_hold)
        ON CONFLICT (stripe_event_id) DO NOTHING;
    RETURN FOUND;
END
$$;

-- Hands out events that are due, the longest waiting first, each to one worker until its lease ends (F12, F13). One that
-- was handed out too often without an end, because it kills its workers, is parked instead.
CREATE FUNCTION claim_events(p_count integer, p_lease_seconds integer) RETURNS SETOF webhook_logs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_most integer := ledger_setting('INBOX_ATTEMPTS')::integer;
    e webhook_logs;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    FOR e IN SELECT * FROM webhook_logs WHERE status IN ('received', 'failed') AND next_attempt_at <= ledger_now()
             ORDER BY next_attempt_at, id LIMIT p_count FOR UPDATE SKIP LOCKED LOOP
        IF e.attempts >= v_most THEN
            UPDATE webhook_logs SET status = 'parked', cause = coalesce(cause, 'event_never_ended') WHERE id = e.id;
        ELSE
            UPDATE webhook_logs SET attempts = attempts + 1, claims = claims + 1,
                next_attempt_at = ledger_now() + make_interval(secs => p_lease_seconds)
                WHERE id = e.id RETURNING * INTO e;
            RETURN NEXT e;
        END IF;
    END LOOP;
END
$$;

-- Ends the work on an event: processed, ignored or parked, with what it changed. False: the claim was lost meanwhile.
CREATE FUNCTION finish_event(p_id bigint, p_claim bigint, p_status text, p_cause text, p_arguments text[],
        p_order_id bigint, p_entry_ids bigint[]) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF p_status IS NULL OR p_status NOT IN ('processed', 'ignored', 'parked') THEN
        PERFORM ledger_reject('event_malformed');
    END IF;
    UPDATE webhook_logs SET status = p_status, cause = p_cause, cause_arguments = coalesce(p_arguments, '{}'),
        order_id = coalesce(p_order_id, order_id), entry_ids = coalesce(p_entry_ids, '{}'),
        processed_at = CASE WHEN p_status <> 'parked' THEN ledger_now() END
        WHERE id = p_id AND claims = p_claim AND status IN ('received', 'failed');
    RETURN FOUND;
END
$$;

-- Puts an event back for a later attempt, after a pause that grows fourfold from a second to six hours; the last attempt parks it.
CREATE FUNCTION fail_event(p_id bigint, p_claim bigint, p_cause text, p_arguments text[]) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_most integer := ledger_setting('INBOX_ATTEMPTS')::integer;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE webhook_logs SET status = CASE WHEN attempts >= v_most THEN 'parked' ELSE 'failed' END,
        cause = p_cause, cause_arguments = coalesce(p_arguments, '{}'),
        -- The share of chance keeps events that failed together from coming back together.
        next_attempt_at = ledger_now() + least(interval '6 hours', interval '1 second' * 4 ^ least(attempts - 1, 20)) * (1 + random() / 4)
        WHERE id = p_id AND claims = p_claim AND status IN ('received', 'failed');
    RETURN FOUND;
END
$$;

-- Gives a claimed event back untouched, because its worker stops; the attempt does not count.
CREATE FUNCTION release_event(p_id bigint, p_claim bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE webhook_logs SET attempts = attempts - 1, next_attempt_at = ledger_now()
        WHERE id = p_id AND claims = p_claim AND status IN ('received', 'failed');
    RETURN FOUND;
END
$$;

-- Brings back what was parked because no program of its time could handle it. Returns how many.
CREATE FUNCTION requeue_events(p_types text[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_count integer;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE webhook_logs SET status = 'received', attempts = 0, cause = NULL, cause_arguments = '{}', next_attempt_at = ledger_now()
        WHERE status = 'parked' AND cause = 'event_waits_for_handler' AND event_type = ANY (p_types);
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;

-- A person has an event worked off once more, with a reason. Nothing is credited twice by it: each credit has its own key.
CREATE FUNCTION replay_event(p_id bigint, p_reason text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    e webhook_logs;
    v_reason text := ledger_reason(p_reason);
BEGIN
    PERFORM ledger_require_role('tokens_finance', 'tokens_admin');
    SELECT * INTO e FROM webhook_logs WHERE id = p_id FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_reject('event_unknown', coalesce(p_id::text, ''));
    ELSIF e.status = 'received' THEN
        PERFORM ledger_conflict('event_in_work');
    ELSIF e.payload = '' THEN
        PERFORM ledger_reject('event_without_payload');
    END IF;
    UPDATE webhook_logs SET status = 'received', attempts = 0, claims = claims + 1, cause = NULL, cause_arguments = '{}',
        next_attempt_at = ledger_now(), processed_at = NULL WHERE id = p_id;
    INSERT INTO audit_log (action, subject_type, subject_id, before, reason)
        VALUES ('replay_event', 'stripe_event', e.stripe_event_id, jsonb_build_object('status', e.status, 'cause', e.cause,
            'attempts', e.attempts), v_reason);
    RETURN true;
END
$$;

-- What Stripe sent, to be read by staff: e-mails, telephones and streets are masked here, so that nobody gets more.
CREATE FUNCTION read_event(p_id bigint) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_text text;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    SELECT convert_from(payload, 'UTF8') INTO v_text FROM webhook_logs WHERE id = p_id;
    v_text := regexp_replace(v_text, '("(?:phone|line1|line2|postal_code)"\s*:\s*)"(?:[^"\\]|\\.)*"', '\1"***"', 'g');
    RETURN regexp_replace(v_text, '([^\s"\\@<>:])[^\s"\\@<>:]*(@|\\u0040)', '\1***\2', 'g');
END
$$;

-- What Stripe says of a checkout that brought no money: expired, or a delayed payment that failed. A paid order stays paid,
-- and a payment that still arrives is credited all the same.
CREATE FUNCTION close_order(p_order_id bigint, p_session_id text, p_status text) RETURNS SETOF token_orders
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF p_status IS NULL OR p_status NOT IN ('expired', 'failed') THEN
        PERFORM ledger_reject('order_status_unknown', coalesce(p_status, ''));
    END IF;
    RETURN QUERY UPDATE token_orders SET status = p_status
        WHERE id = p_order_id AND stripe_checkout_session_id = p_session_id AND status IN ('created', 'expired', 'failed')
        RETURNING *;
END
$$;

GRANT EXECUTE ON FUNCTION receive_event, claim_events, finish_event, fail_event, release_event, requeue_events, close_order
    TO tokens_service;
GRANT EXECUTE ON FUNCTION replay_event TO tokens_finance, tokens_admin;
GRANT EXECUTE ON FUNCTION read_event TO tokens_support, tokens_finance, tokens_admin;
GRANT SELECT (account, object_type, event_created, cause_arguments, order_id, entry_ids) ON webhook_logs
    TO tokens_support, tokens_finance, tokens_admin;

RESET ROLE;
