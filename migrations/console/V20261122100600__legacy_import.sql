-- Brings the sketch's own token tables, which the first migration moved to schema `legacy`, into the ledger (ruling 19).
SET LOCAL ROLE tok_owner;

CREATE TABLE legacy_imports (
    user_id INTEGER PRIMARY KEY REFERENCES users (id),
    legacy_wallets INTEGER NOT NULL,
    legacy_balance BIGINT NOT NULL,
    difference BIGINT NOT NULL, -- what the old balance had and its history had not
    imported_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now()
);

CREATE FUNCTION ledger_legacy_posting(p_key text, p_user_id integer, p_type text, p_direction integer, p_tokens bigint)
    RETURNS ledger_posting
    LANGUAGE plpgsql AS $$
DECLARE
    v ledger_posting;
BEGIN
    v.operation_key := p_key;
    v.operation_line := 0;
    v.user_id := p_user_id;
    v.transaction_type := p_type;
    v.direction := p_direction;
    v.tokens := p_tokens;
    v.metadata := '{}';
    -- The old history may spend before it buys: it is posted as it stands, and what is owed meanwhile is paid by what follows.
    v.may_owe := true;
    RETURN v;
END
$$;

-- One user's old rows, oldest first, then the difference to the old balance. In the sketch a `refund` gave tokens.
CREATE FUNCTION ledger_import_user(p_user_id integer, p_wallets integer, p_balance bigint) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    t record;
    v ledger_posting;
    v_difference bigint;
    v_before bigint; -- what was posted here already, before the import came
BEGIN
    SELECT coalesce(sum(token_balance - tokens_owed), 0) INTO v_before FROM user_tokens WHERE user_id = p_user_id;
    FOR t IN EXECUTE 'SELECT id, transaction_type, tokens_amount, action_type, reference_id, stripe_payment_intent_id,
            (created_at::timestamp AT TIME ZONE ''UTC'') AS created_at, coalesce(metadata, ''{}'') AS metadata
            FROM legacy.token_transactions WHERE user_id = $1 ORDER BY created_at, id' USING p_user_id LOOP
        v := ledger_legacy_posting('legacy:' || t.id, p_user_id,
            CASE t.transaction_type WHEN 'refund' THEN 'adjustment' ELSE t.transaction_type END,
            CASE t.transaction_type WHEN 'consumption' THEN -1 ELSE 1 END, t.tokens_amount);
        v.action_type := coalesce(nullif(t.action_type, ''), 'legacy_' || t.transaction_type);
        v.reference_id := t.reference_id;
        v.stripe_payment_intent_id := nullif(t.stripe_payment_intent_id, '');
        v.reason_code := CASE t.transaction_type WHEN 'refund' THEN 'migration' END;
        v.metadata := t.metadata;
        v.created_at := t.created_at;
        PERFORM ledger_post_or_raise(v);
    END LOOP;
    SELECT p_balance + v_before - coalesce(sum(token_balance - tokens_owed), 0) INTO v_difference FROM user_tokens WHERE user_id = p_user_id;
    IF v_difference <> 0 THEN
        v := ledger_legacy_posting('legacy:balance:' || p_user_id, p_user_id, 'adjustment', sign(v_difference)::integer, abs(v_difference));
        v.action_type := 'legacy_balance';
        v.reason_code := 'migration';
        v.note := 'Difference between the old balance and its history';
        PERFORM ledger_post_or_raise(v);
    END IF;
    INSERT INTO legacy_imports (user_id, legacy_wallets, legacy_balance, difference)
        VALUES (p_user_id, p_wallets, p_balance, v_difference);
END
$$;

-- Imports what has not been imported yet and says, item by item, what was there and what is here. Run by `migrate` alone.
CREATE FUNCTION import_legacy() RETURNS TABLE (item text, before_count bigint, before_tokens bigint, after_count bigint, after_tokens bigint)
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
#variable_conflict use_column
DECLARE
    v record;
    v_first timestamptz;
    v_last timestamptz;
