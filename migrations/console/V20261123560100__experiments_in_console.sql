-- Price experiments in the console (specification 10.3): drafts that two people may edit, packages made for a group alone, results in
-- numbers without persons, and a winner that becomes the standard packages' next versions.
SET LOCAL ROLE tok_owner;

-- The standard package whose place it takes in its groups: with the winner, its content becomes that one's next version. None: it
-- stands for itself, such as a bundle.
ALTER TABLE token_packages ADD COLUMN stands_for BIGINT REFERENCES token_packages (id) CHECK (stands_for <> id);

ALTER TABLE price_experiments
    ADD COLUMN lock_version INTEGER NOT NULL DEFAULT 0, -- what an editor saw (F5)
    ADD COLUMN changed_by VARCHAR(100) NOT NULL DEFAULT session_user,
    ADD COLUMN changed_at TIMESTAMPTZ NOT NULL DEFAULT ledger_now();

-- A package that only groups of experiments offer can only be bought by who is offered it: knowing its id is not enough.
CREATE OR REPLACE FUNCTION ledger_make_order(p_operation_key text, p_user_id bigint, p_package_id bigint, p_version integer, p_action text)
    RETURNS token_orders
    LANGUAGE plpgsql AS $$
DECLARE
    v_version token_package_versions;
    v_experimental boolean;
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
        SELECT is_experimental INTO v_experimental FROM token_packages WHERE id = p_package_id;
        IF v_experimental AND NOT EXISTS (SELECT FROM ledger_offers(p_user_id::integer, false) f WHERE f.id = p_package_id) THEN
            PERFORM ledger_reject('package_not_found', p_package_id::text);
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

-- What a running experiment shows is not changed under it: its result would be of two prices.
CREATE FUNCTION keep_offered_package() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM price_experiments x JOIN experiment_variants v ON v.experiment_id = x.id
               WHERE x.state = 'running' AND NEW.id = ANY (v.package_ids)) THEN
        PERFORM ledger_conflict('package_in_experiment', NEW.name);
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER offered BEFORE UPDATE ON token_packages FOR EACH ROW
    WHEN (OLD.is_experimental
          AND (OLD.token_amount, OLD.bonus_tokens, OLD.price_gbp, OLD.currency, OLD.is_active, OLD.name, OLD.description)
              IS DISTINCT FROM (NEW.token_amount, NEW.bonus_tokens, NEW.price_gbp, NEW.currency, NEW.is_active, NEW.name, NEW.description))
    EXECUTE FUNCTION keep_offered_package();

-- Ruling 2: who is no administrator changes a price by so many percent at most, also in the shape of a group's package.
CREATE FUNCTION require_price_step(p_before bigint, p_after bigint) RETURNS void
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_percent numeric := abs(p_after - p_before) * 100.0 / p_before;
BEGIN
    IF v_percent > ledger_setting('PRICE_CHANGE_ALONE_PERCENT')::numeric AND NOT pg_has_role(session_user, 'tokens_admin', 'MEMBER') THEN
        PERFORM ledger_reject('experiment_price_needs_admin', round(v_percent)::text, ledger_setting('PRICE_CHANGE_ALONE_PERCENT'));
    END IF;
END
$$;

