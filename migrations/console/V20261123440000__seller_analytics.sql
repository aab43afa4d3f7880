-- What premium analytics show a seller of a listing (specification 4.2, T16; each figure is defined in docs/analytics.md).
ALTER TABLE businesses ADD COLUMN IF NOT EXISTS price BIGINT; -- what is asked for the business

SET LOCAL ROLE tok_owner;

INSERT INTO settings (name, version, value) VALUES
    ('ANALYTICS_WINDOW_DAYS', 1, '30'), ('ANALYTICS_FEW_VIEWS', 1, '20'), ('ANALYTICS_FEW_SIMILAR', 1, '5');

-- Views and contacts of listings since a moment.
CREATE FUNCTION listing_activity(p_business_ids integer[], p_since timestamptz)
    RETURNS TABLE (business_id integer, views bigint, contacts bigint)
    LANGUAGE sql STABLE AS $$
    SELECT b.id,
        (SELECT count(*) FROM analytics_events e WHERE e.event_data ->> 'business_id' = b.id::text
            AND e.event_type = 'business_view' AND e.created_at >= p_since),
        (SELECT count(*) FROM business_inquiries i WHERE i.business_id = b.id AND i.created_at >= p_since)
    FROM unnest(p_business_ids) AS b (id)
$$;

-- Contacts for each hundred views, one decimal; NULL when there were too few views to say.
CREATE FUNCTION conversion_rate(p_contacts bigint, p_views bigint) RETURNS numeric
    LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN p_views >= ledger_setting('ANALYTICS_FEW_VIEWS')::bigint THEN round(p_contacts * 100.0 / p_views, 1) END
$$;

-- The listing beside similar ones: of its industry, at half to twice its price, others' only, the nearest fifty in price. Their
-- medians are told when they are enough that no single one can be read out of them.
CREATE FUNCTION listing_comparison(p_business_id integer, p_since timestamptz) RETURNS jsonb
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    b businesses;
    v_similar integer[];
    v_result jsonb;
BEGIN
    SELECT * INTO b FROM businesses WHERE id = p_business_id;
    SELECT coalesce(array_agg(id), '{}') INTO v_similar FROM (
        SELECT s.id FROM businesses s
        WHERE s.industry = b.industry AND s.id <> b.id AND s.user_id <> b.user_id
          AND (b.price IS NULL OR s.price BETWEEN b.price / 2 AND b.price * 2)
        ORDER BY abs(s.price - b.price), s.id LIMIT 50) n;
    IF cardinality(v_similar) < ledger_setting('ANALYTICS_FEW_SIMILAR')::integer THEN
        RETURN jsonb_build_object('similarListings', cardinality(v_similar));
    END IF;
    SELECT jsonb_build_object('similarListings', cardinality(v_similar),
            'medianViews', percentile_disc(0.5) WITHIN GROUP (ORDER BY a.views),
            'medianContacts', percentile_disc(0.5) WITHIN GROUP (ORDER BY a.contacts),
            'medianConversionRate', percentile_disc(0.5) WITHIN GROUP (ORDER BY conversion_rate(a.contacts, a.views)),
            'moreViewsThanPercent', round(100.0 * count(*) FILTER (WHERE a.views < own.views) / count(*)))
        INTO v_result
        FROM listing_activity(v_similar, p_since) a, listing_activity(ARRAY[p_business_id], p_since) own;
    RETURN v_result;
END
$$;

-- All figures of a listing, if its seller has unlocked them; otherwise NULL, and analytics_access() says what an unlock costs.
CREATE FUNCTION seller_analytics(p_user_id bigint, p_business_id bigint) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_user integer := ledger_user_id(p_user_id);
    v_business integer;
    v_days integer := ledger_setting('ANALYTICS_WINDOW_DAYS')::integer;
    v_since timestamptz := date_trunc('day', ledger_now(), 'UTC') - (v_days - 1) * interval '24 hours';
    v_days_json jsonb;
    v_keywords jsonb;
    a record;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    PERFORM require_feature('ENABLE_PREMIUM_ANALYTICS', v_user);
    v_business := ledger_own_listing(v_user, p_business_id);
    IF ledger_unlocked_until(v_user, v_business) IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT jsonb_agg(jsonb_build_object('date', to_char(d.day, 'YYYY-MM-DD'), 'views', coalesce(v.n, 0),
            'total_contacts', coalesce(i.n, 0), 'premium_contacts', coalesce(i.paid, 0)) ORDER BY d.day)
        INTO v_days_json
        FROM generate_series(v_since AT TIME ZONE 'UTC', ledger_now() AT TIME ZONE 'UTC', interval '1 day') AS d (day)
        LEFT JOIN (SELECT date_trunc('day', created_at AT TIME ZONE 'UTC') AS day, count(*) AS n FROM analytics_events
                   WHERE event_data ->> 'business_id' = v_business::text AND event_type = 'business_view' AND created_at >= v_since
                   GROUP BY 1) v ON v.day = d.day
        LEFT JOIN (SELECT date_trunc('day', created_at AT TIME ZONE 'UTC') AS day, count(*) AS n,
                          count(*) FILTER (WHERE tokens_spent > 0) AS paid FROM business_inquiries
                   WHERE business_id = v_business AND created_at >= v_since GROUP BY 1) i ON i.day = d.day;
    SELECT coalesce(jsonb_agg(jsonb_build_object('keyword', k.keyword, 'views', k.views, 'shown', k.shown)), '[]')
        INTO v_keywords
        FROM (SELECT event_data ->> 'keyword' AS keyword, count(*) FILTER (WHERE event_type = 'business_view') AS views,
                     count(*) FILTER (WHERE event_type = 'search_impression') AS shown
              FROM analytics_events WHERE event_data ->> 'business_id' = v_business::text
                AND event_type IN ('business_view', 'search_impression') AND created_at >= v_since
                AND event_data ->> 'keyword' <> ''
              GROUP BY 1 ORDER BY views DESC, shown DESC, keyword LIMIT 10) k;
    SELECT * INTO a FROM listing_activity(ARRAY[v_business], v_since);
    RETURN jsonb_build_object('days', v_days, 'asOf', ledger_now(), 'totalViews', a.views, 'totalContacts', a.contacts,
        'byDay', v_days_json, 'conversionRate', conversion_rate(a.contacts, a.views), 'popularKeywords', v_keywords,
        'competitorComparison', listing_comparison(v_business, v_since));
END
$$;

GRANT EXECUTE ON FUNCTION seller_analytics TO tokens_service;

RESET ROLE;

-- Similar listings, nearest in price.
CREATE INDEX IF NOT EXISTS idx_businesses_industry_price ON businesses (industry, price, id);
