-- Spends, cheaper. By itself: a key is checked without a counted pattern, which PostgreSQL expands into as many states, and the
-- lot is found by the statement that draws from it. Gathered: rows are found once.
SET LOCAL ROLE tok_owner;

CREATE OR REPLACE FUNCTION ledger_quick_spend(p_key text, p_user_id integer, p_tokens bigint, p_action text, p_reference bigint,
        p_order bigint, p_intent text, p_behalf text, p_metadata jsonb) RETURNS token_transactions
    LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_balance bigint;
    v_seq bigint;
    v_head bytea;
    v_last timestamptz;
    v_next_expiry timestamptz;
    v_now timestamptz;
    v_id bigint;
    v_actor text := session_user;
    v_address text := host(inet_client_addr());
    v_application text := nullif(left(current_setting('application_name'), 100), '');
    e token_transactions;
BEGIN
    IF p_key ~ '[^!-~]' OR p_tokens NOT BETWEEN 1 AND 1000000000000 OR length(p_key) NOT BETWEEN 1 AND 200
        OR concat(p_action, p_behalf, p_intent) ~ '[\u0001-\u001f]' OR '' IN (p_action, p_behalf, p_intent) THEN
        RETURN NULL;
    END IF;
    SELECT token_balance - p_tokens, wallet_seq + 1, head_hash, last_entry_at, next_expiry_at
        INTO v_balance, v_seq, v_head, v_last, v_next_expiry
        FROM user_tokens WHERE user_id = p_user_id FOR NO KEY UPDATE;
    v_now := greatest(ledger_now(), v_last); -- after the lock
    IF v_balance IS NULL OR v_balance < 0 OR v_next_expiry <= v_now THEN
        RETURN NULL;
    END IF;
    v_id := nextval('token_transactions_id_seq');
    v_head := sha256(coalesce(v_head, ''::bytea) || convert_to(ledger_hashed_text(p_user_id, v_seq, v_id, 'consumption', p_tokens,
        -1::smallint, 0, v_balance, p_key, 0::smallint, p_action, p_reference, p_order, p_intent, NULL, NULL, NULL, v_actor,
        p_behalf, v_address, v_application, p_metadata, v_now), 'UTF8'));
    WITH f AS (
        SELECT entry_id, remaining FROM token_lots WHERE user_id = p_user_id AND is_open
            ORDER BY expires_at NULLS LAST, draw_rank, entry_id LIMIT 1),
    k AS (
        INSERT INTO token_entry_keys (entry_id, operation_key, operation_line, user_id, wallet_seq, created_at)
            SELECT v_id, p_key, 0, p_user_id, v_seq, v_now FROM f WHERE f.remaining >= p_tokens
            ON CONFLICT (operation_key, operation_line) DO NOTHING RETURNING entry_id),
    d AS (INSERT INTO token_lot_draws (entry_id, lot_id, tokens) SELECT k.entry_id, f.entry_id, p_tokens FROM k, f),
    l AS (UPDATE token_lots l SET remaining = f.remaining - p_tokens, is_open = f.remaining > p_tokens FROM k, f
          WHERE l.entry_id = f.entry_id),
    w AS (UPDATE user_tokens w SET token_balance = v_balance, tokens_consumed = w.tokens_consumed + p_tokens,
              wallet_seq = v_seq, head_hash = v_head, last_entry_at = v_now, updated_at = v_now FROM k
          WHERE w.user_id = p_user_id),
    u AS (UPDATE users u SET token_balance = v_balance FROM k WHERE u.id = p_user_id)
    INSERT INTO token_transactions (id, user_id, transaction_type, tokens_amount, direction, balance_after, wallet_seq,
            operation_key, action_type, reference_id, order_id, stripe_payment_intent_id, actor, on_behalf_of, client_address,
            application_name, metadata, entry_hash, created_at)
        SELECT k.entry_id, p_user_id, 'consumption', p_tokens, -1, v_balance, v_seq, p_key, p_action, p_reference, p_order,
            p_intent, v_actor, p_behalf, v_address, v_application, p_metadata, v_head, v_now FROM k
        RETURNING * INTO e;
    RETURN e;
END
$$;

