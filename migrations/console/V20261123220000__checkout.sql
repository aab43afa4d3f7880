-- Checkouts: the link on the order, orders that end in time, and the door through which a person asks for a link.
SET LOCAL ROLE tok_owner;

-- The Stripe price frozen with the order; none: Stripe is told the amount itself.
ALTER TABLE token_orders ADD COLUMN stripe_price_id VARCHAR(255), ADD COLUMN stripe_checkout_url VARCHAR(2000);

-- Inner: freezes package version, price, currency, tokens, bonus and the customer's group in a price experiment. The same key
-- returns the same order, also after the package was edited or taken off sale.
CREATE FUNCTION ledger_make_order(p_operation_key text, p_user_id bigint, p_package_id bigint, p_version integer, p_action text)
    RETURNS token_orders
    LANGUAGE plpgsql AS $$
DECLARE
    v_version token_package_versions;
    v_price text;
    v_variant text;
    o token_orders;
BEGIN
    IF p_operation_key IS NULL OR p_operation_key !~ '^[!-~]{1,200}$' THEN
        PERFORM ledger_reject('operation_key_malformed');
    END IF;
    SELECT * INTO o FROM token_orders WHERE operation_key = p_operation_key;
    IF NOT FOUND THEN
        SELECT v.* INTO v_version FROM token_packages p
            JOIN token_package_versions v ON v.package_id = p.id AND v.version = p.version
            WHERE p.id = p_package_id AND p.is_active;
        IF NOT FOUND THEN
            PERFORM ledger_reject('package_not_found', coalesce(p_package_id::text, ''));
        ELSIF p_version <> v_version.version THEN
            PERFORM ledger_conflict('package_changed', v_version.version::text);
        ELSIF NOT EXISTS (SELECT FROM users WHERE id = ledger_user_id(p_user_id)) THEN
            PERFORM ledger_reject('user_unknown', coalesce(p_user_id::text, ''));
        END IF;
        SELECT stripe_price_id INTO v_price FROM token_package_prices WHERE package_version_id = v_version.id;
        SELECT f.variant INTO v_variant FROM ledger_offers(p_user_id::integer, true) f LIMIT 1;
        INSERT INTO token_orders (operation_key, user_id, package_version_id, token_amount, bonus_tokens, price_pence, currency,
                                  experiment_variant, stripe_price_id, expires_at)
            VALUES (p_operation_key, p_user_id, v_version.id, v_version.token_amount, v_version.bonus_tokens,
                    v_version.price_gbp, v_version.currency, v_variant, v_price,
                    ledger_now() + ledger_setting('TOKEN_PURCHASE_TIMEOUT')::bigint * interval '1 millisecond')
            ON CONFLICT (operation_key) DO NOTHING RETURNING * INTO o;
        IF o.id IS NOT NULL THEN
            INSERT INTO audit_log (action, subject_type, subject_id, after)
                VALUES (p_action, 'order', o.id::text, to_jsonb(o) - 'stripe_checkout_url');
            RETURN o;
        END IF;
        SELECT * INTO o FROM token_orders WHERE operation_key = p_operation_key;
    END IF;
    IF o.user_id <> p_user_id
        OR (SELECT package_id FROM token_package_versions WHERE id = o.package_version_id) <> p_package_id THEN
        PERFORM ledger_conflict('key_used', p_operation_key);
    END IF;
    RETURN o;
END
$$;

-- The service's, for the marketplace. People ask by request_checkout().
CREATE OR REPLACE FUNCTION create_order(p_operation_key text, p_user_id bigint, p_package_id bigint) RETURNS SETOF token_orders
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    RETURN NEXT ledger_make_order(p_operation_key, p_user_id, p_package_id, NULL, 'create_order');
END
$$;
REVOKE EXECUTE ON FUNCTION create_order FROM tokens_support, tokens_finance, tokens_admin;

