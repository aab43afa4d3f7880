-- Tells what an operation key did to a boost, for a console whose answer was lost (F1, F2).
SET LOCAL ROLE tok_owner;

-- The periods an extension made or an early end closed; none if nothing happened under this key.
CREATE FUNCTION boost_change(p_operation_key text) RETURNS SETOF listing_boosts
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    RETURN QUERY SELECT b.* FROM listing_boosts b
        WHERE b.id IN (
            SELECT jsonb_array_elements_text(coalesce(a.after -> 'periods', jsonb_build_array(a.after -> 'id')))::bigint
            FROM audit_log a
            WHERE a.subject_type = 'boost' AND a.subject_id = p_operation_key AND a.action IN ('extend_boost', 'end_boost'))
        ORDER BY b.id;
END
$$;

GRANT EXECUTE ON FUNCTION boost_change TO tokens_support, tokens_finance, tokens_admin;

RESET ROLE;
