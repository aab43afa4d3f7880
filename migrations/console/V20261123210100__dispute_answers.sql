-- What we answer to a dispute: a draft of the evidence, its submission for good, or giving the dispute up.
SET LOCAL ROLE tok_owner;

CREATE TABLE dispute_answers (
    dispute_id VARCHAR(100) PRIMARY KEY REFERENCES stripe_disputes (id),
    texts JSONB NOT NULL DEFAULT '{}', -- by Stripe's names of its text fields
    version INTEGER NOT NULL DEFAULT 1,
    requests INTEGER NOT NULL DEFAULT 0, -- asked of Stripe so far; one that it refused may be followed by another
    request_key VARCHAR(200), -- of the last one, in stripe_outbox
    updated_by VARCHAR(100) NOT NULL DEFAULT session_user,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now()
);

INSERT INTO settings (name, version, value) VALUES ('DISPUTE_NOTICE_DAYS', 1, '3');

-- The dispute, locked, if it can still be answered: by the right person, while Stripe waits for it, and once.
CREATE FUNCTION dispute_answerable(p_dispute_id text) RETURNS stripe_disputes
    LANGUAGE plpgsql AS $$
DECLARE
    d stripe_disputes;
BEGIN
    PERFORM ledger_require_role('tokens_finance', 'tokens_admin');
    SELECT * INTO d FROM stripe_disputes WHERE id = p_dispute_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_reject('dispute_not_here', coalesce(p_dispute_id, ''));
    ELSIF d.status NOT IN ('needs_response', 'warning_needs_response') THEN
        PERFORM ledger_reject('dispute_not_answerable', d.id);
    ELSIF EXISTS (SELECT FROM dispute_answers a JOIN stripe_outbox x ON x.operation_key = a.request_key
                  WHERE a.dispute_id = d.id AND x.status <> 'refused') THEN
        PERFORM ledger_conflict('dispute_answer_under_way', d.id);
    END IF;
    RETURN d;
END
$$;

-- Keeps a draft; p_version is the one the screen showed, 0 for none.
CREATE FUNCTION save_dispute_evidence(p_dispute_id text, p_texts jsonb, p_version integer) RETURNS SETOF dispute_answers
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    d stripe_disputes := dispute_answerable(p_dispute_id);
    a dispute_answers;
    v record;
    v_length bigint := 0;
BEGIN
    FOR v IN SELECT key, value FROM jsonb_each(coalesce(p_texts, '{}')) LOOP
        IF v.key NOT IN ('access_activity_log', 'customer_name', 'product_description', 'refund_refusal_explanation',
                'service_date', 'uncategorized_text') OR jsonb_typeof(v.value) <> 'string' THEN
            PERFORM ledger_reject('dispute_evidence_malformed', left(v.key, 50));
        ELSIF v.value #>> '{}' ~ '[\u0001-\u0008\u000b-\u001f]' THEN
            PERFORM ledger_reject('text_has_control_characters');
        ELSIF length(v.value #>> '{}') > 20000 THEN
            PERFORM ledger_reject('dispute_evidence_too_long', length(v.value #>> '{}')::text, '20000');
        END IF;
        v_length := v_length + length(v.value #>> '{}');
    END LOOP;
    IF v_length > 150000 THEN
        PERFORM ledger_reject('dispute_evidence_too_long', v_length::text, '150000');
    END IF;
    SELECT * INTO a FROM dispute_answers WHERE dispute_id = d.id FOR UPDATE;
    IF coalesce(a.version, 0) IS DISTINCT FROM p_version THEN
        PERFORM ledger_conflict('dispute_answer_changed', coalesce(a.updated_by, ''));
    END IF;
    INSERT INTO dispute_answers AS s (dispute_id, texts) VALUES (d.id, coalesce(p_texts, '{}'))
        ON CONFLICT (dispute_id) DO UPDATE SET texts = excluded.texts, version = s.version + 1, updated_by = session_user,
            updated_at = ledger_now() RETURNING * INTO a;
    INSERT INTO audit_log (action, subject_type, subject_id, after)
        VALUES ('save_dispute_evidence', 'dispute', d.id,
            jsonb_build_object('version', a.version, 'user_id', d.user_id, 'characters', v_length));
    RETURN NEXT a;
END
$$;

-- What is asked of Stripe about a dispute, under a key that a repeat of the same person's press finds again.
CREATE FUNCTION dispute_ask(d stripe_disputes, p_kind text, p_payload jsonb, p_reason text) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE
    a dispute_answers;
BEGIN
    INSERT INTO dispute_answers (dispute_id) VALUES (d.id) ON CONFLICT DO NOTHING;
    UPDATE dispute_answers SET requests = requests + 1, request_key = concat('dispute:', d.id, ':', requests + 1)
        WHERE dispute_id = d.id RETURNING * INTO a;
    PERFORM outbox_put(p_kind, a.request_key, 'dispute', d.id, p_payload);
    INSERT INTO audit_log (action, subject_type, subject_id, after, reason)
        VALUES (p_kind, 'dispute', d.id, p_payload || jsonb_build_object('user_id', d.user_id), p_reason);
    RETURN a.request_key;
END
$$;

-- Has the saved draft sent to the bank, for good. Gives the key of the request to Stripe.
CREATE FUNCTION submit_dispute_evidence(p_dispute_id text, p_version integer) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    d stripe_disputes := dispute_answerable(p_dispute_id);
    a dispute_answers;
    v_texts jsonb;
BEGIN
    SELECT * INTO a FROM dispute_answers WHERE dispute_id = d.id FOR UPDATE;
    IF coalesce(a.version, 0) IS DISTINCT FROM p_version THEN
        PERFORM ledger_conflict('dispute_answer_changed', coalesce(a.updated_by, ''));
    END IF;
    SELECT jsonb_object_agg(key, value) INTO v_texts FROM jsonb_each_text(a.texts) WHERE btrim(value, E' \t\n') <> '';
    IF v_texts IS NULL THEN
        PERFORM ledger_reject('dispute_evidence_empty');
    ELSIF d.due_by <= ledger_now() THEN
        PERFORM ledger_reject('dispute_deadline_over', d.id);
    END IF;
    RETURN dispute_ask(d, 'dispute_evidence', jsonb_build_object('texts', v_texts), NULL);
END
$$;

-- Gives the dispute up, for good, with a reason. Gives the key of the request to Stripe.
CREATE FUNCTION accept_dispute(p_dispute_id text, p_reason text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN dispute_ask(dispute_answerable(p_dispute_id), 'dispute_close', '{}', ledger_reason(p_reason));
END
$$;

GRANT SELECT ON dispute_answers TO tokens_support, tokens_finance, tokens_admin, tokens_service;
GRANT EXECUTE ON FUNCTION save_dispute_evidence, submit_dispute_evidence, accept_dispute TO tokens_finance, tokens_admin;

RESET ROLE;
