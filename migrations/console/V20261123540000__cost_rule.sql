-- Why a contact cost what it cost: the rule's inputs are kept with the inquiry, since plan, month and settings move on.
ALTER TABLE business_inquiries ADD COLUMN IF NOT EXISTS cost_rule JSONB; -- plan, freeLimit, freeLeft (before it), tokensOn
GRANT SELECT (cost_rule) ON business_inquiries TO tokens_support, tokens_finance, tokens_admin, tokens_service;

SET LOCAL ROLE tok_owner;

ALTER TYPE contact_terms
    ADD ATTRIBUTE buyer_plan text,
    ADD ATTRIBUTE free_limit integer; -- of this plan, a month; 0 for a plan without free contacts

-- The one rule: a listed plan's first contact of a listing is free while the month's number lasts, by the database's clock in
-- UTC (T5); else a first contact has one price and a further one another (ruling 20).
CREATE OR REPLACE FUNCTION ledger_contact_terms(p_user_id integer, p_business_id bigint) RETURNS contact_terms
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    r record;
    t contact_terms;
    v_now timestamptz := ledger_now();
    v_limit integer := 0;
BEGIN
    SELECT u.buyer_plan, u.free_contacts_used, u.free_contacts_reset_date, u.freemium_tier, coalesce(w.token_balance, 0) AS balance,
           w.next_expiry_at, b.user_id AS seller_id, b.id AS business_id, coalesce(c.contact_count, 0) AS contacts
        INTO r
        FROM users u LEFT JOIN user_tokens w ON w.user_id = u.id LEFT JOIN businesses b ON b.id = p_business_id
        LEFT JOIN contact_limitations c ON c.user_id = u.id AND c.business_id = b.id
        WHERE u.id = p_user_id;
    IF NOT FOUND THEN
        PERFORM ledger_reject('user_unknown', p_user_id::text);
    ELSIF r.business_id IS NULL THEN
        PERFORM ledger_reject('business_unknown', coalesce(p_business_id::text, ''));
    ELSIF r.seller_id = p_user_id THEN
        PERFORM ledger_reject('own_listing');
    END IF;
    t.current_balance := r.balance;
    IF r.next_expiry_at <= v_now THEN
        t.current_balance := r.balance - (SELECT coalesce(sum(remaining), 0) FROM token_lots
            WHERE user_id = p_user_id AND is_open AND expires_at <= v_now);
    END IF;
    t.first_contact := r.contacts = 0;
    t.attempt := r.contacts + 1;
    t.tokens_on := feature_on('ENABLE_TOKEN_SYSTEM', p_user_id);
    IF r.buyer_plan = ANY (string_to_array(ledger_setting('FREE_CONTACT_PLANS'), ',')) THEN
        v_limit := ledger_setting('DEFAULT_FREE_CONTACTS_LIMIT')::integer;
    END IF;
    t.free_contacts_left := greatest(0, v_limit - CASE
        WHEN date_trunc('month', r.free_contacts_reset_date, 'UTC') < date_trunc('month', v_now, 'UTC') THEN 0
        ELSE r.free_contacts_used END);
    IF NOT t.tokens_on OR t.first_contact AND t.free_contacts_left > 0 THEN
        t.contact_type := 'free';
        t.tokens_required := 0;
    ELSE
        t.contact_type := 'token';
        t.tokens_required := ledger_setting(CASE WHEN t.first_contact THEN 'CONTACT_PRICE_FIRST' ELSE 'CONTACT_PRICE_FURTHER' END)::bigint;
    END IF;
    t.inquiry_type := CASE WHEN t.tokens_on AND r.freemium_tier <> 'basic' THEN 'premium' ELSE t.contact_type END;
    t.buyer_plan := r.buyer_plan;
    t.free_limit := v_limit;
    RETURN t;
END
$$;

-- Writes to a seller: decision, spend, inquiry and counters, together or not at all (T2), decided under the locks of the wallet
-- and the user's row (T4). p_inquiry holds firstName, lastName, email, phone, message, timeframe. Raises insufficient_tokens
-- with what is needed and what is there.
CREATE OR REPLACE FUNCTION contact_seller(p_user_id bigint, p_business_id bigint, p_key text, p_inquiry jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_user integer := ledger_user_id(p_user_id);
    v_request jsonb := jsonb_build_array(p_business_id, p_inquiry);
    v_answer jsonb;
    v_id bigint;
    v_now timestamptz;
    t contact_terms;
    e token_transactions;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    PERFORM contact_check(p_inquiry);
    PERFORM ledger_lock_wallet(v_user);
    v_answer := api_answered(v_user, p_key, 'contact', v_request);
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    PERFORM FROM users WHERE id = v_user FOR NO KEY UPDATE;
    t := ledger_contact_terms(v_user, p_business_id);
    v_now := ledger_now();
    IF t.tokens_required > 0 THEN
        e := ledger_spend(v_user, p_key, t.tokens_required, 'contact_seller', p_business_id, jsonb_build_object('attempt', t.attempt));
        v_now := e.created_at;
    ELSIF t.tokens_on THEN
        UPDATE users SET free_contacts_reset_date = v_now, free_contacts_used = 1 + CASE
                WHEN date_trunc('month', free_contacts_reset_date, 'UTC') < date_trunc('month', v_now, 'UTC') THEN 0
                ELSE free_contacts_used END
            WHERE id = v_user;
    END IF;
    INSERT INTO business_inquiries (business_id, first_name, last_name, email, phone, message, timeframe, user_email, created_at,
                                    user_id, tokens_spent, inquiry_type, contact_attempt_number, entry_id, cost_rule)
        SELECT p_business_id, p_inquiry ->> 'firstName', p_inquiry ->> 'lastName', p_inquiry ->> 'email', p_inquiry ->> 'phone',
               p_inquiry ->> 'message', p_inquiry ->> 'timeframe', u.email, v_now, v_user, t.tokens_required, t.inquiry_type,
               t.attempt, e.id, jsonb_build_object('plan', t.buyer_plan, 'freeLimit', t.free_limit,
                   'freeLeft', t.free_contacts_left, 'tokensOn', t.tokens_on)
        FROM users u WHERE u.id = v_user RETURNING id INTO v_id;
    INSERT INTO contact_limitations AS c (user_id, business_id, contact_count, first_contact_at, last_contact_at, tokens_spent,
                                          is_free_contact, last_entry_id)
        VALUES (v_user, p_business_id, 1, v_now, v_now, t.tokens_required, t.contact_type = 'free', e.id)
        ON CONFLICT (user_id, business_id) DO UPDATE SET contact_count = c.contact_count + 1, last_contact_at = v_now,
            tokens_spent = c.tokens_spent + t.tokens_required, last_entry_id = coalesce(e.id, c.last_entry_id);
    RETURN api_keep_answer(v_user, p_key, 'contact', v_request, jsonb_build_object('success', true, 'inquiryId', v_id,
        'tokensSpent', t.tokens_required, 'contactType', t.contact_type, 'contactAttempt', t.attempt,
        'balance', t.current_balance - t.tokens_required,
        'freeContactsLeft', t.free_contacts_left - CASE WHEN t.tokens_on AND t.contact_type = 'free' THEN 1 ELSE 0 END));
END
$$;

RESET ROLE;