-- A person wants a checkout for a customer: the order as the customer would see it, and the wish for its link in the outbox.
-- The version is the one the person saw; with another one nothing is ordered (T9).
CREATE FUNCTION request_checkout(p_operation_key text, p_user_id bigint, p_package_id bigint, p_version integer)
    RETURNS SETOF token_orders
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o token_orders;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_admin');
    IF p_version IS NULL THEN
        PERFORM ledger_reject('package_not_found', coalesce(p_package_id::text, ''));
    END IF;
    o := ledger_make_order(p_operation_key, p_user_id, p_package_id, p_version, 'request_checkout');
    PERFORM outbox_put('checkout', 'checkout:' || o.id, 'order', o.id::text, '{}');
    RETURN NEXT o;
END
$$;

-- Inner: the session of an order that has ended shall end at Stripe too.
CREATE FUNCTION ledger_end_checkout(p_order_id bigint, p_session_id text) RETURNS void
    LANGUAGE sql AS $$
    SELECT outbox_put('checkout_expire', 'checkout_expire:' || p_order_id, 'order', p_order_id::text,
        jsonb_build_object('session', p_session_id))
$$;

-- Notes the checkout session that Stripe made for an order, once, and its link. An order that ended while Stripe was asked has
-- its session ended. Only who talks to Stripe says which session is whose: events credit by it.
DROP FUNCTION attach_checkout(bigint, text);
CREATE FUNCTION attach_checkout(p_order_id bigint, p_session_id text, p_url text DEFAULT NULL) RETURNS SETOF token_orders
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_before token_orders;
    o token_orders;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF p_session_id IS NULL OR p_session_id !~ '^[A-Za-z0-9_]{1,255}$' OR p_url !~ '^https://[!-~]+$'
        OR length(p_url) > 2000 THEN
        PERFORM ledger_reject('checkout_answer_malformed');
    END IF;
    SELECT * INTO v_before FROM token_orders WHERE id = p_order_id FOR NO KEY UPDATE;
    IF NOT FOUND OR v_before.stripe_checkout_session_id <> p_session_id
        OR EXISTS (SELECT FROM token_orders WHERE stripe_checkout_session_id = p_session_id AND id <> p_order_id) THEN
        PERFORM ledger_conflict('order_has_other_checkout', coalesce(p_order_id::text, ''));
    END IF;
    UPDATE token_orders SET stripe_checkout_session_id = p_session_id, stripe_checkout_url = coalesce(stripe_checkout_url, p_url)
        WHERE id = p_order_id RETURNING * INTO o;
    IF v_before.stripe_checkout_session_id IS NULL THEN
        INSERT INTO audit_log (action, subject_type, subject_id, before, after)
            VALUES ('attach_checkout', 'order', o.id::text, to_jsonb(v_before) - 'stripe_checkout_url',
                to_jsonb(o) - 'stripe_checkout_url');
        IF o.status = 'expired' AND p_url IS NOT NULL THEN
            PERFORM ledger_end_checkout(o.id, o.stripe_checkout_session_id);
        END IF;
    END IF;
    RETURN NEXT o;
END
$$;

-- Ends orders whose time is over (TOKEN_PURCHASE_TIMEOUT, ruling 24), at most so many; their sessions are ended at Stripe from
-- the outbox. A payment that arrives all the same is credited.
CREATE FUNCTION expire_orders(p_count integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o token_orders;
    v_ended integer := 0;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    FOR o IN SELECT * FROM token_orders WHERE status = 'created' AND expires_at <= ledger_now()
             ORDER BY expires_at LIMIT p_count FOR NO KEY UPDATE SKIP LOCKED LOOP
        UPDATE token_orders SET status = 'expired' WHERE id = o.id;
        IF o.stripe_checkout_session_id IS NOT NULL THEN
            PERFORM ledger_end_checkout(o.id, o.stripe_checkout_session_id);
        END IF;
        v_ended := v_ended + 1;
    END LOOP;
    RETURN v_ended;
END
$$;

GRANT EXECUTE ON FUNCTION request_checkout TO tokens_support, tokens_admin;
GRANT EXECUTE ON FUNCTION attach_checkout, expire_orders TO tokens_service;

RESET ROLE;
