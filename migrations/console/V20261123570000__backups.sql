-- Backups and drills: requests, what became of them, and their trend. The files lie outside; a row says which and how large.
SET LOCAL ROLE tok_owner;

-- Hours between two backups, 0 for none by itself; how many good ones and how many days are kept at least; days between drills.
INSERT INTO settings (name, version, value) VALUES ('BACKUP_EVERY_HOURS', 1, '24'), ('BACKUP_KEEP', 1, '14'),
    ('BACKUP_KEEP_DAYS', 1, '30'), ('BACKUP_DRILL_EVERY_DAYS', 1, '7');

CREATE TABLE backups (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state VARCHAR(10) NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'good', 'failed', 'removed')),
    requested_by VARCHAR(100) NOT NULL DEFAULT session_user,
    requested_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ, -- written, and read again to the last byte
    removed_at TIMESTAMPTZ,
    file VARCHAR(2000),
    bytes BIGINT CHECK (bytes > 0),
    sha256 VARCHAR(64),
    schema_version VARCHAR(50),
    taken_at TIMESTAMPTZ, -- all that was committed then is in it
    row_count BIGINT,
    entries BIGINT,
    wallets BIGINT,
    tokens BIGINT,
    millis BIGINT,
    problem VARCHAR(2000), -- key of a problem
    CHECK (state NOT IN ('good', 'removed') OR file IS NOT NULL AND bytes IS NOT NULL AND sha256 IS NOT NULL AND taken_at IS NOT NULL)
);
CREATE UNIQUE INDEX backups_one_open ON backups ((true)) WHERE state IN ('waiting', 'running');
CREATE INDEX idx_backups_state ON backups (state, id);

CREATE TABLE backup_drills (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    backup_id BIGINT NOT NULL REFERENCES backups (id),
    state VARCHAR(10) NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'green', 'red', 'failed')),
    requested_by VARCHAR(100) NOT NULL DEFAULT session_user,
    requested_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now(),
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    check_millis BIGINT,
    load_millis BIGINT,
    proof_millis BIGINT,
    row_count BIGINT,
    entries BIGINT,
    tokens BIGINT,
    difference_count BIGINT,
    problem VARCHAR(2000)
);
CREATE UNIQUE INDEX backup_drills_one_open ON backup_drills ((true)) WHERE state IN ('waiting', 'running');
CREATE INDEX idx_backup_drills_backup ON backup_drills (backup_id, id);

CREATE TRIGGER append_only_delete BEFORE DELETE ON backups FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON backups EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER over_once BEFORE UPDATE ON backups FOR EACH ROW WHEN (OLD.state IN ('failed', 'removed'))
    EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_delete BEFORE DELETE ON backup_drills FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON backup_drills EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER over_once BEFORE UPDATE ON backup_drills FOR EACH ROW WHEN (OLD.finished_at IS NOT NULL)
    EXECUTE FUNCTION ledger_refuse_change();

-- An administrator asks; whoever may write backups picks it up. One at a time: a second request is the first.
CREATE FUNCTION request_backup() RETURNS SETOF backups
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    b backups;
BEGIN
    PERFORM ledger_require_role('tokens_admin');
    INSERT INTO backups DEFAULT VALUES ON CONFLICT DO NOTHING RETURNING * INTO b;
    IF b.id IS NULL THEN
        RETURN QUERY SELECT * FROM backups WHERE state IN ('waiting', 'running');
        RETURN;
    END IF;
    INSERT INTO audit_log (action, subject_type, subject_id) VALUES ('request_backup', 'backup', b.id::text);
    RETURN NEXT b;
END
$$;

CREATE FUNCTION request_backup_drill(p_backup_id bigint) RETURNS SETOF backup_drills
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    d backup_drills;
BEGIN
    PERFORM ledger_require_role('tokens_admin');
    IF NOT EXISTS (SELECT FROM backups WHERE id = p_backup_id AND state = 'good') THEN
        PERFORM ledger_reject('backup_not_there', coalesce(p_backup_id::text, ''));
    END IF;
    INSERT INTO backup_drills (backup_id) VALUES (p_backup_id) ON CONFLICT DO NOTHING RETURNING * INTO d;
    IF d.id IS NULL THEN
        RETURN QUERY SELECT * FROM backup_drills WHERE state IN ('waiting', 'running');
        RETURN;
    END IF;
    INSERT INTO audit_log (action, subject_type, subject_id, after)
        VALUES ('request_backup_drill', 'backup', p_backup_id::text, jsonb_build_object('drill', d.id));
    RETURN NEXT d;
END
$$;

-- The backup somebody asked for, else the one that is due; nothing otherwise. Callers hold the job's advisory lock, so what
-- still says it runs was killed. Who is not able to make one picks up what a person asked for, to say so.
CREATE FUNCTION begin_backup(p_able boolean) RETURNS SETOF backups
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_now timestamptz := ledger_now();
    v_hours integer := ledger_setting('BACKUP_EVERY_HOURS')::integer;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE backups SET state = 'failed', finished_at = v_now, problem = 'backup_interrupted' WHERE state = 'running';
    -- A failed one is tried again after an hour, not at every look.
    IF p_able AND v_hours > 0 AND NOT EXISTS (SELECT FROM backups WHERE state IN ('good', 'removed') AND taken_at > v_now - make_interval(hours => v_hours))
        AND NOT EXISTS (SELECT FROM backups WHERE state = 'failed' AND finished_at > v_now - interval '1 hour') THEN
        INSERT INTO backups DEFAULT VALUES ON CONFLICT DO NOTHING;
    END IF;
    RETURN QUERY UPDATE backups SET state = 'running', started_at = v_now WHERE state = 'waiting' RETURNING *;