-- A package for groups alone; nobody is offered it before an experiment with it starts.
CREATE FUNCTION make_group_package(p_stands_for bigint, p_name text, p_description text, p_tokens bigint, p_bonus bigint, p_price bigint,
        p_reason text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    b token_packages;
    p token_packages;
    v_reason text := ledger_reason(p_reason);
BEGIN
    PERFORM ledger_require_role('tokens_product', 'tokens_admin');
    IF p_stands_for IS NOT NULL THEN
        SELECT * INTO b FROM token_packages WHERE id = p_stands_for AND NOT is_experimental;
        IF NOT FOUND THEN
            PERFORM ledger_reject('package_not_found', p_stands_for::text);
        END IF;
    END IF;
    IF p_name IS NULL OR btrim(p_name) = '' THEN
        PERFORM ledger_reject('package_name_missing');
    ELSIF length(p_name) > 100 THEN
        PERFORM ledger_reject('package_text_too_long', '100');
    ELSIF length(p_description) > 500 THEN
        PERFORM ledger_reject('package_text_too_long', '500');
    ELSIF p_name || coalesce(p_description, '') ~ '[\u0001-\u001f]' THEN
        PERFORM ledger_reject('package_text_has_control_characters');
    ELSIF p_tokens IS NULL OR p_tokens NOT BETWEEN 1 AND 1000000 THEN
        PERFORM ledger_reject('package_tokens_out_of_range', '1,000,000');
    ELSIF p_bonus IS NULL OR p_bonus NOT BETWEEN 0 AND p_tokens THEN
        PERFORM ledger_reject('package_bonus_too_large');
    ELSIF p_price IS NULL OR p_price NOT BETWEEN 30 AND 99999999 THEN
        PERFORM ledger_reject('package_price_out_of_range', '£0.30', '£999,999.99');
    END IF;
    IF b.id IS NOT NULL THEN
        PERFORM require_price_step(b.price_gbp, p_price);
    END IF;
    INSERT INTO token_packages (name, description, token_amount, price_gbp, currency, bonus_tokens, is_active, is_recommended, display_order,
                                is_experimental, stands_for)
        VALUES (btrim(p_name), nullif(btrim(p_description), ''), p_tokens, p_price, coalesce(b.currency, 'GBP'), p_bonus, true,
                coalesce(b.is_recommended, false), coalesce(b.display_order, (SELECT max(display_order) + 1 FROM token_packages)), true, b.id)
        RETURNING * INTO p;
    PERFORM ledger_keep_package_version(p, NULL, 'make_group_package', v_reason);
    RETURN p.id;
END
$$;

-- Makes a draft (p_id null) or rewrites the one somebody saw; p_lock is what they saw of it. p_variants: a list of name, weight
-- and packageIds (none for the standard packages); the first is the one the others are compared with.
DROP FUNCTION save_experiment(text, numeric, text[], jsonb);
CREATE FUNCTION save_experiment(p_id bigint, p_lock integer, p_name text, p_traffic numeric, p_buyer_plans text[], p_variants jsonb)
    RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    x price_experiments;
    v_before jsonb;
    v_name text := btrim(p_name);
BEGIN
    PERFORM ledger_require_role('tokens_product', 'tokens_admin');
    IF v_name IS NULL OR v_name = '' OR length(v_name) > 100 OR v_name ~ '[\u0001-\u001f]' THEN
        PERFORM ledger_reject('experiment_name_malformed');
    ELSIF p_traffic IS NULL OR p_traffic <= 0 OR p_traffic > 100 OR p_traffic <> round(p_traffic, 2) THEN
        PERFORM ledger_reject('experiment_traffic_out_of_range');
    ELSIF cardinality(p_buyer_plans) > 20 OR EXISTS (SELECT FROM unnest(p_buyer_plans) AS plan WHERE plan IS NULL OR length(plan) > 50) THEN
        PERFORM ledger_reject('experiment_plans_malformed');
    ELSIF jsonb_typeof(p_variants) IS DISTINCT FROM 'array' OR jsonb_array_length(p_variants) NOT BETWEEN 2 AND 10
        OR p_variants -> 0 -> 'packageIds' IS NOT NULL
        OR EXISTS (SELECT FROM jsonb_array_elements(p_variants) v WHERE coalesce(v ->> 'name', '') !~ '^[a-z][a-z0-9_]{0,49}$'
                   OR coalesce(v ->> 'weight', '') !~ '^[1-9][0-9]{0,2}$'
                   OR v ? 'packageIds' AND (jsonb_typeof(v -> 'packageIds') <> 'array'
                                            OR jsonb_array_length(v -> 'packageIds') NOT BETWEEN 1 AND 20))
        OR (SELECT count(DISTINCT v ->> 'name') FROM jsonb_array_elements(p_variants) v) <> jsonb_array_length(p_variants) THEN
        PERFORM ledger_reject('experiment_variants_malformed');
    ELSIF EXISTS (SELECT FROM jsonb_array_elements(p_variants) v, jsonb_array_elements_text(coalesce(v -> 'packageIds', '[]')) AS i (id)
                  WHERE NOT EXISTS (SELECT FROM token_packages p WHERE p.id::text = i.id AND p.is_active)) THEN
        PERFORM ledger_reject('experiment_package_not_active');
    ELSIF EXISTS (SELECT FROM jsonb_array_elements(p_variants) WITH ORDINALITY AS v (value, place),
                      jsonb_array_elements_text(coalesce(v.value -> 'packageIds', '[]')) AS i (id)
                      JOIN token_packages p ON p.id::text = i.id
                  GROUP BY v.place HAVING count(DISTINCT coalesce(p.stands_for, p.id)) < count(*)) THEN
        PERFORM ledger_reject('experiment_package_twice');
    END IF;
    IF p_id IS NOT NULL THEN
        x := experiment_draft(p_id, p_lock);
        v_before := to_jsonb(x);
    END IF;
    BEGIN
        IF x.id IS NULL THEN
            INSERT INTO price_experiments (name, salt, traffic_percentage, buyer_plans)
                VALUES (v_name, 'experiment:' || gen_random_uuid(), p_traffic, p_buyer_plans) RETURNING * INTO x;
        ELSE
            UPDATE price_experiments SET name = v_name, traffic_percentage = p_traffic, buyer_plans = p_buyer_plans,
                lock_version = lock_version + 1, changed_by = session_user, changed_at = ledger_now()
                WHERE id = x.id RETURNING * INTO x;
            DELETE FROM experiment_variants WHERE experiment_id = x.id;
        END IF;
    EXCEPTION WHEN unique_violation THEN
        PERFORM ledger_reject('experiment_name_used', v_name);
    END;
    INSERT INTO experiment_variants (experiment_id, name, position, weight, package_ids)
        SELECT x.id, v.value ->> 'name', v.ordinality - 1, (v.value ->> 'weight')::integer,
               (SELECT array_agg(i.id::bigint ORDER BY i.ordinality)
                FROM jsonb_array_elements_text(v.value -> 'packageIds') WITH ORDINALITY AS i (id, ordinality))
        FROM jsonb_array_elements(p_variants) WITH ORDINALITY AS v;
    INSERT INTO audit_log (action, subject_type, subject_id, before, after)
        VALUES ('save_experiment', 'experiment', x.id::text, v_before, to_jsonb(x) || jsonb_build_object('variants', p_variants));
    RETURN x.id;
END
$$;

-- Inner: the draft somebody saw, locked; a conflict says who was faster.
CREATE FUNCTION experiment_draft(p_id bigint, p_lock integer) RETURNS price_experiments
    LANGUAGE plpgsql AS $$
DECLARE
    x price_experiments;
BEGIN
    SELECT * INTO x FROM price_experiments WHERE id = p_id FOR UPDATE;
    IF x.id IS NULL THEN
        PERFORM ledger_reject('experiment_unknown', coalesce(p_id::text, ''));
    ELSIF x.state <> 'draft' THEN
        PERFORM ledger_conflict('experiment_began', x.name);
    ELSIF x.lock_version IS DISTINCT FROM p_lock THEN
        PERFORM ledger_conflict('experiment_edited', x.changed_by);
    END IF;
    RETURN x;
END
$$;

CREATE FUNCTION discard_experiment(p_id bigint, p_lock integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    x price_experiments;
BEGIN
    PERFORM ledger_require_role('tokens_product', 'tokens_admin');
    x := experiment_draft(p_id, p_lock);
    DELETE FROM experiment_variants WHERE experiment_id = x.id;
    DELETE FROM price_experiments WHERE id = x.id;
    INSERT INTO audit_log (action, subject_type, subject_id, before) VALUES ('discard_experiment', 'experiment', x.id::text, to_jsonb(x));
END
$$;

-- Starts the draft somebody saw; from now on it is not changed. It is judged at a moment fixed here, and not before.
DROP FUNCTION start_experiment(bigint, timestamptz, text);
CREATE FUNCTION start_experiment(p_id bigint, p_lock integer, p_horizon timestamptz, p_reason text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    x price_experiments;
    p record;
    v_reason text := ledger_reason(p_reason);
BEGIN
    PERFORM ledger_require_role('tokens_product', 'tokens_admin');
    x := experiment_draft(p_id, p_lock);
    IF p_horizon IS NULL OR p_horizon < ledger_now() + interval '1 day' OR p_horizon > ledger_now() + interval '366 days' THEN
        PERFORM ledger_reject('experiment_horizon_too_near');
    END IF;
    FOR p IN SELECT o.price_gbp AS price, o.is_active, b.price_gbp AS base FROM experiment_variants v, unnest(v.package_ids) AS i (id)
             JOIN token_packages o ON o.id = i.id LEFT JOIN token_packages b ON b.id = o.stands_for WHERE v.experiment_id = x.id LOOP
        IF NOT p.is_active THEN
            PERFORM ledger_reject('experiment_package_not_active');
        ELSIF p.base IS NOT NULL THEN
            PERFORM require_price_step(p.base, p.price);
        END IF;
    END LOOP;
    BEGIN
        UPDATE price_experiments SET state = 'running', started_at = ledger_now(), horizon_at = p_horizon, lock_version = lock_version + 1,
            changed_by = session_user, changed_at = ledger_now() WHERE id = p_id RETURNING * INTO x;
    EXCEPTION WHEN unique_violation THEN
        PERFORM ledger_conflict('experiment_runs_already', (SELECT name FROM price_experiments WHERE state = 'running'));
    END;
    INSERT INTO audit_log (action, subject_type, subject_id, after, reason)
        VALUES ('start_experiment', 'experiment', p_id::text, to_jsonb(x), v_reason);
    RETURN x.id;
END
$$;

-- What ending with a winner does to each package: a version of a standard one, a group's own that joins the standard list, one
-- that leaves it because the winner's customers were not offered it, and groups' packages that nobody needs any more.
CREATE FUNCTION experiment_steps(p_id bigint, p_winner text)
    RETURNS TABLE (step text, place integer, package_id bigint, from_id bigint)
    LANGUAGE sql STABLE AS $$
    WITH won AS (
        SELECT i.ordinality::integer AS place, o.id, o.stands_for, o.is_experimental
        FROM experiment_variants v, unnest(v.package_ids) WITH ORDINALITY AS i (id, ordinality) JOIN token_packages o ON o.id = i.id
        WHERE v.experiment_id = p_id AND v.name = p_winner),
    steps AS (
        SELECT CASE WHEN stands_for IS NOT NULL THEN 'version' WHEN is_experimental THEN 'join' ELSE 'keep' END AS step, place,
               coalesce(stands_for, id) AS package_id, id AS from_id
        FROM won)
    SELECT * FROM steps
    UNION ALL
    SELECT 'leave', NULL, p.id, NULL FROM token_packages p
        WHERE p.is_active AND NOT p.is_experimental AND EXISTS (SELECT FROM won) AND p.id NOT IN (SELECT s.package_id FROM steps s)
    UNION ALL
    SELECT 'retire', NULL, p.id, NULL FROM token_packages p
        WHERE p.is_active AND p.is_experimental AND p.id NOT IN (SELECT s.package_id FROM steps s)
          AND EXISTS (SELECT FROM experiment_variants v WHERE v.experiment_id = p_id AND p.id = ANY (v.package_ids))
          AND NOT EXISTS (SELECT FROM experiment_variants v JOIN price_experiments y ON y.id = v.experiment_id
                          WHERE y.state = 'draft' AND p.id = ANY (v.package_ids))
    ORDER BY 2, 3
$$;

-- The same, before it is done: each package as it is and as it would be.
CREATE FUNCTION experiment_outcome(p_id bigint, p_winner text)
    RETURNS TABLE (step text, package_id bigint, name text, price bigint, new_price bigint, tokens bigint, new_tokens bigint,
                   bonus bigint, new_bonus bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_product', 'tokens_finance', 'tokens_admin');
    RETURN QUERY SELECT s.step, p.id, p.name::text, p.price_gbp, o.price_gbp, p.token_amount, o.token_amount, p.bonus_tokens, o.bonus_tokens
        FROM experiment_steps(p_id, p_winner) s JOIN token_packages p ON p.id = s.package_id LEFT JOIN token_packages o ON o.id = s.from_id
        ORDER BY s.place, p.id;
END
$$;

-- Ends an experiment, and makes the winner's packages the standard ones, a version each (ruling 2); without a winner everybody is
-- offered the standard packages as they are. A winner is named at the horizon or after: before it there is no result. Orders keep
-- the group and the price they were made in (T9).
CREATE OR REPLACE FUNCTION end_experiment(p_id bigint, p_winner text, p_reason text) RETURNS SETOF price_experiments
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    x price_experiments;
    s record;
    p token_packages;
    o token_packages;
    v_steps jsonb;
    v_before jsonb;
    v_reason text := ledger_reason(p_reason);
BEGIN
    PERFORM ledger_require_role('tokens_product', 'tokens_admin');
    SELECT * INTO x FROM price_experiments WHERE id = p_id FOR UPDATE;
    IF x.id IS NULL THEN
        PERFORM ledger_reject('experiment_unknown', coalesce(p_id::text, ''));
    ELSIF x.state <> 'running' THEN
        PERFORM ledger_conflict('experiment_not_running', x.name);
    ELSIF p_winner IS NOT NULL AND NOT EXISTS (SELECT FROM experiment_variants WHERE experiment_id = p_id AND name = p_winner) THEN
        PERFORM ledger_reject('experiment_variant_unknown', p_winner);
    ELSIF p_winner IS NOT NULL AND ledger_now() < x.horizon_at THEN
        PERFORM ledger_reject('experiment_before_horizon');
    END IF;
    PERFORM FROM token_packages ORDER BY id FOR UPDATE;
    UPDATE price_experiments SET state = 'ended', ended_at = ledger_now(), winner = p_winner, lock_version = lock_version + 1,
        changed_by = session_user, changed_at = ledger_now() WHERE id = p_id RETURNING * INTO x;
    SELECT coalesce(jsonb_agg(to_jsonb(e)), '[]') INTO v_steps FROM experiment_steps(p_id, p_winner) e;
    FOR s IN SELECT * FROM jsonb_to_recordset(v_steps) AS e (step text, place integer, package_id bigint, from_id bigint) LOOP
        SELECT * INTO p FROM token_packages WHERE id = s.package_id;
        v_before := to_jsonb(p);
        IF s.step = 'version' THEN
            SELECT * INTO o FROM token_packages WHERE id = s.from_id;
            PERFORM require_price_step(p.price_gbp, o.price_gbp);
            UPDATE token_packages SET name = o.name, description = o.description, token_amount = o.token_amount, price_gbp = o.price_gbp,
                bonus_tokens = o.bonus_tokens, is_active = true, display_order = s.place, version = version + 1, updated_at = ledger_now()
                WHERE id = p.id RETURNING * INTO p;
        ELSIF s.step = 'join' THEN
            UPDATE token_packages SET is_experimental = false, display_order = s.place, version = version + 1, updated_at = ledger_now()
                WHERE id = p.id RETURNING * INTO p;
        ELSIF s.step IN ('leave', 'retire') THEN
            UPDATE token_packages SET is_active = false, version = version + 1, updated_at = ledger_now() WHERE id = p.id RETURNING * INTO p;
        ELSIF p.display_order <> s.place THEN
            UPDATE token_packages SET display_order = s.place, version = version + 1, updated_at = ledger_now()
                WHERE id = p.id RETURNING * INTO p;
        ELSE
            CONTINUE;
        END IF;
        PERFORM ledger_keep_package_version(p, v_before, 'end_experiment', left(x.name || ': ' || v_reason, 2000));
    END LOOP;
    INSERT INTO audit_log (action, subject_type, subject_id, after, reason)
        VALUES ('end_experiment', 'experiment', p_id::text, to_jsonb(x) || jsonb_build_object('steps', v_steps), v_reason);
    RETURN NEXT x;
END
$$;

-- What each group did from each user's first showing on, up to the horizon or the end: numbers, no persons. Money in pence of the
-- orders' currency, as paid. Squares are of a user's revenue: a mean's interval needs them.
CREATE FUNCTION experiment_results(p_id bigint)
    RETURNS TABLE (variant text, weight integer, users bigint, buyers bigint, purchases bigint, revenue_pence bigint, revenue_squares numeric,
                   refunded bigint, refunded_pence bigint, contacting bigint, counted_until timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    x price_experiments;
    v_until timestamptz;
BEGIN
    PERFORM ledger_require_role('tokens_product', 'tokens_finance', 'tokens_admin');
    SELECT * INTO x FROM price_experiments WHERE id = p_id;
    IF x.id IS NULL THEN
        PERFORM ledger_reject('experiment_unknown', coalesce(p_id::text, ''));
    END IF;
    v_until := least(x.horizon_at, x.ended_at, ledger_now());
    RETURN QUERY
        WITH sales AS (
            SELECT a.user_id, count(*) AS purchases, sum(o.price_pence) AS pence, count(*) FILTER (WHERE r.pence > 0) AS refunded,
                   coalesce(sum(r.pence), 0) AS refunded_pence
            FROM experiment_assignments a
            JOIN token_orders o ON o.user_id = a.user_id AND o.created_at >= a.exposed_at AND o.created_at < v_until
                AND o.experiment_variant = a.variant AND o.paid_at IS NOT NULL
            LEFT JOIN LATERAL (SELECT sum(f.amount_pence) AS pence FROM stripe_refunds f
                               WHERE f.order_id = o.id AND refund_counts(f.status)) r ON true
            WHERE a.experiment_id = p_id GROUP BY a.user_id),
        contacts AS (
            SELECT DISTINCT a.user_id FROM experiment_assignments a
            JOIN business_inquiries i ON i.user_id = a.user_id AND i.created_at >= a.exposed_at AND i.created_at < v_until
            WHERE a.experiment_id = p_id)
        SELECT v.name::text, v.weight, count(a.user_id), count(s.user_id), coalesce(sum(s.purchases), 0)::bigint,
               coalesce(sum(s.pence), 0)::bigint, coalesce(sum(s.pence * s.pence), 0), coalesce(sum(s.refunded), 0)::bigint,
               coalesce(sum(s.refunded_pence), 0)::bigint, count(c.user_id), v_until
        FROM experiment_variants v
        LEFT JOIN experiment_assignments a ON a.experiment_id = v.experiment_id AND a.variant = v.name AND a.exposed_at < v_until
        LEFT JOIN sales s ON s.user_id = a.user_id
        LEFT JOIN contacts c ON c.user_id = a.user_id
        WHERE v.experiment_id = p_id GROUP BY v.name, v.weight, v.position ORDER BY v.position;
END
$$;

GRANT EXECUTE ON FUNCTION make_group_package, save_experiment, discard_experiment, start_experiment TO tokens_product, tokens_admin;
GRANT EXECUTE ON FUNCTION experiment_outcome, experiment_results TO tokens_product, tokens_finance, tokens_admin;

RESET ROLE;
