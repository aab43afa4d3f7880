-- Operators: one login a person. Logins and group roles are granted by tok_operators alone, which owns these functions, has
-- CREATEROLE and no right on the ledger; an administrator has none of that and calls the functions.
DO $$
DECLARE
    v_group text;
BEGIN
    BEGIN
        CREATE ROLE tok_operators NOLOGIN CREATEROLE;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
        -- Roles belong to the whole cluster: another database of it has made this one already.
        NULL;
    END;
    FOREACH v_group IN ARRAY ARRAY['tokens_support', 'tokens_finance', 'tokens_product', 'tokens_admin'] LOOP
        IF NOT EXISTS (SELECT FROM pg_auth_members m WHERE m.roleid = v_group::regrole
                       AND m.member = 'tok_operators'::regrole AND m.admin_option) THEN
            EXECUTE format('GRANT %I TO tok_operators WITH ADMIN TRUE, INHERIT FALSE, SET FALSE', v_group);
        END IF;
    END LOOP;
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT tok_operators TO %I WITH INHERIT TRUE, SET TRUE', current_user);
    END IF;
END
$$;

SET LOCAL ROLE tok_owner;

CREATE TABLE operators (
    login VARCHAR(63) PRIMARY KEY CHECK (login ~ '^[a-z][a-z0-9_.-]{1,62}$'),
    display_name VARCHAR(200) NOT NULL CHECK (btrim(display_name) <> ''),
    role VARCHAR(20) CHECK (role IN ('support', 'finance', 'product', 'admin')), -- none until a second administrator agreed
    state VARCHAR(20) NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'disabled')),
    must_change_password BOOLEAN NOT NULL DEFAULT false,
    created_by VARCHAR(100) NOT NULL DEFAULT session_user,
    created_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    changed_by VARCHAR(100) NOT NULL DEFAULT session_user,
    changed_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    last_sign_in_at TIMESTAMPTZ
);

-- A role waiting for a second administrator (ruling 7).
CREATE TABLE operator_requests (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login VARCHAR(63) NOT NULL REFERENCES operators (login),
    role VARCHAR(20) NOT NULL CHECK (role IN ('support', 'finance', 'product', 'admin')),
    reason VARCHAR(2000) NOT NULL,
    state VARCHAR(20) NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'rejected', 'withdrawn')),
    requested_by VARCHAR(100) NOT NULL DEFAULT session_user,
    requested_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    decided_by VARCHAR(100),
    decided_at TIMESTAMPTZ,
    note VARCHAR(2000),
    CHECK ((state = 'waiting') = (decided_by IS NULL)),
    CHECK (state <> 'approved' OR decided_by <> requested_by)
);
CREATE UNIQUE INDEX operator_requests_one_waiting ON operator_requests (login) WHERE state = 'waiting';

CREATE TRIGGER append_only_delete BEFORE DELETE ON operators FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON operators EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_delete BEFORE DELETE ON operator_requests FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON operator_requests EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER decided_once BEFORE UPDATE ON operator_requests FOR EACH ROW WHEN (OLD.state <> 'waiting')
    EXECUTE FUNCTION ledger_refuse_change();

GRANT SELECT ON operators, operator_requests TO tokens_admin;
GRANT SELECT, INSERT, UPDATE ON operators, operator_requests TO tok_operators;
GRANT INSERT (action, subject_type, subject_id, before, after, reason) ON audit_log TO tok_operators;
GRANT EXECUTE ON FUNCTION ledger_now, ledger_require_role, ledger_reject, ledger_conflict, ledger_reason TO tok_operators;

RESET ROLE;