END
$$;

CREATE FUNCTION finish_backup(p_id bigint, p_file text, p_bytes bigint, p_sha256 text, p_schema_version text,
        p_row_count bigint, p_entries bigint, p_wallets bigint, p_tokens bigint, p_millis bigint)
    RETURNS SETOF backups
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    RETURN QUERY UPDATE backups SET state = 'good', finished_at = ledger_now(), file = p_file, bytes = p_bytes, sha256 = p_sha256,
            schema_version = p_schema_version, taken_at = started_at, row_count = p_row_count, entries = p_entries,
            wallets = p_wallets, tokens = p_tokens, millis = p_millis
        WHERE id = p_id AND state = 'running' RETURNING *;
    IF NOT FOUND THEN
        PERFORM ledger_conflict('backup_over');
    END IF;
END
$$;

CREATE FUNCTION fail_backup(p_id bigint, p_problem text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE backups SET state = 'failed', finished_at = ledger_now(), problem = left(p_problem, 2000) WHERE id = p_id AND state = 'running';
END
$$;

-- Good backups that may go: older than the days, and not among the newest of the number. The last one that a drill found
-- green stays too, whatever its age: it is the one that is known to restore.
CREATE FUNCTION backups_to_remove() RETURNS SETOF backups
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    RETURN QUERY SELECT b.* FROM backups b
        WHERE b.state = 'good'
          AND b.taken_at < ledger_now() - make_interval(days => ledger_setting('BACKUP_KEEP_DAYS')::integer)
          AND b.id NOT IN (SELECT n.id FROM backups n WHERE n.state = 'good' ORDER BY n.id DESC
                           LIMIT greatest(1, ledger_setting('BACKUP_KEEP')::integer))
          AND b.id IS DISTINCT FROM (SELECT max(g.backup_id) FROM backup_drills g JOIN backups k ON k.id = g.backup_id
                                     WHERE g.state = 'green' AND k.state = 'good')
          AND NOT EXISTS (SELECT FROM backup_drills d WHERE d.backup_id = b.id AND d.state IN ('waiting', 'running'))
        ORDER BY b.id;
END
$$;

-- The file is gone: by retention, or because somebody took it away.
CREATE FUNCTION note_backup_removed(p_id bigint, p_problem text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE backups SET state = 'removed', removed_at = ledger_now(), problem = left(p_problem, 2000) WHERE id = p_id AND state = 'good';
END
$$;

CREATE FUNCTION begin_backup_drill(p_able boolean) RETURNS SETOF backup_drills
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_now timestamptz := ledger_now();
    v_days integer := ledger_setting('BACKUP_DRILL_EVERY_DAYS')::integer;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE backup_drills SET state = 'failed', finished_at = v_now, problem = 'backup_interrupted' WHERE state = 'running';
    IF p_able AND v_days > 0 AND NOT EXISTS (SELECT FROM backup_drills WHERE state IN ('green', 'red') AND started_at > v_now - make_interval(days => v_days))
        AND NOT EXISTS (SELECT FROM backup_drills WHERE state = 'failed' AND finished_at > v_now - interval '1 hour') THEN
        INSERT INTO backup_drills (backup_id) SELECT max(id) FROM backups WHERE state = 'good' HAVING max(id) IS NOT NULL
            ON CONFLICT DO NOTHING;
    END IF;
    RETURN QUERY UPDATE backup_drills SET state = 'running', started_at = v_now WHERE state = 'waiting' RETURNING *;
END
$$;

CREATE FUNCTION finish_backup_drill(p_id bigint, p_check_millis bigint, p_load_millis bigint, p_proof_millis bigint,
        p_row_count bigint, p_entries bigint, p_tokens bigint, p_difference_count bigint) RETURNS SETOF backup_drills
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    RETURN QUERY UPDATE backup_drills SET state = CASE WHEN p_difference_count = 0 THEN 'green' ELSE 'red' END,
            finished_at = ledger_now(), check_millis = p_check_millis, load_millis = p_load_millis, proof_millis = p_proof_millis,
            row_count = p_row_count, entries = p_entries, tokens = p_tokens, difference_count = p_difference_count
        WHERE id = p_id AND state = 'running' RETURNING *;
    IF NOT FOUND THEN
        PERFORM ledger_conflict('backup_over');
    END IF;
END
$$;

CREATE FUNCTION fail_backup_drill(p_id bigint, p_problem text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE backup_drills SET state = 'failed', finished_at = ledger_now(), problem = left(p_problem, 2000)
        WHERE id = p_id AND state = 'running';
END
$$;

GRANT SELECT ON backups, backup_drills TO tokens_admin, tokens_service;
GRANT EXECUTE ON FUNCTION request_backup, request_backup_drill TO tokens_admin;
GRANT EXECUTE ON FUNCTION begin_backup, finish_backup, fail_backup, backups_to_remove, note_backup_removed, begin_backup_drill,
    finish_backup_drill, fail_backup_drill TO tokens_service;

RESET ROLE;