BEGIN
    IF to_regclass('legacy.token_transactions') IS NOT NULL AND to_regclass('legacy.user_tokens') IS NOT NULL THEN
        EXECUTE 'SELECT min(created_at::timestamp AT TIME ZONE ''UTC''), max(created_at::timestamp AT TIME ZONE ''UTC'')
                 FROM legacy.token_transactions' INTO v_first, v_last;
        PERFORM ensure_partitions(coalesce(v_first, ledger_now())::date - 1, greatest(v_last, ledger_now())::date + 1);
        FOR v IN EXECUTE 'SELECT u.user_id, coalesce(w.wallets, 0)::integer AS wallets, coalesce(w.balance, 0) AS balance
                FROM (SELECT user_id FROM legacy.user_tokens UNION SELECT user_id FROM legacy.token_transactions) u
                LEFT JOIN (SELECT user_id, count(*) AS wallets, sum(token_balance)::bigint AS balance
                           FROM legacy.user_tokens GROUP BY user_id) w USING (user_id)
                WHERE NOT EXISTS (SELECT FROM public.legacy_imports i WHERE i.user_id = u.user_id) ORDER BY u.user_id' LOOP
            PERFORM ledger_import_user(v.user_id, v.wallets, v.balance);
        END LOOP;
        RETURN QUERY EXECUTE 'SELECT ''wallets'', (SELECT count(*) FROM legacy.user_tokens),
            (SELECT coalesce(sum(token_balance), 0)::bigint FROM legacy.user_tokens),
            (SELECT count(*) FROM public.legacy_imports), (SELECT coalesce(sum(legacy_balance), 0)::bigint FROM public.legacy_imports)';
        RETURN QUERY EXECUTE 'SELECT ''entries'', (SELECT count(*) FROM legacy.token_transactions),
            (SELECT coalesce(sum(tokens_amount), 0)::bigint FROM legacy.token_transactions),
            count(*), coalesce(sum(t.tokens_amount), 0)::bigint
            FROM public.token_entry_keys k JOIN public.token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id
            WHERE k.operation_key LIKE ''legacy:%'' AND k.operation_key NOT LIKE ''legacy:balance:%''';
        RETURN QUERY SELECT 'differences', 0::bigint, 0::bigint, count(*) FILTER (WHERE difference <> 0),
            coalesce(sum(difference), 0)::bigint FROM legacy_imports;
    END IF;
    IF to_regclass('legacy.contact_limitations') IS NOT NULL THEN
        EXECUTE 'INSERT INTO public.contact_limitations (user_id, business_id, contact_count, first_contact_at, last_contact_at,
                tokens_spent, is_free_contact)
            SELECT user_id, business_id, coalesce(contact_count, 0), first_contact_at::timestamp AT TIME ZONE ''UTC'',
                last_contact_at::timestamp AT TIME ZONE ''UTC'', coalesce(tokens_spent, 0), coalesce(is_free_contact, false)
            FROM legacy.contact_limitations ON CONFLICT (user_id, business_id) DO NOTHING';
        RETURN QUERY EXECUTE 'SELECT ''contacts'', (SELECT count(*) FROM legacy.contact_limitations),
            (SELECT coalesce(sum(tokens_spent), 0)::bigint FROM legacy.contact_limitations), count(*), coalesce(sum(o.tokens_spent), 0)::bigint
            FROM public.contact_limitations o JOIN legacy.contact_limitations l USING (user_id, business_id)';
    END IF;
    IF to_regclass('legacy.token_packages') IS NOT NULL THEN
        PERFORM ledger_import_packages();
        RETURN QUERY EXECUTE 'SELECT ''packages'', count(*), coalesce(sum(token_amount), 0)::bigint,
            (SELECT count(*) FROM public.token_packages o JOIN legacy.token_packages l USING (id)),
            (SELECT coalesce(sum(o.token_amount), 0)::bigint FROM public.token_packages o JOIN legacy.token_packages l USING (id))
            FROM legacy.token_packages';
    END IF;
    IF to_regclass('legacy.webhook_logs') IS NOT NULL THEN
        -- Only the ids are known: they keep an old event from being worked off again.
        EXECUTE 'INSERT INTO public.webhook_logs (stripe_event_id, event_type, livemode, payload, status)
            SELECT stripe_event_id, ''legacy'', true, '''', ''processed'' FROM legacy.webhook_logs
            WHERE stripe_event_id IS NOT NULL ON CONFLICT (stripe_event_id) DO NOTHING';
        RETURN QUERY EXECUTE 'SELECT ''events'', count(*), 0::bigint,
            (SELECT count(*) FROM public.webhook_logs WHERE event_type = ''legacy''), 0::bigint FROM legacy.webhook_logs';
    END IF;
