-- Feature flags are changed by people (specification 10.1): one door, a version each, who it is for, and who is in. What a user is
-- offered is explained without the person (ruling 3).
SET LOCAL ROLE tok_owner;

-- Whom a feature is for; NULL for everybody.
ALTER TABLE feature_flags ADD COLUMN buyer_plans VARCHAR(50)[] CHECK (cardinality(buyer_plans) BETWEEN 1 AND 20);

-- Whether one flag lets a user in. Each argument is used so that PostgreSQL can put this text into the caller's query.
CREATE FUNCTION flag_lets_in(p_enabled boolean, p_percentage numeric, p_buyer_plans text[], p_salt text, p_user_id bigint, p_plan text)
    RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(p_enabled AND (p_buyer_plans IS NULL OR p_plan = ANY (p_buyer_plans))
        AND (p_percentage = 100 OR p_percentage > 0 AND rollout_bucket(p_salt, p_user_id) < p_percentage * 42949672.96), false)
$$;

CREATE OR REPLACE FUNCTION feature_on(p_name text, p_user_id integer) RETURNS boolean
    LANGUAGE sql STABLE AS $$
    SELECT bool_and(flag_lets_in(f.is_enabled, f.rollout_percentage, f.buyer_plans, f.salt, p_user_id,
        CASE WHEN f.buyer_plans IS NOT NULL THEN (SELECT u.buyer_plan FROM users u WHERE u.id = p_user_id) END))
    FROM unnest(CASE WHEN p_name = 'ENABLE_TOKEN_SYSTEM' THEN ARRAY[p_name] ELSE ARRAY[p_name, 'ENABLE_TOKEN_SYSTEM'] END) AS n (name)
    LEFT JOIN LATERAL (SELECT * FROM feature_flags f WHERE f.name = n.name ORDER BY f.version DESC LIMIT 1) f ON true
$$;

-- The next version of a flag; p_version is what the person saw. The salt stays, so that who is in stays in while the share grows.
CREATE FUNCTION change_feature_flag(p_name text, p_version integer, p_enabled boolean, p_percentage numeric, p_buyer_plans text[],
        p_reason text) RETURNS SETOF feature_flags
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    f feature_flags;
    v_before jsonb;
    v_plans text[];
    v_reason text := ledger_reason(p_reason);
BEGIN
    PERFORM ledger_require_role('tokens_product', 'tokens_admin');
    SELECT * INTO f FROM feature_flags WHERE name = p_name ORDER BY version DESC LIMIT 1;
    IF NOT FOUND THEN
        PERFORM ledger_reject('flag_unknown', coalesce(p_name, ''));
    ELSIF f.version IS DISTINCT FROM p_version THEN
        PERFORM ledger_conflict('flag_changed', f.changed_by);
    ELSIF p_percentage IS NULL OR p_percentage < 0 OR p_percentage > 100 OR p_percentage <> round(p_percentage, 2) THEN
        PERFORM ledger_reject('flag_percentage_out_of_range');
    END IF;
    SELECT array_agg(DISTINCT plan ORDER BY plan) INTO v_plans FROM unnest(p_buyer_plans) AS plan;
    IF cardinality(v_plans) > 20 OR EXISTS (SELECT FROM unnest(v_plans) AS plan WHERE plan IS NULL OR plan !~ '^[A-Za-z0-9_-]{1,50}$') THEN
        PERFORM ledger_reject('flag_plans_malformed');
    ELSIF (f.is_enabled, f.rollout_percentage, f.buyer_plans::text[]) IS NOT DISTINCT FROM (coalesce(p_enabled, false), p_percentage, v_plans) THEN
        PERFORM ledger_reject('flag_not_changed');
    END IF;
    v_before := to_jsonb(f);
    BEGIN
        INSERT INTO feature_flags (name, version, is_enabled, rollout_percentage, salt, buyer_plans, reason)
            VALUES (f.name, f.version + 1, coalesce(p_enabled, false), p_percentage, f.salt, v_plans, v_reason) RETURNING * INTO f;
    EXCEPTION WHEN unique_violation THEN
        -- Two at once: the other's version came first.
        PERFORM ledger_conflict('flag_changed', (SELECT changed_by FROM feature_flags WHERE name = p_name ORDER BY version DESC LIMIT 1));
    END;
    INSERT INTO audit_log (action, subject_type, subject_id, before, after, reason)
        VALUES ('change_feature_flag', 'feature_flag', f.name, v_before, to_jsonb(f), v_reason);
    RETURN NEXT f;
END
$$;

