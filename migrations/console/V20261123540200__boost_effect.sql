-- What a boost did: views and contacts of the same number of whole days before it, while it ran, and after it.
SET LOCAL ROLE tok_owner;

-- For each listing that was ever boosted, its last boost: periods that follow each other without a gap are one. The window is as
-- many whole days (24 hours) as the boost has run, at most ANALYTICS_WINDOW_DAYS and no more than there were before it since the
-- listing was put up, the boost before it ended and views began to be counted; 0 when that is less than a day. What follows the
-- boost is told once the same time has passed since its end. few_below: from fewer cases no rate is made.
CREATE FUNCTION boost_effects(p_business_ids integer[]) RETURNS TABLE (business_id integer, began_at timestamptz,
        ended_at timestamptz, days integer, views_before bigint, views_during bigint, views_after bigint, contacts_before bigint,
        contacts_during bigint, contacts_after bigint, few_below bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz := ledger_now();
    v_most integer := ledger_setting('ANALYTICS_WINDOW_DAYS')::integer;
    v_few bigint := ledger_setting('ANALYTICS_FEW_VIEWS')::bigint;
    v_counted timestamptz;
BEGIN
    PERFORM ledger_require_role('tokens_support', 'tokens_finance', 'tokens_admin');
    IF cardinality(p_business_ids) > 200 THEN
        PERFORM ledger_reject('too_many_listings', cardinality(p_business_ids)::text);
    END IF;
    v_counted := (SELECT min(created_at) FROM analytics_events WHERE event_type = 'business_view');
    RETURN QUERY WITH period AS (
            SELECT l.business_id, l.starts_at, l.id, least(l.ends_at, l.ended_at) AS until FROM listing_boosts l
            WHERE l.business_id = ANY (p_business_ids) AND l.starts_at <= v_now AND least(l.ends_at, l.ended_at) > l.starts_at),
        follows AS (
            SELECT p.*, max(p.until) OVER (PARTITION BY p.business_id ORDER BY p.starts_at, p.id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS former FROM period p),
        boost AS (
            SELECT DISTINCT ON (f.business_id) f.business_id, f.starts_at AS began, f.former
            FROM follows f WHERE f.former IS NULL OR f.starts_at > f.former ORDER BY f.business_id, f.starts_at DESC),
        boost_until AS (
            SELECT b.business_id, b.began, b.former, (SELECT max(p.until) FROM period p WHERE p.business_id = b.business_id) AS until
            FROM boost b),
        timed AS (
            SELECT b.business_id, b.began, b.until, CASE WHEN v_counted IS NULL THEN 0 ELSE
                   greatest(0, least(v_most, floor(extract(epoch FROM least(
                       least(b.until, v_now) - b.began,
                       b.began - greatest(s.created_at::timestamptz, b.former, v_counted))) / 86400)))::integer END AS days
            FROM boost_until b JOIN businesses s ON s.id = b.business_id)
        SELECT t.business_id, t.began, CASE WHEN t.until <= v_now THEN t.until END, t.days, w.views[1], w.views[2], w.views[3],
               w.contacts[1], w.contacts[2], w.contacts[3], v_few
        FROM timed t CROSS JOIN LATERAL (
            SELECT array_agg(c.views ORDER BY c.n) AS views, array_agg(c.contacts ORDER BY c.n) AS contacts FROM (
                SELECT n.n,
                    CASE WHEN n.since IS NOT NULL THEN (SELECT count(*) FROM analytics_events e
                        WHERE e.event_data ->> 'business_id' = t.business_id::text AND e.event_type = 'business_view'
                          AND e.created_at >= n.since AND e.created_at < n.since + t.days * interval '24 hours') END AS views,
                    CASE WHEN n.since IS NOT NULL THEN (SELECT count(*) FROM business_inquiries i
                        WHERE i.business_id = t.business_id
                          AND i.created_at >= n.since AND i.created_at < n.since + t.days * interval '24 hours') END AS contacts
                FROM (VALUES (1, t.began - t.days * interval '24 hours'), (2, t.began),
                             (3, CASE WHEN t.until + t.days * interval '24 hours' <= v_now THEN t.until END)) AS n (n, since)
                ) c) w;
END
$$;

GRANT EXECUTE ON FUNCTION boost_effects TO tokens_support, tokens_finance, tokens_admin;

RESET ROLE;
