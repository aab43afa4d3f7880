-- Packages as Stripe's products and prices: looks at what differs, sendings of it, and the ids that came of them.
SET LOCAL ROLE tok_owner;

-- Which of Stripe's prices charges which version of a package; versions of one amount may share it. Orders charge by it.
CREATE TABLE token_package_prices (
    package_version_id BIGINT PRIMARY KEY REFERENCES token_package_versions (id),
    stripe_product_id VARCHAR(255) NOT NULL,
    stripe_price_id VARCHAR(255) NOT NULL,
    noted_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now()
);
INSERT INTO token_package_prices (package_version_id, stripe_product_id, stripe_price_id)
    SELECT v.id, p.stripe_product_id, p.stripe_price_id
    FROM token_packages p JOIN token_package_versions v ON v.package_id = p.id AND v.version = p.version
    WHERE p.stripe_product_id IS NOT NULL AND p.stripe_price_id IS NOT NULL;

-- The id on the package is the price of its present version: until another price is sent, nobody can be charged the former one.
CREATE FUNCTION forget_stripe_price() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.stripe_price_id IS NOT DISTINCT FROM OLD.stripe_price_id THEN
        NEW.stripe_price_id := NULL;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER price_changed BEFORE UPDATE ON token_packages FOR EACH ROW
    WHEN ((OLD.price_gbp, OLD.currency) IS DISTINCT FROM (NEW.price_gbp, NEW.currency)) EXECUTE FUNCTION forget_stripe_price();

-- A version of the same amount is charged by the same price at once: a new order or bonus stops no sale.
CREATE FUNCTION keep_stripe_price() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO token_package_prices (package_version_id, stripe_product_id, stripe_price_id)
        SELECT NEW.id, n.stripe_product_id, n.stripe_price_id
        FROM token_package_versions v JOIN token_package_prices n ON n.package_version_id = v.id
        WHERE v.package_id = NEW.package_id AND v.version = NEW.version - 1
          AND (v.price_gbp, v.currency) = (NEW.price_gbp, NEW.currency)
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER price_kept AFTER INSERT ON token_package_versions FOR EACH ROW EXECUTE FUNCTION keep_stripe_price();

-- Requests, progress and results in one: a look compares, a sending makes Stripe what a look's person confirmed.
CREATE TABLE catalogue_runs (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('look', 'send')),
    state VARCHAR(10) NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    look_id BIGINT REFERENCES catalogue_runs (id), -- what a sending's person saw
    requested_by VARCHAR(100) NOT NULL DEFAULT session_user,
    requested_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    started_at TIMESTAMPTZ,
    updated_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    steps_done INTEGER NOT NULL DEFAULT 0,
    steps_total INTEGER NOT NULL DEFAULT 0,
    cause VARCHAR(100), -- why it failed, or why it waits for another attempt
    cause_arguments TEXT[] NOT NULL DEFAULT '{}',
    result JSONB, -- how both sides stood at its end
    CHECK ((kind = 'send') = (look_id IS NOT NULL))
);
CREATE UNIQUE INDEX catalogue_runs_one_open ON catalogue_runs (kind) WHERE finished_at IS NULL;

CREATE TRIGGER append_only_delete BEFORE DELETE ON catalogue_runs FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON catalogue_runs EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER over_once BEFORE UPDATE ON catalogue_runs FOR EACH ROW WHEN (OLD.finished_at IS NOT NULL)
    EXECUTE FUNCTION ledger_refuse_change();

-- Inner: the row of a request. One of a kind at a time: a second request gets the first one's row.
CREATE FUNCTION catalogue_request(p_kind text, p_look_id bigint) RETURNS SETOF catalogue_runs
    LANGUAGE plpgsql AS $$
DECLARE
    r catalogue_runs;
    v_newest catalogue_runs;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('catalogue_request', 0));
    SELECT * INTO r FROM catalogue_runs WHERE kind = p_kind AND finished_at IS NULL FOR UPDATE;
    IF r.kind = 'send' AND NOT EXISTS (SELECT FROM stripe_outbox
            WHERE operation_key = 'catalogue_send_' || r.id AND status = 'waiting') THEN
        -- Nobody will go on with it: it was parked after its last attempt.
        UPDATE catalogue_runs SET state = 'failed', cause = coalesce(cause, 'outbox_never_ended'), finished_at = ledger_now()
            WHERE id = r.id;
        r := NULL;
    END IF;
    IF r.id IS NOT NULL THEN
        IF p_look_id IS DISTINCT FROM r.look_id THEN
            PERFORM ledger_conflict('catalogue_being_sent', r.requested_by);
        END IF;
        RETURN NEXT r;
        RETURN;
    END IF;
    IF p_kind = 'send' THEN
        SELECT * INTO v_newest FROM catalogue_runs WHERE state = 'done' ORDER BY finished_at DESC, id DESC LIMIT 1;
        IF v_newest.id IS NULL OR v_newest.id IS DISTINCT FROM p_look_id THEN
            PERFORM ledger_conflict('catalogue_changed');
        END IF;
    END IF;
    INSERT INTO catalogue_runs (kind, look_id) VALUES (p_kind, p_look_id) RETURNING * INTO r;
    IF p_kind = 'send' THEN
        PERFORM outbox_put('catalogue', 'catalogue_send_' || r.id, 'package', 'all', jsonb_build_object('run_id', r.id));
    END IF;
    INSERT INTO audit_log (action, subject_type, subject_id, after)
        VALUES ('request_catalogue_run', 'catalogue_run', r.id::text,
                jsonb_build_object('kind', p_kind, 'look_id', p_look_id));
    RETURN NEXT r;
END
$$;

