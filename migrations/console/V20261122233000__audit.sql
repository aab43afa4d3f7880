-- The audit read by people, and what left no trace in it yet.
SET LOCAL ROLE tok_owner;

-- Whose tokens or data it was about, from what the doors already write: the audit holds ids, never addresses (ruling 18).
ALTER TABLE audit_log ADD COLUMN customer_id BIGINT GENERATED ALWAYS AS (
    CASE WHEN subject_type = 'user' AND subject_id ~ '^[0-9]{1,10}$' THEN subject_id::bigint
         WHEN after ->> 'user_id' ~ '^[0-9]{1,10}$' THEN (after ->> 'user_id')::bigint
         WHEN before ->> 'user_id' ~ '^[0-9]{1,10}$' THEN (before ->> 'user_id')::bigint END) STORED;

-- Equality first, then time and id: every filter walks its index in the order of the pages.
DROP INDEX idx_audit_log_subject;
DROP INDEX idx_audit_log_actor;
CREATE INDEX idx_audit_log_subject ON audit_log (subject_type, subject_id, created_at, id);
CREATE INDEX idx_audit_log_actor ON audit_log (actor, created_at, id);
CREATE INDEX idx_audit_log_action ON audit_log (action, created_at, id);
CREATE INDEX idx_audit_log_customer ON audit_log (customer_id, created_at, id) WHERE customer_id IS NOT NULL;
-- Whole reasons and beginnings of them.
CREATE INDEX idx_audit_log_reason ON audit_log (lower(left(reason, 200)) text_pattern_ops, created_at, id)
    WHERE reason IS NOT NULL;

-- Administrators and finance read all of it, support and product what they did themselves (docs/decisions/0006).
ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON audit_log TO tok_owner USING (true) WITH CHECK (true);
CREATE POLICY operators_write ON audit_log FOR INSERT TO tok_operators WITH CHECK (true);
CREATE POLICY whole_read ON audit_log FOR SELECT TO tokens_admin, tokens_finance USING (true);
CREATE POLICY own_read ON audit_log FOR SELECT TO tokens_support, tokens_product USING (actor = session_user);
GRANT SELECT ON audit_log TO tokens_finance, tokens_support, tokens_product;

-- Rows that people and jobs write with plain statements. A door of ours writes its own row, so it is left alone here.
CREATE FUNCTION audit_plain_write() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO audit_log (action, subject_type, subject_id, before, after)
    VALUES (CASE TG_OP WHEN 'INSERT' THEN 'make_' WHEN 'UPDATE' THEN 'change_' ELSE 'drop_' END || TG_ARGV[0], TG_ARGV[0],
            CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END::text,
            CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END, CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END);
    RETURN NULL;
END
$$;
CREATE TRIGGER audited_made AFTER INSERT OR DELETE ON token_package_drafts FOR EACH ROW
    WHEN (current_user <> 'tok_owner') EXECUTE FUNCTION audit_plain_write('package_draft');
