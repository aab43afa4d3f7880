-- Gathered posting: what callers of the service asked for during the last commit goes in one call and one commit.
SET LOCAL ROLE tok_owner;

-- Finds what an operation key has already posted. Same content: that entry. Other content: refusal `key_used`.
-- A second try of one operation may come as another request, so the request's id is not part of the content.
CREATE OR REPLACE FUNCTION ledger_repeated(p ledger_posting, OUT refusal text, OUT entry token_transactions)
    LANGUAGE plpgsql AS $$
DECLARE
    k token_entry_keys;
BEGIN
    SELECT * INTO k FROM token_entry_keys WHERE operation_key = p.operation_key AND operation_line = p.operation_line;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT * INTO entry FROM token_transactions WHERE created_at = k.created_at AND id = k.entry_id;
    IF (entry.user_id, entry.transaction_type, entry.tokens_amount, entry.direction)
            <> (p.user_id, p.transaction_type, p.tokens, p.direction)
        OR (entry.action_type, entry.reference_id, entry.order_id, entry.stripe_payment_intent_id, entry.reverses,
            entry.reason_code, entry.note, entry.metadata - 'request_id')
            IS DISTINCT FROM
           (p.action_type, p.reference_id, p.order_id, p.stripe_payment_intent_id, p.reverses,
            p.reason_code, p.note, coalesce(p.metadata, '{}') - 'request_id') THEN
        refusal := 'key_used';
    END IF;
END
$$;

-- What became of one posting of a gathered call: an entry, or why there is none.
CREATE TYPE gathered_outcome AS (
    line integer, -- place of the posting in the call, from 1
    refusal text,
    arguments jsonb,
    repeated boolean,
    entry token_transactions
);

-- Postings of the service, one array element each, in one call and one commit. Who the service acts for and the request's id
-- are arguments, since the connection is shared; the id is kept in the entry's metadata as `request_id`. Wallets are locked
-- in the order of their users, so that two calls cannot block each other; a refusal is a row and fails no other posting.
CREATE FUNCTION post_gathered(p_keys text[], p_user_ids bigint[], p_types text[], p_tokens bigint[], p_directions integer[],
        p_actions text[], p_references bigint[], p_orders bigint[], p_intents text[], p_reverses bigint[], p_behalfs text[],
        p_requests text[], p_metadata jsonb[]) RETURNS SETOF gathered_outcome
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    i integer;
    v ledger_posting;
    v_outcome record;
    o gathered_outcome;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    FOR i IN SELECT u.line FROM unnest(p_user_ids) WITH ORDINALITY u (user_id, line) ORDER BY u.user_id, u.line LOOP
        o := NULL;
        o.line := i;
        o.repeated := false;
        IF p_user_ids[i] IS NULL OR p_user_ids[i] NOT BETWEEN 1 AND 2147483647 THEN
            o.refusal := 'user_unknown';
            o.arguments := jsonb_build_array(p_user_ids[i]);
            RETURN NEXT o;
            CONTINUE;
        END IF;
        v := NULL;
        v.operation_key := p_keys[i];
        v.operation_line := 0;
        v.user_id := p_user_ids[i];
        v.transaction_type := p_types[i];
        v.tokens := p_tokens[i];
        v.direction := p_directions[i];
        v.action_type := p_actions[i];
        v.reference_id := p_references[i];
        v.order_id := p_orders[i];
        v.stripe_payment_intent_id := p_intents[i];
        v.reverses := p_reverses[i];
        v.on_behalf_of := p_behalfs[i];
        v.metadata := coalesce(p_metadata[i], '{}');
        IF p_requests[i] IS NOT NULL THEN
            v.metadata := v.metadata || jsonb_build_object('request_id', p_requests[i]);
        END IF;
        o.refusal := ledger_service_refusal(v);
        IF o.refusal IS NOT NULL THEN
            o.arguments := jsonb_build_array(v.transaction_type);
            RETURN NEXT o;
            CONTINUE;
        END IF;
        v.may_owe := v.transaction_type IN ('refund', 'dispute');
        v.from_order := CASE WHEN v.may_owe THEN v.order_id END;
        SELECT * INTO v_outcome FROM ledger_apply(v);
        o.refusal := v_outcome.refusal;
        o.arguments := v_outcome.arguments;
        o.repeated := v_outcome.repeated;
        IF o.refusal IS NULL THEN
            o.entry := v_outcome.entry;
        END IF;
        RETURN NEXT o;
    END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION post_gathered TO tokens_service;

RESET ROLE;