-- Asks for a look at both sides; whoever has Stripe's key does it.
CREATE FUNCTION request_catalogue_look() RETURNS SETOF catalogue_runs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_product', 'tokens_finance', 'tokens_admin', 'tokens_service');
    RETURN QUERY SELECT * FROM catalogue_request('look', NULL);
END
$$;

-- Asks for what the newest look found to be sent, through the outbox.
CREATE FUNCTION request_catalogue_sending(p_look_id bigint) RETURNS SETOF catalogue_runs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_product', 'tokens_admin', 'tokens_service');
    RETURN QUERY SELECT * FROM catalogue_request('send', p_look_id);
END
$$;

-- The sending of that number, or without a number the look to go on with, one somebody asked for, or one that is due: a day
-- after the last, and as soon as a package changed. Nothing if it is over or none is due. Callers hold the advisory lock.
CREATE FUNCTION begin_catalogue_run(p_run_id bigint) RETURNS SETOF catalogue_runs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_id bigint := p_run_id;
    v_last timestamptz;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF v_id IS NULL THEN
        SELECT id INTO v_id FROM catalogue_runs WHERE kind = 'look' AND finished_at IS NULL FOR UPDATE;
    END IF;
    IF v_id IS NULL THEN
        SELECT max(started_at) INTO v_last FROM catalogue_runs;
        IF v_last > ledger_now() - interval '1 day'
            AND NOT EXISTS (SELECT FROM token_packages WHERE updated_at >= v_last) THEN
            RETURN;
        END IF;
        INSERT INTO catalogue_runs (kind) VALUES ('look') ON CONFLICT DO NOTHING RETURNING id INTO v_id;
    END IF;
    RETURN QUERY UPDATE catalogue_runs SET state = 'running', started_at = ledger_now(), updated_at = ledger_now(),
            steps_done = 0, cause = NULL, cause_arguments = '{}'
        WHERE id = v_id AND finished_at IS NULL RETURNING *;
END
$$;

-- Notes how far a run is, or why it has to be tried again.
CREATE FUNCTION advance_catalogue_run(p_run_id bigint, p_steps_done integer, p_steps_total integer, p_cause text,
        p_arguments text[]) RETURNS SETOF catalogue_runs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    RETURN QUERY UPDATE catalogue_runs SET steps_done = p_steps_done, steps_total = p_steps_total, cause = left(p_cause, 100),
            cause_arguments = coalesce(p_arguments, '{}'), updated_at = ledger_now()
        WHERE id = p_run_id AND state = 'running' RETURNING *;
END
$$;

CREATE FUNCTION finish_catalogue_run(p_run_id bigint, p_state text, p_result jsonb, p_cause text, p_arguments text[])
        RETURNS SETOF catalogue_runs
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF p_state IS NULL OR p_state NOT IN ('done', 'failed') OR (p_state = 'done') <> (p_cause IS NULL) THEN
        PERFORM ledger_reject('catalogue_state_unknown', coalesce(p_state, ''));
    END IF;
    RETURN QUERY UPDATE catalogue_runs SET state = p_state, result = p_result, cause = left(p_cause, 100),
            cause_arguments = coalesce(p_arguments, '{}'), updated_at = ledger_now(), finished_at = ledger_now()
        WHERE id = p_run_id AND finished_at IS NULL RETURNING *;
END
$$;

-- Notes Stripe's ids for a version of a package. The package itself gets them if that version is still the published one.
CREATE FUNCTION note_stripe_price(p_package_id bigint, p_version integer, p_product_id text, p_price_id text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p token_packages;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF p_product_id IS NULL OR p_product_id !~ '^[!-~]{1,255}$' OR p_price_id !~ '^[!-~]{1,255}$' THEN
        PERFORM ledger_reject('catalogue_id_malformed');
    END IF;
    SELECT * INTO p FROM token_packages WHERE id = p_package_id FOR UPDATE;
    IF p_price_id IS NOT NULL THEN
        INSERT INTO token_package_prices AS x (package_version_id, stripe_product_id, stripe_price_id)
            SELECT id, p_product_id, p_price_id FROM token_package_versions WHERE package_id = p.id AND version = p_version
            ON CONFLICT (package_version_id) DO UPDATE SET stripe_product_id = excluded.stripe_product_id,
                stripe_price_id = excluded.stripe_price_id, noted_at = ledger_now();
    END IF;
    IF p.version IS DISTINCT FROM p_version
        OR (p.stripe_product_id, p.stripe_price_id) IS NOT DISTINCT FROM (p_product_id, coalesce(p_price_id, p.stripe_price_id)) THEN
        RETURN false;
    END IF;
    -- updated_at stays: customers see no change.
    UPDATE token_packages SET stripe_product_id = p_product_id, stripe_price_id = coalesce(p_price_id, stripe_price_id)
        WHERE id = p.id;
    INSERT INTO audit_log (action, subject_type, subject_id, before, after)
        VALUES ('note_stripe_price', 'package', p.id::text,
                jsonb_build_object('stripe_product_id', p.stripe_product_id, 'stripe_price_id', p.stripe_price_id),
                jsonb_build_object('stripe_product_id', p_product_id, 'stripe_price_id', coalesce(p_price_id, p.stripe_price_id),
                                   'version', p_version));
    RETURN true;
END
$$;

GRANT SELECT ON catalogue_runs, token_package_prices TO tokens_product, tokens_finance, tokens_admin, tokens_service;
GRANT EXECUTE ON FUNCTION request_catalogue_look TO tokens_product, tokens_finance, tokens_admin, tokens_service;
GRANT EXECUTE ON FUNCTION request_catalogue_sending TO tokens_product, tokens_admin, tokens_service;
GRANT EXECUTE ON FUNCTION begin_catalogue_run, advance_catalogue_run, finish_catalogue_run, note_stripe_price TO tokens_service;

RESET ROLE;
