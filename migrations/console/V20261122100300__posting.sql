-- The one place where a balance moves. Everything that posts goes through ledger_apply(), which no login may call.
SET LOCAL ROLE tok_owner;

-- One line of one operation, as the doors hand it over.
CREATE TYPE ledger_posting AS (
    operation_key text,
    operation_line smallint,
    user_id integer,
    transaction_type text,
    tokens bigint,
    direction smallint,
    action_type text,
    reference_id bigint,
    order_id bigint,
    stripe_payment_intent_id text,
    paid_pence bigint,
    currency text,
    expires_at timestamptz,
    reason_code text,
    note text,
    on_behalf_of text,
    metadata jsonb,
    may_owe boolean,      -- a debit that must post takes what is there and records the rest as owed
    reverses bigint,      -- the entry this one takes back
    from_lot bigint,      -- draw from this lot alone
    from_order bigint,    -- draw from this order's lots first
    created_at timestamptz -- only the import of old entries sets it
);

CREATE FUNCTION ledger_setting(p_name text) RETURNS text
    LANGUAGE sql STABLE AS
    $$ SELECT value FROM settings WHERE name = p_name ORDER BY version DESC LIMIT 1 $$;

CREATE FUNCTION ledger_reject(p_key text, VARIADIC p_arguments text[] DEFAULT '{}') RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'TKREJ', MESSAGE = p_key, DETAIL = to_jsonb(p_arguments)::text;
END
$$;

CREATE FUNCTION ledger_conflict(p_key text, VARIADIC p_arguments text[] DEFAULT '{}') RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'TKCON', MESSAGE = p_key, DETAIL = to_jsonb(p_arguments)::text;
END
$$;

-- What is hashed of an entry: numbers and texts between unit separators, which no text may contain.
-- ledger.EntryHash in Java writes the same; a test holds the two together.
CREATE FUNCTION ledger_hashed_text(p_user_id integer, p_wallet_seq bigint, p_id bigint, p_type text, p_tokens bigint,
        p_direction smallint, p_owed_delta bigint, p_balance_after bigint, p_key text, p_line smallint, p_action text,
        p_reference bigint, p_order bigint, p_intent text, p_reverses bigint, p_reason text, p_note text, p_actor text,
        p_behalf text, p_address text, p_application text, p_metadata jsonb, p_created_at timestamptz) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT concat(p_user_id, E'\x1f', p_wallet_seq, E'\x1f', p_id, E'\x1f', p_type, E'\x1f', p_tokens, E'\x1f',
        p_direction, E'\x1f', p_owed_delta, E'\x1f', p_balance_after, E'\x1f', p_key, E'\x1f', p_line, E'\x1f', p_action,
        E'\x1f', p_reference, E'\x1f', p_order, E'\x1f', p_intent, E'\x1f', p_reverses, E'\x1f', p_reason, E'\x1f', p_note,
        E'\x1f', p_actor, E'\x1f', p_behalf, E'\x1f', p_address, E'\x1f', p_application, E'\x1f', p_metadata::text, E'\x1f',
        (extract(epoch FROM p_created_at) * 1000000)::bigint)
$$;

-- The hash of an entry over the one before it.
CREATE FUNCTION ledger_entry_hash(p_previous bytea, e token_transactions) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(coalesce(p_previous, ''::bytea) || convert_to(ledger_hashed_text(e.user_id, e.wallet_seq, e.id,
        e.transaction_type, e.tokens_amount, e.direction, e.tokens_owed_delta, e.balance_after, e.operation_key,
        e.operation_line, e.action_type, e.reference_id, e.order_id, e.stripe_payment_intent_id, e.reverses, e.reason_code,
        e.note, e.actor, e.on_behalf_of, e.client_address, e.application_name, e.metadata, e.created_at), 'UTF8'))
$$;

-- Finds what an operation key has already posted. Same content: that entry. Other content: refusal `key_used`.
CREATE FUNCTION ledger_repeated(p ledger_posting, OUT refusal text, OUT entry token_transactions)
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
            entry.reason_code, entry.note, entry.metadata)
            IS DISTINCT FROM
           (p.action_type, p.reference_id, p.order_id, p.stripe_payment_intent_id, p.reverses,
            p.reason_code, p.note, coalesce(p.metadata, '{}')) THEN
        refusal := 'key_used';
    END IF;