END
$$;

-- The old packages keep their ids; what differs from ours becomes a new version. One outside the limits cannot be sold and
-- stays in schema legacy; one of ours that the old shop did not sell is hidden.
CREATE FUNCTION ledger_import_packages() RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    l record;
    p token_packages;
    v_before jsonb;
BEGIN
    FOR l IN EXECUTE 'SELECT * FROM legacy.token_packages ORDER BY id' LOOP
        CONTINUE WHEN btrim(l.name) = '' OR l.token_amount NOT BETWEEN 1 AND 1000000 OR l.price_gbp NOT BETWEEN 30 AND 99999999
            OR coalesce(l.bonus_tokens, 0) NOT BETWEEN 0 AND l.token_amount;
        SELECT * INTO p FROM token_packages WHERE id = l.id;
        CONTINUE WHEN p.id IS NOT NULL AND EXISTS (SELECT FROM token_package_versions WHERE package_id = l.id AND reason = 'migration');
        IF p.id IS NULL THEN
            INSERT INTO token_packages (id, name, token_amount, price_gbp, bonus_tokens, stripe_price_id, is_active, display_order)
                OVERRIDING SYSTEM VALUE VALUES (l.id, l.name, l.token_amount, l.price_gbp, coalesce(l.bonus_tokens, 0),
                    l.stripe_price_id, coalesce(l.is_active, true), coalesce(l.display_order, 0)) RETURNING * INTO p;
            v_before := NULL;
        ELSE
            v_before := to_jsonb(p);
            UPDATE token_packages SET name = l.name, token_amount = l.token_amount, price_gbp = l.price_gbp,
                bonus_tokens = coalesce(l.bonus_tokens, 0), stripe_price_id = l.stripe_price_id,
                is_active = coalesce(l.is_active, true), display_order = coalesce(l.display_order, 0),
                version = version + 1, updated_at = ledger_now() WHERE id = l.id RETURNING * INTO p;
        END IF;
        PERFORM ledger_keep_package_version(p, v_before, 'import_package', 'migration');
    END LOOP;
    FOR p IN EXECUTE 'SELECT * FROM public.token_packages o WHERE o.version = 1 AND o.is_active
            AND NOT EXISTS (SELECT FROM legacy.token_packages l WHERE l.id = o.id)
            AND NOT EXISTS (SELECT FROM public.token_package_versions v WHERE v.package_id = o.id AND v.reason = ''migration'')
            AND NOT EXISTS (SELECT FROM public.audit_log a WHERE a.action = ''publish_package'' AND a.subject_id = o.id::text)
            ORDER BY o.id' LOOP
        v_before := to_jsonb(p);
        UPDATE token_packages SET is_active = false, version = version + 1, updated_at = ledger_now()
            WHERE id = p.id RETURNING * INTO p;
        PERFORM ledger_keep_package_version(p, v_before, 'import_package', 'migration');
    END LOOP;
    PERFORM setval(pg_get_serial_sequence('token_packages', 'id'), (SELECT max(id) FROM token_packages));
END
$$;

RESET ROLE;