-- How many users a flag lets in, now and with other values: the effect before the change. What needs the token system counts
-- those alone who have that too.
CREATE FUNCTION feature_reach(p_name text, p_enabled boolean, p_percentage numeric, p_buyer_plans text[])
    RETURNS TABLE (users bigint, now_in bigint, then_in bigint, entering bigint, leaving bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    f feature_flags;
    t feature_flags;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_product', 'tokens_admin');
    SELECT * INTO f FROM feature_flags WHERE name = p_name ORDER BY version DESC LIMIT 1;
    IF NOT FOUND THEN
        PERFORM ledger_reject('flag_unknown', coalesce(p_name, ''));
    END IF;
    SELECT * INTO t FROM feature_flags WHERE name = 'ENABLE_TOKEN_SYSTEM' ORDER BY version DESC LIMIT 1;
    RETURN QUERY SELECT count(*), count(*) FILTER (WHERE w.was), count(*) FILTER (WHERE w.will),
            count(*) FILTER (WHERE w.will AND NOT w.was), count(*) FILTER (WHERE w.was AND NOT w.will)
        FROM (SELECT p_name = t.name OR flag_lets_in(t.is_enabled, t.rollout_percentage, t.buyer_plans, t.salt, u.id, u.buyer_plan) AS base,
                     flag_lets_in(f.is_enabled, f.rollout_percentage, f.buyer_plans, f.salt, u.id, u.buyer_plan) AS was,
                     flag_lets_in(p_enabled, p_percentage, p_buyer_plans, f.salt, u.id, u.buyer_plan) AS will
              FROM public.users u OFFSET 0) s,
             LATERAL (SELECT s.base AND s.was AS was, s.base AND s.will AS will) w;
END
$$;

-- Whether a feature is on for one user, and why: the flag itself first, then the one it needs. No person is named.
CREATE FUNCTION feature_check(p_name text, p_user_id bigint)
    RETURNS TABLE (name text, is_enabled boolean, rollout_percentage numeric, place numeric, in_audience boolean, is_on boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_plan text;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_product', 'tokens_admin');
    IF NOT EXISTS (SELECT FROM feature_flags g WHERE g.name = p_name) THEN
        PERFORM ledger_reject('flag_unknown', coalesce(p_name, ''));
    END IF;
    SELECT u.buyer_plan INTO v_plan FROM users u WHERE u.id = ledger_user_id(p_user_id);
    IF NOT FOUND THEN
        PERFORM ledger_reject('user_unknown', p_user_id::text);
    END IF;
    RETURN QUERY SELECT f.name::text, f.is_enabled, f.rollout_percentage,
            trunc(rollout_bucket(f.salt, p_user_id) * 100 / 4294967296.0, 4),
            f.buyer_plans IS NULL OR coalesce(v_plan = ANY (f.buyer_plans), false),
            flag_lets_in(f.is_enabled, f.rollout_percentage, f.buyer_plans, f.salt, p_user_id, v_plan)
        FROM (SELECT DISTINCT ON (g.name) g.* FROM feature_flags g WHERE g.name IN (p_name, 'ENABLE_TOKEN_SYSTEM')
              ORDER BY g.name, g.version DESC) f
        ORDER BY f.name <> p_name;
END
$$;

-- The plans that users have, with how many: audiences of flags and experiments are made of them.
CREATE FUNCTION buyer_plans() RETURNS TABLE (plan text, users bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_product', 'tokens_admin');
    RETURN QUERY SELECT u.buyer_plan::text, count(*) FROM public.users u WHERE u.buyer_plan IS NOT NULL GROUP BY 1 ORDER BY 1;
END
$$;

-- Why a user is offered what offer_preview() shows: the running experiment, whether they take part, the group, and since when it
-- is kept. Places are percent of all users, by the experiment's own salts.
CREATE FUNCTION offer_reason(p_user_id bigint)
    RETURNS TABLE (tokens_on boolean, experiment text, traffic_percentage numeric, traffic_place numeric, in_audience boolean,
                   variant text, group_place numeric, kept_since timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    x price_experiments;
    v_plan text;
BEGIN
    PERFORM ledger_require_role('tokens_product', 'tokens_support', 'tokens_admin');
    SELECT u.buyer_plan INTO v_plan FROM users u WHERE u.id = ledger_user_id(p_user_id);
    IF NOT FOUND THEN
        PERFORM ledger_reject('user_unknown', p_user_id::text);
    END IF;
    tokens_on := feature_on('ENABLE_TOKEN_SYSTEM', p_user_id::integer);
    SELECT * INTO x FROM price_experiments WHERE state = 'running';
    IF FOUND THEN
        experiment := x.name;
        traffic_percentage := x.traffic_percentage;
        traffic_place := trunc(rollout_bucket(x.salt || ':traffic', p_user_id) * 100 / 4294967296.0, 4);
        in_audience := x.buyer_plans IS NULL OR coalesce(v_plan = ANY (x.buyer_plans), false);
        variant := experiment_variant_of(x, p_user_id::integer);
        group_place := trunc(rollout_bucket(x.salt, p_user_id) * 100 / 4294967296.0, 4);
        SELECT a.exposed_at INTO kept_since FROM experiment_assignments a WHERE a.experiment_id = x.id AND a.user_id = p_user_id;
    END IF;
    RETURN NEXT;
END
$$;

GRANT EXECUTE ON FUNCTION change_feature_flag TO tokens_product, tokens_admin;
GRANT EXECUTE ON FUNCTION feature_reach, feature_check TO tokens_support, tokens_product, tokens_admin;
GRANT EXECUTE ON FUNCTION buyer_plans TO tokens_support, tokens_finance, tokens_product, tokens_admin;
GRANT EXECUTE ON FUNCTION offer_reason TO tokens_support, tokens_product, tokens_admin;

RESET ROLE;
