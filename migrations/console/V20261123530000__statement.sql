-- A month's statement may be made by a scheduler under the service's login; it stands in the audit as any export does.
SET LOCAL ROLE tok_owner;

CREATE OR REPLACE FUNCTION record_export(p_kind text, p_filter text, p_user_id bigint DEFAULT NULL) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_id bigint;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_product', 'tokens_admin', 'tokens_service');
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
GRANT EXECUTE ON FUNCTION record_export TO tokens_service;

RESET ROLE;