GRANT USAGE, CREATE ON SCHEMA public TO tok_operators;
SET LOCAL ROLE tok_operators;
ALTER DEFAULT PRIVILEGES FOR ROLE tok_operators REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Only a hash the client has made is taken: a password in clear would stand in the statement, the log and the activity list.
CREATE FUNCTION operators_verifier(p_verifier text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF p_verifier IS NULL OR length(p_verifier) > 400
        OR p_verifier !~ '^SCRAM-SHA-256\$[1-9][0-9]{3,6}:([A-Za-z0-9+/]{4}){4,}([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$' THEN
        PERFORM ledger_reject('password_not_hashed');
    END IF;
    RETURN p_verifier;
END
$$;

CREATE FUNCTION operators_role(p_role text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF p_role IS NULL OR p_role NOT IN ('support', 'finance', 'product', 'admin') THEN
        PERFORM ledger_reject('operator_role_unknown', coalesce(p_role, ''));
    END IF;
    RETURN p_role;
END
$$;

-- Somebody else's row, for an administrator; every change of operators waits for the one before it.
CREATE FUNCTION operators_other(p_login text) RETURNS operators
    LANGUAGE plpgsql AS $$
DECLARE
    o operators;
BEGIN
    PERFORM ledger_require_role('tokens_admin');
    PERFORM pg_advisory_xact_lock(hashtextextended('arzani.operators', 0));
    SELECT * INTO o FROM operators WHERE login = p_login;
    IF NOT FOUND THEN
        PERFORM ledger_reject('operator_unknown', coalesce(p_login, ''));
    ELSIF o.login = session_user THEN
        PERFORM ledger_reject('operator_is_oneself');
    END IF;
    RETURN o;
END
$$;

CREATE FUNCTION operators_administrators() RETURNS bigint
    LANGUAGE sql STABLE AS $$ SELECT count(*) FROM operators WHERE role = 'admin' AND state = 'active' $$;

CREATE FUNCTION operators_keep_an_administrator(o operators) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF o.role = 'admin' AND o.state = 'active' AND operators_administrators() <= 1 THEN
        PERFORM ledger_reject('last_administrator', o.login);
    END IF;
END
$$;

-- Makes the login a member of one group, or of none. A group somebody else granted cannot be taken here, so it is told.
CREATE FUNCTION operators_set_group(p_login text, p_role text) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_group text;
BEGIN
    FOR v_group IN SELECT m.roleid::regrole::text FROM pg_auth_members m
            WHERE m.member = (SELECT oid FROM pg_roles WHERE rolname = p_login) AND m.grantor = 'tok_operators'::regrole
              AND m.roleid::regrole::text = ANY (ARRAY['tokens_support', 'tokens_finance', 'tokens_product', 'tokens_admin']) LOOP
        EXECUTE format('REVOKE %I FROM %I', v_group, p_login);
    END LOOP;
    IF EXISTS (SELECT FROM pg_roles g WHERE g.rolname IN ('tokens_support', 'tokens_finance', 'tokens_product', 'tokens_admin',
                   'tokens_service', 'tok_owner') AND pg_has_role(p_login, g.oid, 'MEMBER')) THEN
        PERFORM ledger_reject('operator_granted_elsewhere', p_login);
    END IF;
    IF p_role IS NOT NULL THEN
        EXECUTE format('GRANT %I TO %I WITH INHERIT TRUE, SET FALSE', 'tokens_' || p_role, p_login);
    END IF;
END
$$;

CREATE FUNCTION operators_audit(p_action text, p_before operators, p_after operators, p_reason text) RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO audit_log (action, subject_type, subject_id, before, after, reason)
    VALUES (p_action, 'operator', coalesce(p_after.login, p_before.login), CASE WHEN p_before.login IS NOT NULL THEN to_jsonb(p_before) END,
        to_jsonb(p_after), p_reason)
$$;

-- Gives the role, or with two administrators or more keeps it as a request for another one.
CREATE FUNCTION operators_give_role(o operators, p_role text, p_reason text) RETURNS operators
    LANGUAGE plpgsql AS $$
DECLARE
    v_before operators := o;
BEGIN
    IF EXISTS (SELECT FROM operator_requests WHERE login = o.login AND state = 'waiting') THEN
        PERFORM ledger_conflict('operator_request_waits', o.login);
    END IF;
    IF operators_administrators() >= 2 THEN
        INSERT INTO operator_requests (login, role, reason) VALUES (o.login, p_role, p_reason);
        INSERT INTO audit_log (action, subject_type, subject_id, after, reason)
        VALUES ('request_operator_role', 'operator', o.login, jsonb_build_object('role', p_role), p_reason);
        RETURN o;
    END IF;
    IF o.state = 'active' THEN
        PERFORM operators_set_group(o.login, p_role);
    END IF;
    UPDATE operators SET role = p_role, changed_by = session_user, changed_at = ledger_now() WHERE login = o.login RETURNING * INTO o;
    PERFORM operators_audit('set_operator_role', v_before, o, p_reason);
    RETURN o;
END
$$;

CREATE FUNCTION create_operator(p_login text, p_display_name text, p_role text, p_verifier text, p_reason text) RETURNS SETOF operators
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o operators;
    v_none operators;
BEGIN
    PERFORM ledger_require_role('tokens_admin');
    PERFORM pg_advisory_xact_lock(hashtextextended('arzani.operators', 0));
    IF p_login IS NULL OR p_login !~ '^[a-z][a-z0-9_.-]{1,62}$' OR p_login ~ '^(pg_|tok_|tokens_|public$|none$)' THEN
        PERFORM ledger_reject('operator_login_malformed', coalesce(left(p_login, 100), ''));
    ELSIF EXISTS (SELECT FROM pg_roles WHERE rolname = p_login) OR EXISTS (SELECT FROM operators WHERE login = p_login) THEN
        PERFORM ledger_reject('operator_exists', p_login);
    ELSIF btrim(coalesce(p_display_name, '')) = '' OR length(p_display_name) > 200 THEN
        PERFORM ledger_reject('operator_name_malformed');
    END IF;
    EXECUTE format('CREATE ROLE %I LOGIN NOCREATEDB CONNECTION LIMIT 20 PASSWORD %L', p_login, operators_verifier(p_verifier));
    EXECUTE format('ALTER ROLE %I SET statement_timeout = ''30s''', p_login);
    EXECUTE format('ALTER ROLE %I SET lock_timeout = ''5s''', p_login);
    EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = ''60s''', p_login);
    EXECUTE format('ALTER ROLE %I SET transaction_timeout = ''5min''', p_login);
    INSERT INTO operators (login, display_name, must_change_password) VALUES (p_login, btrim(p_display_name), true) RETURNING * INTO o;
    PERFORM operators_audit('create_operator', v_none, o, ledger_reason(p_reason));
    RETURN NEXT operators_give_role(o, operators_role(p_role), ledger_reason(p_reason));
END
$$;

CREATE FUNCTION set_operator_role(p_login text, p_role text, p_reason text) RETURNS SETOF operators
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o operators := operators_other(p_login);
    v_reason text := ledger_reason(p_reason);
BEGIN
    IF o.role IS DISTINCT FROM operators_role(p_role) THEN
        IF p_role <> 'admin' THEN
            PERFORM operators_keep_an_administrator(o);
        END IF;
        o := operators_give_role(o, p_role, v_reason);
    END IF;
    RETURN NEXT o;
END
$$;

-- Another administrator's word on a waiting role; the one who asked can only withdraw it.
CREATE FUNCTION decide_operator_request(p_id bigint, p_approve boolean, p_note text) RETURNS SETOF operators
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r operator_requests;
    o operators;
    v_before operators;
    v_note text := ledger_reason(p_note);
BEGIN
    PERFORM ledger_require_role('tokens_admin');
    PERFORM pg_advisory_xact_lock(hashtextextended('arzani.operators', 0));
    SELECT * INTO r FROM operator_requests WHERE id = p_id;
    IF NOT FOUND THEN
        PERFORM ledger_reject('operator_request_unknown', coalesce(p_id::text, ''));
    ELSIF r.state <> 'waiting' THEN
        PERFORM ledger_conflict('operator_request_decided', r.login, r.decided_by);
    ELSIF r.requested_by = session_user AND coalesce(p_approve, false) THEN
        PERFORM ledger_reject('operator_request_is_own');
    END IF;
    o := CASE WHEN p_approve THEN operators_other(r.login) ELSE (SELECT x FROM operators x WHERE x.login = r.login) END;
    v_before := o;
    IF p_approve THEN
        IF r.role <> 'admin' THEN
            PERFORM operators_keep_an_administrator(o);
        END IF;
        IF o.state = 'active' THEN
            PERFORM operators_set_group(o.login, r.role);
        END IF;
        UPDATE operators SET role = r.role, changed_by = session_user, changed_at = ledger_now() WHERE login = o.login RETURNING * INTO o;
    END IF;
    UPDATE operator_requests SET decided_by = session_user, decided_at = ledger_now(), note = v_note,
        state = CASE WHEN p_approve THEN 'approved' WHEN requested_by = session_user THEN 'withdrawn' ELSE 'rejected' END
        WHERE id = r.id RETURNING * INTO r;
    PERFORM operators_audit(r.state || '_operator_role', v_before, o, v_note);
    RETURN NEXT o;
END
$$;

CREATE FUNCTION reset_operator_password(p_login text, p_verifier text, p_reason text) RETURNS SETOF operators
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o operators := operators_other(p_login);
    v_before operators := o;
    v_reason text := ledger_reason(p_reason);
BEGIN
    EXECUTE format('ALTER ROLE %I PASSWORD %L', o.login, operators_verifier(p_verifier));
    UPDATE operators SET must_change_password = true, changed_by = session_user, changed_at = ledger_now()
        WHERE login = o.login RETURNING * INTO o;
    PERFORM operators_audit('reset_operator_password', v_before, o, v_reason);
    RETURN NEXT o;
END
$$;

-- Takes the login and the rights at once, so a session under way can do nothing more; end_operator_sessions() then ends it.
CREATE FUNCTION disable_operator(p_login text, p_reason text) RETURNS SETOF operators
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o operators := operators_other(p_login);
    v_before operators := o;
    v_reason text := ledger_reason(p_reason);
BEGIN
    PERFORM operators_keep_an_administrator(o);
    PERFORM operators_set_group(o.login, NULL);
    EXECUTE format('ALTER ROLE %I NOLOGIN', o.login);
    UPDATE operators SET state = 'disabled', changed_by = session_user, changed_at = ledger_now()
        WHERE login = o.login RETURNING * INTO o;
    PERFORM operators_audit('disable_operator', v_before, o, v_reason);
    RETURN NEXT o;
END
$$;

-- Gives back the role that stood when the login was disabled.
CREATE FUNCTION enable_operator(p_login text, p_reason text) RETURNS SETOF operators
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o operators := operators_other(p_login);
    v_before operators := o;
    v_reason text := ledger_reason(p_reason);
BEGIN
    PERFORM operators_set_group(o.login, o.role);
    EXECUTE format('ALTER ROLE %I LOGIN', o.login);
    UPDATE operators SET state = 'active', changed_by = session_user, changed_at = ledger_now()
        WHERE login = o.login RETURNING * INTO o;
    PERFORM operators_audit('enable_operator', v_before, o, v_reason);
    RETURN NEXT o;
END
$$;

-- Ends the sessions of a disabled login; a call of its own, because until disable_operator() has committed a program could
-- sign in again. tok_operators may signal a login only while it is a member of it.
CREATE FUNCTION end_operator_sessions(p_login text) RETURNS bigint
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
    RETURN v_ended;
END
$$;

-- Connections a login holds now; a console holds a few.
CREATE FUNCTION operator_sessions() RETURNS TABLE (login text, connections bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM ledger_require_role('tokens_admin');
    RETURN QUERY SELECT o.login::text, count(a.pid) FROM operators o
        LEFT JOIN pg_stat_activity a ON a.usename = o.login GROUP BY o.login ORDER BY o.login;
END
$$;

-- Called by a console that has signed in. A login the database's administrator made is registered here for the first time.
CREATE FUNCTION record_sign_in() RETURNS SETOF operators
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o operators;
    v_role text;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_product', 'tokens_admin');
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) THEN
        RETURN;
    END IF;
    SELECT r.name INTO v_role FROM unnest(ARRAY['admin', 'finance', 'product', 'support']) WITH ORDINALITY r (name, place)
        WHERE pg_has_role(session_user, 'tokens_' || r.name, 'MEMBER') ORDER BY r.place LIMIT 1;
    INSERT INTO operators AS x (login, display_name, role, last_sign_in_at)
        VALUES (session_user, session_user, v_role, ledger_now())
        ON CONFLICT (login) DO UPDATE SET last_sign_in_at = excluded.last_sign_in_at RETURNING * INTO o;
    INSERT INTO audit_log (action, subject_type, subject_id, after)
    VALUES ('sign_in', 'operator', session_user, jsonb_build_object('role', v_role));
    RETURN NEXT o;
END
$$;

CREATE FUNCTION change_own_password(p_verifier text) RETURNS SETOF operators
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o operators;
    v_before operators;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_product', 'tokens_admin');
    SELECT * INTO v_before FROM operators WHERE login = session_user;
    IF NOT FOUND THEN
        PERFORM ledger_reject('operator_unknown', session_user);
    END IF;
    EXECUTE format('ALTER ROLE %I PASSWORD %L', session_user, operators_verifier(p_verifier));
    UPDATE operators SET must_change_password = false, changed_by = session_user, changed_at = ledger_now()
        WHERE login = session_user RETURNING * INTO o;
    PERFORM operators_audit('change_own_password', v_before, o, NULL);
    RETURN NEXT o;
END
$$;

GRANT EXECUTE ON FUNCTION create_operator, set_operator_role, decide_operator_request, reset_operator_password, disable_operator,
    enable_operator, end_operator_sessions, operator_sessions TO tokens_admin;
GRANT EXECUTE ON FUNCTION record_sign_in, change_own_password TO tokens_support, tokens_finance, tokens_product, tokens_admin;

RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM tok_operators;
