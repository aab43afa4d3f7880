-- What sellers say of an inquiry, under a key of theirs.
SET LOCAL ROLE tok_owner;

-- Notes that the seller answered an inquiry, once; the same key is answered again as it was.
CREATE FUNCTION respond_to_inquiry(p_user_id bigint, p_inquiry_id bigint, p_key text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_user integer := ledger_user_id(p_user_id);
    v_request jsonb := jsonb_build_array(p_inquiry_id);
    v_answer jsonb;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    PERFORM ledger_lock_wallet(v_user);
    v_answer := api_answered(v_user, p_key, 'inquiry', v_request);
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    RETURN api_keep_answer(v_user, p_key, 'inquiry', v_request, jsonb_build_object('success', true, 'inquiryId', p_inquiry_id,
        'respondedAt', answer_inquiry(p_user_id, p_inquiry_id)));
END
$$;

GRANT EXECUTE ON FUNCTION respond_to_inquiry TO tokens_service;

RESET ROLE;