CREATE TRIGGER audited_changed AFTER UPDATE ON token_package_drafts FOR EACH ROW
    WHEN (current_user <> 'tok_owner' AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION audit_plain_write('package_draft');
-- A run writes its progress page by page, and what it saw again; what it decides is its beginning, its end and each finding's state.
CREATE TRIGGER audited_made AFTER INSERT ON reconciliation_runs FOR EACH ROW
    WHEN (current_user <> 'tok_owner') EXECUTE FUNCTION audit_plain_write('reconciliation');
CREATE TRIGGER audited_changed AFTER UPDATE ON reconciliation_runs FOR EACH ROW
    WHEN (current_user <> 'tok_owner' AND OLD.status <> NEW.status) EXECUTE FUNCTION audit_plain_write('reconciliation');
CREATE TRIGGER audited_made AFTER INSERT ON reconciliation_findings FOR EACH ROW
    WHEN (current_user <> 'tok_owner') EXECUTE FUNCTION audit_plain_write('finding');
CREATE TRIGGER audited_changed AFTER UPDATE ON reconciliation_findings FOR EACH ROW
    WHEN (current_user <> 'tok_owner' AND OLD.status <> NEW.status) EXECUTE FUNCTION audit_plain_write('finding');

-- The nightly proof works through doors that say nothing themselves.
CREATE TRIGGER audited_changed AFTER UPDATE ON ledger_proof_runs FOR EACH ROW
    WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION audit_plain_write('proof_run');

-- Called by a console before it writes customers' rows into a file: what was taken along, by whom, with which filter.
CREATE FUNCTION record_export(p_kind text, p_filter text, p_user_id bigint DEFAULT NULL) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_id bigint;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_product', 'tokens_admin');
    IF p_kind IS NULL OR p_kind !~ '^[a-z_]{1,50}$' THEN
        PERFORM ledger_reject('export_kind_unknown', coalesce(left(p_kind, 50), ''));
    ELSIF length(p_filter) > 2000 THEN
        PERFORM ledger_reject('note_too_long', length(p_filter)::text);
    END IF;
    INSERT INTO audit_log (action, subject_type, subject_id, after)
        VALUES ('export', 'export', p_kind, jsonb_build_object('filter', coalesce(p_filter, ''))
            || CASE WHEN p_user_id IS NULL THEN '{}' ELSE jsonb_build_object('user_id', p_user_id) END)
        RETURNING id INTO v_id;
    RETURN v_id;
END
$$;
GRANT EXECUTE ON FUNCTION record_export TO tokens_support, tokens_finance, tokens_product, tokens_admin;

-- As before, and audited.
CREATE OR REPLACE FUNCTION create_order(p_operation_key text, p_user_id bigint, p_package_id bigint) RETURNS SETOF token_orders
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_version token_package_versions;
    o token_orders;
BEGIN
    PERFORM ledger_require_role('tokens_service', 'tokens_support', 'tokens_finance', 'tokens_admin');
    SELECT v.* INTO v_version FROM token_packages p
        JOIN token_package_versions v ON v.package_id = p.id AND v.version = p.version
        WHERE p.id = p_package_id AND p.is_active;
    IF NOT FOUND THEN
        PERFORM ledger_reject('package_not_found', coalesce(p_package_id::text, ''));
    END IF;
    IF NOT EXISTS (SELECT FROM users WHERE id = ledger_user_id(p_user_id)) THEN
        PERFORM ledger_reject('user_unknown', p_user_id::text);
    END IF;
    INSERT INTO token_orders (operation_key, user_id, package_version_id, token_amount, bonus_tokens, price_pence, currency,
                              expires_at)
        VALUES (p_operation_key, p_user_id, v_version.id, v_version.token_amount, v_version.bonus_tokens, v_version.price_gbp,
                v_version.currency, ledger_now() + ledger_setting('TOKEN_PURCHASE_TIMEOUT')::bigint * interval '1 millisecond')
        ON CONFLICT (operation_key) DO NOTHING RETURNING * INTO o;
    IF o.id IS NULL THEN
        SELECT * INTO o FROM token_orders WHERE operation_key = p_operation_key;
        IF o.user_id <> p_user_id OR (SELECT package_id FROM token_package_versions WHERE id = o.package_version_id) <> p_package_id THEN
            PERFORM ledger_conflict('key_used', p_operation_key);
        END IF;
    ELSE
        INSERT INTO audit_log (action, subject_type, subject_id, after) VALUES ('create_order', 'order', o.id::text, to_jsonb(o));
    END IF;
    RETURN NEXT o;
END
$$;

CREATE OR REPLACE FUNCTION attach_checkout(p_order_id bigint, p_session_id text) RETURNS SETOF token_orders
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_before token_orders;
    o token_orders;
BEGIN
    PERFORM ledger_require_role('tokens_service', 'tokens_support', 'tokens_finance', 'tokens_admin');
    SELECT * INTO v_before FROM token_orders WHERE id = p_order_id FOR NO KEY UPDATE;
    UPDATE token_orders SET stripe_checkout_session_id = p_session_id
        WHERE id = p_order_id AND coalesce(stripe_checkout_session_id, p_session_id) = p_session_id RETURNING * INTO o;
    IF NOT FOUND THEN
        PERFORM ledger_conflict('order_has_other_checkout', coalesce(p_order_id::text, ''));
    ELSIF v_before IS DISTINCT FROM o THEN
        INSERT INTO audit_log (action, subject_type, subject_id, before, after)
            VALUES ('attach_checkout', 'order', o.id::text, to_jsonb(v_before), to_jsonb(o));
    END IF;
    RETURN NEXT o;
END
$$;

CREATE OR REPLACE FUNCTION mark_finding_read(p_finding_id bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_at timestamptz;
    v_user integer;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    UPDATE reconciliation_findings SET read_at = ledger_now() WHERE id = p_finding_id AND read_at IS NULL
        RETURNING read_at, user_id INTO v_at, v_user;
    IF v_at IS NOT NULL THEN
        INSERT INTO audit_log (action, subject_type, subject_id, before, after)
            VALUES ('mark_finding_read', 'finding', p_finding_id::text, jsonb_build_object('read_at', NULL),
                    jsonb_build_object('read_at', v_at, 'user_id', v_user));
    END IF;
    RETURN v_at IS NOT NULL;
END
$$;

CREATE OR REPLACE FUNCTION expire_boosts() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_count integer;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    WITH over AS (
        SELECT id, user_id, boost_level, boosted_until FROM businesses WHERE is_boosted AND boosted_until <= ledger_now() FOR UPDATE
    ), ended AS (
        UPDATE businesses b SET is_boosted = false, boost_level = 0 FROM over WHERE b.id = over.id RETURNING b.id
    )
    INSERT INTO audit_log (action, subject_type, subject_id, before, after)
    SELECT 'expire_boost', 'listing', over.id::text,
        jsonb_build_object('is_boosted', true, 'boost_level', over.boost_level, 'boosted_until', over.boosted_until),
        jsonb_build_object('is_boosted', false, 'boost_level', 0, 'boosted_until', over.boosted_until, 'user_id', over.user_id)
    FROM over JOIN ended ON ended.id = over.id;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;

CREATE OR REPLACE FUNCTION make_partitions_ahead() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_made integer;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    v_made := ensure_partitions((ledger_now() AT TIME ZONE 'UTC')::date, ((ledger_now() AT TIME ZONE 'UTC') + interval '24 months')::date);
    IF v_made > 0 THEN
        INSERT INTO audit_log (action, subject_type, subject_id, after)
            VALUES ('make_partitions', 'partitions', 'token_transactions', jsonb_build_object('made', v_made));
    END IF;
    RETURN v_made;
END
$$;

RESET ROLE;

GRANT CREATE ON SCHEMA public TO tok_operators;
SET LOCAL ROLE tok_operators;

CREATE OR REPLACE FUNCTION end_operator_sessions(p_login text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o operators := operators_other(p_login);
    v_ended bigint;
BEGIN
    IF o.state <> 'disabled' THEN
        PERFORM ledger_reject('operator_not_disabled', o.login);
    END IF;
    EXECUTE format('GRANT %I TO tok_operators WITH INHERIT TRUE, SET FALSE', o.login);
    SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) INTO v_ended FROM pg_stat_activity WHERE usename = o.login;
    EXECUTE format('REVOKE %I FROM tok_operators', o.login);
    INSERT INTO audit_log (action, subject_type, subject_id, after)
        VALUES ('end_operator_sessions', 'operator', o.login, jsonb_build_object('ended', v_ended));
    RETURN v_ended;
END
$$;

RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM tok_operators;