END
$$;

-- What is wrong with a posting before any row is looked at, or NULL.
CREATE FUNCTION ledger_malformed(p ledger_posting) RETURNS text
    LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF p.operation_key IS NULL OR p.operation_key !~ '^[!-~]{1,200}$' THEN
        RETURN 'operation_key_malformed';
    ELSIF p.tokens IS NULL OR p.tokens NOT BETWEEN 1 AND 1000000000000 THEN
        RETURN 'tokens_out_of_range';
    ELSIF p.note ~ '[\u0001-\u0008\u000b-\u001f]' -- tab and line feed may stand in a note
        OR concat(p.action_type, p.reason_code, p.on_behalf_of, p.stripe_payment_intent_id) ~ '[\u0001-\u001f]' THEN
        RETURN 'text_has_control_characters';
    ELSIF length(p.note) > 2000 THEN
        RETURN 'note_too_long';
    ELSIF '' IN (p.action_type, p.note, p.on_behalf_of, p.stripe_payment_intent_id, p.reason_code) THEN
        RETURN 'text_empty';
    END IF;
    RETURN NULL;
END
$$;

-- The frequent case, quickly: a consumption that the balance covers and one lot can bear, under a new key. One statement writes
-- everything. Anything else gives NULL and goes through ledger_apply(), which knows all cases; the result is the same.
CREATE FUNCTION ledger_quick_spend(p_key text, p_user_id integer, p_tokens bigint, p_action text, p_reference bigint,
        p_order bigint, p_intent text, p_behalf text, p_metadata jsonb) RETURNS token_transactions
    LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_balance bigint;
    v_seq bigint;
    v_head bytea;
    v_last timestamptz;
    v_next_expiry timestamptz;
    v_lot bigint;
    v_remaining bigint;
    v_id bigint;
    v_now timestamptz;
    v_actor text := session_user;
    v_address text := host(inet_client_addr());
    v_application text := nullif(left(current_setting('application_name'), 100), '');
    e token_transactions;
BEGIN
    IF p_key !~ '^[!-~]{1,200}$' OR p_tokens NOT BETWEEN 1 AND 1000000000000
        OR concat(p_action, p_behalf, p_intent) ~ '[\u0001-\u001f]' OR '' IN (p_action, p_behalf, p_intent) THEN
        RETURN NULL;
    END IF;
    SELECT token_balance, wallet_seq + 1, head_hash, last_entry_at, next_expiry_at
        INTO v_balance, v_seq, v_head, v_last, v_next_expiry
        FROM user_tokens WHERE user_id = p_user_id FOR NO KEY UPDATE;
    v_now := greatest(ledger_now(), v_last);
    IF v_balance IS NULL OR v_balance < p_tokens OR v_next_expiry <= v_now THEN
        RETURN NULL;
    END IF;
    SELECT entry_id, remaining INTO v_lot, v_remaining FROM token_lots WHERE user_id = p_user_id AND is_open
        ORDER BY expires_at NULLS LAST, draw_rank, entry_id LIMIT 1;
    IF v_remaining < p_tokens THEN
        RETURN NULL;
    END IF;
    v_id := nextval('token_transactions_id_seq');
    v_balance := v_balance - p_tokens;
    v_head := sha256(coalesce(v_head, ''::bytea) || convert_to(ledger_hashed_text(p_user_id, v_seq, v_id, 'consumption', p_tokens,
        -1::smallint, 0, v_balance, p_key, 0::smallint, p_action, p_reference, p_order, p_intent, NULL, NULL, NULL, v_actor,
        p_behalf, v_address, v_application, p_metadata, v_now), 'UTF8'));
    WITH k AS (
        INSERT INTO token_entry_keys (entry_id, operation_key, operation_line, user_id, wallet_seq, created_at)
            VALUES (v_id, p_key, 0, p_user_id, v_seq, v_now)
            ON CONFLICT (operation_key, operation_line) DO NOTHING RETURNING entry_id),
    d AS (INSERT INTO token_lot_draws (entry_id, lot_id, tokens) SELECT k.entry_id, v_lot, p_tokens FROM k),
    l AS (UPDATE token_lots l SET remaining = v_remaining - p_tokens, is_open = v_remaining > p_tokens FROM k
          WHERE l.entry_id = v_lot),
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

