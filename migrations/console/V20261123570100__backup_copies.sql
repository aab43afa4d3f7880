-- Copies of backups in a second place, on another machine.
SET LOCAL ROLE tok_owner;

ALTER TABLE backups ADD COLUMN copied_to VARCHAR(2000), ADD COLUMN copy_tried_at TIMESTAMPTZ, ADD COLUMN copy_problem VARCHAR(2000);

-- The newest good backup that has no copy yet. One that could not be copied is tried again after an hour.
CREATE FUNCTION backup_to_copy() RETURNS SETOF backups
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    RETURN QUERY SELECT * FROM backups
        WHERE state = 'good' AND copied_to IS NULL AND (copy_tried_at IS NULL OR copy_tried_at < ledger_now() - interval '1 hour')
        ORDER BY id DESC LIMIT 1;
END
$$;

-- Where the copy is, or why there is none.
CREATE FUNCTION note_backup_copied(p_id bigint, p_copied_to text, p_problem text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    UPDATE backups SET copied_to = p_copied_to, copy_problem = left(p_problem, 2000), copy_tried_at = ledger_now()
        WHERE id = p_id AND state = 'good';
END
$$;

GRANT EXECUTE ON FUNCTION backup_to_copy, note_backup_copied TO tokens_service;

RESET ROLE;