CREATE OR REPLACE FUNCTION post_tokens(p_operation_key text, p_user_id bigint, p_transaction_type text, p_tokens bigint,
        p_direction integer DEFAULT -1, p_action_type text DEFAULT NULL, p_reference_id bigint DEFAULT NULL,
        p_order_id bigint DEFAULT NULL, p_payment_intent_id text DEFAULT NULL, p_reverses bigint DEFAULT NULL,
        p_on_behalf_of text DEFAULT NULL, p_metadata jsonb DEFAULT '{}')
    RETURNS SETOF token_transactions
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v ledger_posting;
    e token_transactions;
BEGIN
    IF NOT pg_has_role(session_user, 'tokens_service', 'MEMBER') THEN -- here and not in a function, for this is asked most
        PERFORM ledger_require_role('tokens_service');
    END IF;
    IF p_transaction_type = 'consumption' AND p_direction = -1 AND p_reverses IS NULL
        AND p_user_id BETWEEN 1 AND 2147483647 THEN
        e := ledger_quick_spend(p_operation_key, p_user_id::integer, p_tokens, p_action_type, p_reference_id, p_order_id,
            p_payment_intent_id, p_on_behalf_of, coalesce(p_metadata, '{}'));
        IF e.id IS NOT NULL THEN
            RETURN NEXT e;
            RETURN;
        END IF;
    END IF;
    v.operation_key := p_operation_key;
    v.operation_line := 0;
    v.user_id := ledger_user_id(p_user_id);
    v.transaction_type := p_transaction_type;
    v.tokens := p_tokens;
    v.direction := p_direction;
    v.action_type := p_action_type;
    v.reference_id := p_reference_id;
    v.order_id := p_order_id;
    v.stripe_payment_intent_id := p_payment_intent_id;
    v.reverses := p_reverses;
    v.on_behalf_of := p_on_behalf_of;
    v.metadata := p_metadata;
    PERFORM ledger_check_service_posting(v);
    v.may_owe := p_transaction_type IN ('refund', 'dispute');
    v.from_order := CASE WHEN v.may_owe THEN p_order_id END;
    RETURN NEXT ledger_post_or_raise(v);
END
$$;

-- Spends of many wallets whose rows the caller has locked in the order of their users. A wallet is served here when all its
-- postings are consumptions which its balance and the lot that is drawn from first can bear, and no lot of it has ended; of
-- any other wallet nothing is written, and its lines come back without an entry, for ledger_apply(). The entries are those
-- ledger_apply() would have written. A key that was used before raises unique_violation. Wallet and lot are found again by
-- their place: nobody moves them while the wallet is locked.
CREATE OR REPLACE FUNCTION ledger_spend_many(p_keys text[], p_user_ids bigint[], p_types text[], p_tokens bigint[], p_directions integer[],
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
            w.token_balance, w.wallet_seq, w.head_hash, w.ctid AS wallet_row, l.entry_id AS lot, l.remaining, l.ctid AS lot_row, greatest(v_now, w.last_entry_at) AS at,
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
        LEFT JOIN LATERAL (SELECT entry_id, remaining, ctid FROM token_lots WHERE user_id = w.user_id AND is_open
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
          FROM posted p WHERE p.is_last AND l.ctid = p.lot_row),
    w AS (UPDATE user_tokens w SET token_balance = p.balance, tokens_consumed = w.tokens_consumed + p.total,
              wallet_seq = p.seq, head_hash = p.hash, last_entry_at = p.at, updated_at = p.at
          FROM posted p WHERE p.is_last AND w.ctid = p.wallet_row),
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

-- One plan for calls of any size: planning the statement again costs more than running it.
CREATE OR REPLACE FUNCTION post_gathered(p_keys text[], p_user_ids bigint[], p_types text[], p_tokens bigint[],
        p_directions integer[], p_actions text[], p_references bigint[], p_orders bigint[], p_intents text[],
        p_reverses bigint[], p_behalfs text[], p_requests text[], p_metadata jsonb[]) RETURNS SETOF gathered_outcome
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_lines integer[] := ARRAY(SELECT generate_subscripts(p_keys, 1));
    v_left integer[] := '{}';
    i integer;
    v ledger_posting;
    v_outcome record;
    o gathered_outcome;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF cardinality(p_keys) > 4 THEN -- fewer cost less one by one than the statement costs to start
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