-- Posts one line. A refusal is a result, not an exception, so that a batch need not pay for subtransactions; whatever can
-- be refused is refused before the first write. Locks: wallet first, then user and lots; never anything customers share.
CREATE FUNCTION ledger_apply(p ledger_posting, OUT refusal text, OUT arguments jsonb, OUT repeated boolean,
                             OUT entry token_transactions)
    LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    w user_tokens;
    v_available bigint;
    v_owed_delta bigint;
    v_reversed token_transactions;
    v_earlier record;
    v_back bigint := 0; -- tokens that return into the lots they came from
    v_lot bigint := 0;  -- tokens of the new lot
    v_expiry timestamptz;
BEGIN
    repeated := false;
    refusal := ledger_malformed(p);
    IF refusal IS NOT NULL THEN
        RETURN;
    END IF;

    SELECT * INTO w FROM user_tokens WHERE user_id = p.user_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        IF NOT EXISTS (SELECT FROM users WHERE id = p.user_id) THEN
            refusal := 'user_unknown';
            arguments := jsonb_build_array(p.user_id);
            RETURN;
        END IF;
        INSERT INTO user_tokens (user_id) VALUES (p.user_id) ON CONFLICT (user_id) DO NOTHING;
        SELECT * INTO w FROM user_tokens WHERE user_id = p.user_id FOR NO KEY UPDATE;
    END IF;

    entry.created_at := greatest(coalesce(p.created_at, ledger_now()), w.last_entry_at);
    IF w.next_expiry_at <= entry.created_at AND p.transaction_type <> 'expiry' THEN
        PERFORM ledger_expire(p.user_id, entry.created_at);
        SELECT * INTO w FROM user_tokens WHERE user_id = p.user_id;
        entry.created_at := greatest(entry.created_at, w.last_entry_at);
    END IF;

    IF p.reverses IS NOT NULL THEN
        SELECT t.* INTO v_reversed FROM token_entry_keys k
            JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id
            WHERE k.entry_id = p.reverses AND k.user_id = p.user_id;
        IF v_reversed.id IS NULL OR v_reversed.direction = p.direction THEN
            refusal := 'entry_unknown';
            arguments := jsonb_build_array(p.reverses);
        ELSIF p.tokens > v_reversed.tokens_amount THEN
            refusal := 'reversal_too_large';
            arguments := jsonb_build_array(p.tokens, v_reversed.tokens_amount);
        ELSIF EXISTS (SELECT FROM token_entry_keys WHERE reverses = p.reverses AND operation_key <> p.operation_key) THEN
            refusal := 'already_reversed';
            arguments := jsonb_build_array(p.reverses);
        END IF;
        IF refusal IS NOT NULL THEN
            RETURN;
        END IF;
    END IF;

    IF p.direction = -1 THEN
        v_available := w.token_balance;
        IF p.from_lot IS NOT NULL THEN
            SELECT remaining INTO v_available FROM token_lots WHERE entry_id = p.from_lot AND user_id = p.user_id;
            v_available := coalesce(v_available, 0);
        END IF;
        v_owed_delta := greatest(p.tokens - v_available, 0);
        IF v_owed_delta > 0 AND p.may_owe IS NOT TRUE THEN
            -- The key may have spent them already: then this is the answer, not a refusal.
            SELECT * INTO v_earlier FROM ledger_repeated(p);
            refusal := v_earlier.refusal;
            entry := v_earlier.entry;
            IF refusal IS NULL AND entry.id IS NOT NULL THEN
                repeated := true;
            ELSIF refusal IS NULL THEN
                refusal := CASE WHEN p.from_lot IS NULL THEN 'insufficient_tokens' ELSE 'lot_partly_spent' END;
                arguments := jsonb_build_array(p.tokens, v_available);
            ELSE
                arguments := jsonb_build_array(p.operation_key);
            END IF;
            RETURN;
        END IF;
    ELSE
        v_owed_delta := -least(p.tokens, w.tokens_owed);
        IF v_reversed.direction = -1 THEN
            SELECT least(p.tokens + v_owed_delta, coalesce(sum(tokens), 0)) INTO v_back
                FROM token_lot_draws WHERE entry_id = p.reverses AND tokens > 0;
        END IF;
        v_lot := p.tokens - v_back;
        IF v_reversed.direction = -1 THEN
            -- What pays a debt here came from no lot, so it makes none.
            v_lot := v_lot + v_owed_delta;
        END IF;
    END IF;

    entry.id := nextval('token_transactions_id_seq');
    entry.wallet_seq := w.wallet_seq + 1;
    INSERT INTO token_entry_keys (entry_id, operation_key, operation_line, user_id, wallet_seq, reverses, created_at)
        VALUES (entry.id, p.operation_key, coalesce(p.operation_line, 0), p.user_id, entry.wallet_seq,
                p.reverses, entry.created_at)
        ON CONFLICT (operation_key, operation_line) DO NOTHING;
    IF NOT FOUND THEN
        SELECT * INTO v_earlier FROM ledger_repeated(p);
        refusal := v_earlier.refusal;
        entry := v_earlier.entry;
        repeated := refusal IS NULL;
        IF refusal IS NOT NULL THEN
            arguments := jsonb_build_array(p.operation_key);
        END IF;
        RETURN;
    END IF;

    entry.user_id := p.user_id;
    entry.transaction_type := p.transaction_type;
    entry.tokens_amount := p.tokens;
    entry.direction := p.direction;
    entry.tokens_owed_delta := v_owed_delta;
    entry.tokens_delta := p.tokens * p.direction + v_owed_delta;
    entry.balance_after := w.token_balance + entry.tokens_delta;
    entry.operation_key := p.operation_key;
    entry.operation_line := coalesce(p.operation_line, 0);
    entry.action_type := p.action_type;
    entry.reference_id := p.reference_id;
    entry.order_id := p.order_id;
    entry.stripe_payment_intent_id := p.stripe_payment_intent_id;
    entry.reverses := p.reverses;
    entry.reason_code := p.reason_code;
    entry.note := p.note;
    entry.actor := session_user;
    entry.on_behalf_of := p.on_behalf_of;
    entry.client_address := host(inet_client_addr());
    entry.application_name := nullif(left(current_setting('application_name'), 100), '');
    entry.metadata := coalesce(p.metadata, '{}');
    entry.posted_xid := pg_current_xact_id()::text::bigint;
    entry.entry_hash := ledger_entry_hash(w.head_hash, entry);
    INSERT INTO token_transactions (id, user_id, transaction_type, tokens_amount, direction, tokens_owed_delta, balance_after,
            wallet_seq, operation_key, operation_line, action_type, reference_id, order_id, stripe_payment_intent_id, reverses,
            reason_code, note, actor, on_behalf_of, client_address, application_name, metadata, entry_hash, posted_xid, created_at)
        VALUES (entry.id, entry.user_id, entry.transaction_type, entry.tokens_amount, entry.direction, entry.tokens_owed_delta,
            entry.balance_after, entry.wallet_seq, entry.operation_key, entry.operation_line, entry.action_type,
            entry.reference_id, entry.order_id, entry.stripe_payment_intent_id, entry.reverses, entry.reason_code, entry.note,
            entry.actor, entry.on_behalf_of, entry.client_address, entry.application_name, entry.metadata, entry.entry_hash,
            entry.posted_xid, entry.created_at);

    IF v_lot > 0 THEN
        v_expiry := p.expires_at;
        PERFORM ledger_open_lot(p, entry, v_lot, CASE WHEN v_reversed.direction = -1 THEN 0 ELSE -v_owed_delta END);
    END IF;
    IF v_back > 0 THEN
        v_expiry := least(v_expiry, ledger_return_to_lots(entry.id, p.reverses, v_back));
    END IF;
    IF entry.tokens_delta < 0 THEN
        PERFORM ledger_draw(p, entry.id, -entry.tokens_delta);
    END IF;

    UPDATE user_tokens SET
        token_balance = entry.balance_after,
        tokens_owed = w.tokens_owed + v_owed_delta,
        tokens_purchased = w.tokens_purchased
            + CASE WHEN p.transaction_type = 'purchase' THEN p.tokens
                   WHEN p.transaction_type = 'reversal' AND v_reversed.transaction_type = 'purchase' THEN -p.tokens ELSE 0 END,
        lifetime_purchased = w.lifetime_purchased + CASE WHEN p.transaction_type = 'purchase' THEN p.tokens ELSE 0 END,
        tokens_consumed = w.tokens_consumed
            + CASE WHEN p.transaction_type = 'consumption' THEN p.tokens
                   WHEN p.transaction_type = 'reversal' AND v_reversed.transaction_type = 'consumption' THEN -p.tokens ELSE 0 END,
        wallet_seq = entry.wallet_seq,
        head_hash = entry.entry_hash,
        last_entry_at = entry.created_at,
        next_expiry_at = least(w.next_expiry_at, v_expiry),
        updated_at = entry.created_at
        WHERE user_id = p.user_id;
    IF entry.tokens_delta <> 0 THEN
        UPDATE users SET token_balance = entry.balance_after WHERE id = p.user_id; -- T6: kept here and nowhere else
    END IF;
