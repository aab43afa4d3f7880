-- Gathered spends are written by one statement: what a statement costs to start is paid once for all of them, a wallet with
-- many spends is locked, drawn from and updated once, and only the hash goes from entry to entry.
SET LOCAL ROLE tok_owner;

-- The hash of an entry over the one before it, as a running aggregate: head is the wallet's hash before the first of them.
CREATE FUNCTION ledger_chain_step(p_state bytea, p_head bytea, p_entry bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT sha256(coalesce(p_state, p_head, ''::bytea) || p_entry) $$;
CREATE AGGREGATE ledger_chain(p_head bytea, p_entry bytea) (SFUNC = ledger_chain_step, STYPE = bytea);

-- Spends of many wallets whose rows the caller has locked in the order of their users. A wallet is served here when all its
-- postings are consumptions which its balance and the lot that is drawn from first can bear, and no lot of it has ended; of
-- any other wallet nothing is written, and its lines come back without an entry, for ledger_apply(). The entries are those
-- ledger_apply() would have written. A key that was used before raises unique_violation.
CREATE FUNCTION ledger_spend_many(p_keys text[], p_user_ids bigint[], p_types text[], p_tokens bigint[], p_directions integer[],
        p_actions text[], p_references bigint[], p_orders bigint[], p_intents text[], p_reverses bigint[], p_behalfs text[],
        p_requests text[], p_metadata jsonb[]) RETURNS SETOF gathered_outcome
    LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz := ledger_now();
    v_actor text := session_user;
    v_address text := host(inet_client_addr());
    v_application text := nullif(left(current_setting('application_name'), 100), '');
BEGIN
    RETURN QUERY
    WITH asked AS (
        SELECT i.line::integer AS line, i.key, i.user_id, i.tokens, i.action, i.reference, i.order_id, i.intent, i.behalf,
            CASE WHEN i.request IS NULL THEN coalesce(i.metadata, '{}')
                 ELSE coalesce(i.metadata, '{}') || jsonb_build_object('request_id', i.request) END AS metadata,
            w.token_balance, w.wallet_seq, w.head_hash, l.entry_id AS lot, l.remaining, greatest(v_now, w.last_entry_at) AS at,
            coalesce(i.type = 'consumption' AND i.direction = -1 AND i.reverses IS NULL AND i.tokens BETWEEN 1 AND 1000000000000
                AND length(i.key) BETWEEN 1 AND 200 AND i.key !~ '[^!-~]'
                AND concat(i.action, i.behalf, i.intent) !~ '[\u0001-\u001f]'
                AND (i.action = '') IS NOT TRUE AND (i.behalf = '') IS NOT TRUE AND (i.intent = '') IS NOT TRUE
                AND (w.next_expiry_at <= v_now) IS NOT TRUE AND (w.next_expiry_at <= w.last_entry_at) IS NOT TRUE, false) AS simple
        FROM unnest(p_keys, p_user_ids, p_types, p_tokens, p_directions, p_actions, p_references, p_orders, p_intents,
                p_reverses, p_behalfs, p_requests, p_metadata) WITH ORDINALITY
            i (key, user_id, type, tokens, direction, action, reference, order_id, intent, reverses, behalf, request, metadata,
               line)
        LEFT JOIN user_tokens w ON w.user_id = i.user_id
        LEFT JOIN LATERAL (SELECT entry_id, remaining FROM token_lots WHERE user_id = w.user_id AND is_open
                           ORDER BY expires_at NULLS LAST, draw_rank, entry_id LIMIT 1) l ON true),
    numbered AS (
        SELECT a.*, (row_number() OVER wallet) AS place, (sum(tokens) OVER wallet)::bigint AS spent,
            count(*) OVER whole AS places, (sum(tokens) OVER whole)::bigint AS total,
            bool_and(simple) OVER whole
                AND sum(tokens) OVER whole <= least(token_balance, remaining) AS fits
        FROM asked a WINDOW whole AS (PARTITION BY user_id),
            wallet AS (PARTITION BY user_id ORDER BY line ROWS UNBOUNDED PRECEDING)),
    identified AS (
        SELECT n.*, nextval('token_transactions_id_seq') AS id, wallet_seq + place AS seq, token_balance - spent AS balance
        FROM numbered n WHERE fits),
    posted AS MATERIALIZED (
        SELECT i.*, i.place = i.places AS is_last,
            ledger_chain(head_hash, convert_to(ledger_hashed_text(user_id::integer, seq, id, 'consumption', tokens, -1::smallint, 0,
                balance, key, 0::smallint, action, reference, order_id, intent, NULL, NULL, NULL, v_actor, behalf, v_address,
                v_application, metadata, at), 'UTF8')) OVER (PARTITION BY user_id ORDER BY line ROWS UNBOUNDED PRECEDING) AS hash
        FROM identified i),
    k AS (
        INSERT INTO token_entry_keys (entry_id, operation_key, operation_line, user_id, wallet_seq, created_at)
            SELECT id, key, 0, user_id, seq, at FROM posted),
    d AS (INSERT INTO token_lot_draws (entry_id, lot_id, tokens) SELECT id, lot, tokens FROM posted),
    l AS (UPDATE token_lots l SET remaining = p.remaining - p.total, is_open = p.remaining > p.total
          FROM posted p WHERE p.is_last AND l.entry_id = p.lot),
    w AS (UPDATE user_tokens w SET token_balance = p.balance, tokens_consumed = w.tokens_consumed + p.total,
              wallet_seq = p.seq, head_hash = p.hash, last_entry_at = p.at, updated_at = p.at
          FROM posted p WHERE p.is_last AND w.user_id = p.user_id),
    u AS (UPDATE users u SET token_balance = p.balance FROM posted p WHERE p.is_last AND u.id = p.user_id),
    t AS (
        INSERT INTO token_transactions (id, user_id, transaction_type, tokens_amount, direction, balance_after, wallet_seq,
                operation_key, action_type, reference_id, order_id, stripe_payment_intent_id, actor, on_behalf_of,
                client_address, application_name, metadata, entry_hash, created_at)
            SELECT id, user_id, 'consumption', tokens, -1, balance, seq, key, action, reference, order_id, intent, v_actor,
                behalf, v_address, v_application, metadata, hash, at FROM posted
            RETURNING id, token_transactions AS entry)
    SELECT n.line, NULL::text, NULL::jsonb, false, t.entry
        FROM numbered n LEFT JOIN posted p ON p.line = n.line LEFT JOIN t ON t.id = p.id;
END
$$;

CREATE OR REPLACE FUNCTION post_gathered(p_keys text[], p_user_ids bigint[], p_types text[], p_tokens bigint[],
        p_directions integer[], p_actions text[], p_references bigint[], p_orders bigint[], p_intents text[],
        p_reverses bigint[], p_behalfs text[], p_requests text[], p_metadata jsonb[]) RETURNS SETOF gathered_outcome
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_lines integer[] := ARRAY(SELECT generate_subscripts(p_keys, 1));
    v_left integer[] := '{}';
    i integer;
    v ledger_posting;
    v_outcome record;
    o gathered_outcome;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF cardinality(p_keys) > 1 THEN
        PERFORM FROM user_tokens WHERE user_id = ANY (p_user_ids) ORDER BY user_id FOR NO KEY UPDATE;
        BEGIN
            FOR o IN SELECT * FROM ledger_spend_many(p_keys, p_user_ids, p_types, p_tokens, p_directions, p_actions,
                    p_references, p_orders, p_intents, p_reverses, p_behalfs, p_requests, p_metadata) LOOP
                IF (o.entry).id IS NULL THEN
                    v_left := v_left || o.line;
                ELSE
                    RETURN NEXT o;
                END IF;
            END LOOP;
        EXCEPTION WHEN unique_violation THEN
            v_left := v_lines; -- a key was used before: each finds out for itself
        END;
    ELSE
        v_left := v_lines;
    END IF;
    FOR i IN SELECT u.line FROM unnest(v_left) u (line) ORDER BY p_user_ids[u.line], u.line LOOP
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
        IF v.transaction_type = 'consumption' AND v.direction = -1 AND v.reverses IS NULL THEN
            o.entry := ledger_quick_spend(v.operation_key, v.user_id, v.tokens, v.action_type, v.reference_id, v.order_id,
                v.stripe_payment_intent_id, v.on_behalf_of, v.metadata);
            IF (o.entry).id IS NOT NULL THEN
                RETURN NEXT o;
                CONTINUE;
            END IF;
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
        o.entry := CASE WHEN v_outcome.refusal IS NULL THEN v_outcome.entry END;
        RETURN NEXT o;
    END LOOP;
END
$$;

RESET ROLE;