END
$$;

-- The lot of a credit; what pays the wallet's debt is drawn from it at once.
CREATE FUNCTION ledger_open_lot(p ledger_posting, e token_transactions, p_tokens bigint, p_pays_debt bigint) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_kind text := CASE e.transaction_type WHEN 'purchase' THEN 'paid' WHEN 'bonus' THEN 'bonus'
                                           WHEN 'adjustment' THEN 'adjusted' ELSE 'returned' END;
    v_order text := ledger_setting('LOT_DRAW_ORDER');
BEGIN
    INSERT INTO token_lots (entry_id, user_id, kind, tokens, remaining, is_open, draw_rank, paid_pence, currency, order_id,
                            expires_at, created_at)
        VALUES (e.id, e.user_id, v_kind, p_tokens, p_tokens - p_pays_debt, p_tokens > p_pays_debt,
                CASE v_order WHEN 'expiring,bonus,oldest' THEN CASE WHEN v_kind IN ('bonus', 'adjusted') THEN 0 ELSE 1 END
                             WHEN 'expiring,paid,oldest' THEN CASE WHEN v_kind = 'paid' THEN 0 ELSE 1 END
                             ELSE 0 END,
                coalesce(p.paid_pence, 0), coalesce(p.currency, 'GBP'), p.order_id, p.expires_at, e.created_at);
    IF p_pays_debt > 0 THEN
        INSERT INTO token_lot_draws (entry_id, lot_id, tokens) VALUES (e.id, e.id, p_pays_debt);
    END IF;
END
$$;

-- Takes tokens from the wallet's open lots: expiring first, then by rank, then oldest (LOT_DRAW_ORDER).
CREATE FUNCTION ledger_draw(p ledger_posting, p_entry_id bigint, p_tokens bigint) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_cursor refcursor;
    v_lot record;
    v_left bigint := p_tokens;
    v_take bigint;
BEGIN
    IF p.from_lot IS NOT NULL THEN
        OPEN v_cursor FOR SELECT entry_id, remaining FROM token_lots WHERE entry_id = p.from_lot AND is_open;
    ELSIF p.from_order IS NOT NULL THEN
        OPEN v_cursor FOR SELECT entry_id, remaining FROM token_lots WHERE user_id = p.user_id AND is_open
            ORDER BY order_id IS NOT DISTINCT FROM p.from_order DESC, expires_at NULLS LAST, draw_rank, entry_id;
    ELSE
        OPEN v_cursor FOR SELECT entry_id, remaining FROM token_lots WHERE user_id = p.user_id AND is_open
            ORDER BY expires_at NULLS LAST, draw_rank, entry_id;
    END IF;
    WHILE v_left > 0 LOOP
        FETCH v_cursor INTO v_lot;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'lots of user % hold % tokens less than the balance', p.user_id, v_left;
        END IF;
        v_take := least(v_left, v_lot.remaining);
        UPDATE token_lots SET remaining = remaining - v_take, is_open = remaining > v_take WHERE entry_id = v_lot.entry_id;
        INSERT INTO token_lot_draws (entry_id, lot_id, tokens) VALUES (p_entry_id, v_lot.entry_id, v_take);
        v_left := v_left - v_take;
    END LOOP;
    CLOSE v_cursor;
END
$$;

-- Gives tokens back into the very lots an entry drew from, last drawn first. Returns the earliest end of those lots.
CREATE FUNCTION ledger_return_to_lots(p_entry_id bigint, p_reverses bigint, p_tokens bigint) RETURNS timestamptz
    LANGUAGE plpgsql AS $$
DECLARE
    v_draw record;
    v_left bigint := p_tokens;
    v_back bigint;
    v_expiry timestamptz;
    v_lot_expiry timestamptz;
BEGIN
    FOR v_draw IN SELECT lot_id, tokens FROM token_lot_draws WHERE entry_id = p_reverses AND tokens > 0 ORDER BY lot_id DESC LOOP
        EXIT WHEN v_left = 0;
        v_back := least(v_left, v_draw.tokens);
        UPDATE token_lots SET remaining = remaining + v_back, is_open = true WHERE entry_id = v_draw.lot_id
            RETURNING expires_at INTO v_lot_expiry;
        INSERT INTO token_lot_draws (entry_id, lot_id, tokens) VALUES (p_entry_id, v_draw.lot_id, -v_back);
        v_expiry := least(v_expiry, v_lot_expiry);
        v_left := v_left - v_back;
    END LOOP;
    RETURN v_expiry;
END
$$;

-- Posts an expiry for every lot of a wallet that has ended. The wallet is locked by the caller or here.
CREATE FUNCTION ledger_expire(p_user_id integer, p_now timestamptz) RETURNS integer
    LANGUAGE plpgsql AS $$
DECLARE
    v_lot record;
    v_posting ledger_posting;
    v_outcome record;
    v_count integer := 0;
BEGIN
    PERFORM FROM user_tokens WHERE user_id = p_user_id FOR NO KEY UPDATE;
    FOR v_lot IN SELECT entry_id, remaining, expires_at FROM token_lots
            WHERE user_id = p_user_id AND is_open AND expires_at <= p_now ORDER BY expires_at, entry_id LOOP
        v_posting := NULL;
        -- A reversal may refill an ended lot, so a lot can expire more than once: the number of its draws tells them apart.
        v_posting.operation_key := format('expiry:%s:%s', v_lot.entry_id,
            (SELECT count(*) FROM token_lot_draws WHERE lot_id = v_lot.entry_id));
        v_posting.operation_line := 0;
        v_posting.user_id := p_user_id;
        v_posting.transaction_type := 'expiry';
        v_posting.direction := -1;
        v_posting.tokens := v_lot.remaining;
        v_posting.from_lot := v_lot.entry_id;
        v_posting.action_type := 'lot_expiry';
        v_posting.reference_id := v_lot.entry_id;
        SELECT * INTO v_outcome FROM ledger_apply(v_posting);
        IF v_outcome.refusal IS NOT NULL THEN
            RAISE EXCEPTION 'expiry of lot % refused: %', v_lot.entry_id, v_outcome.refusal;
        END IF;
        v_count := v_count + 1;
    END LOOP;
    UPDATE user_tokens SET next_expiry_at =
        (SELECT min(expires_at) FROM token_lots WHERE user_id = p_user_id AND is_open AND expires_at IS NOT NULL)
        WHERE user_id = p_user_id;
    RETURN v_count;
END
$$;

-- Posts one line or raises its refusal.
CREATE FUNCTION ledger_post_or_raise(p ledger_posting) RETURNS token_transactions
    LANGUAGE plpgsql AS $$
DECLARE
    v_outcome record;
BEGIN
    SELECT * INTO v_outcome FROM ledger_apply(p);
    IF v_outcome.refusal = 'key_used' THEN
        RAISE EXCEPTION USING ERRCODE = 'TKCON', MESSAGE = v_outcome.refusal, DETAIL = coalesce(v_outcome.arguments, '[]')::text;
    ELSIF v_outcome.refusal IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'TKREJ', MESSAGE = v_outcome.refusal, DETAIL = coalesce(v_outcome.arguments, '[]')::text;
    END IF;
    RETURN v_outcome.entry;
END
$$;

RESET ROLE;
