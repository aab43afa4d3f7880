-- The figures of the token economy for the marketplace's administrators (6.1), from rollups and frozen orders.
SET LOCAL ROLE tok_owner;

-- Economy by month and type, users by plan, sales by week and currency, and the way from looking at packages to spending.
-- Everything is aggregated before it is joined (T18); prices are the orders' own, refunds and lost disputes are taken off in
-- the week they came (T9). Weeks and months are UTC. as_of: until when entries are in the rollup (T19).
CREATE FUNCTION token_metrics() RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_now timestamptz := ledger_now();
    v_today date := (v_now AT TIME ZONE 'UTC')::date;
    v_since timestamptz := v_now - interval '30 days';
    v_economy jsonb;
    v_users jsonb;
    v_revenue jsonb;
    v_funnel jsonb;
BEGIN
    PERFORM ledger_require_role('tokens_service', 'tokens_finance', 'tokens_product', 'tokens_admin');
    SELECT coalesce(jsonb_agg(jsonb_build_object('month', to_char(m.month, 'YYYY-MM-DD'), 'transaction_type', m.transaction_type,
               'transaction_count', m.entries, 'total_tokens', m.tokens, 'unique_users', m.users)
               ORDER BY m.month DESC, m.transaction_type), '[]') INTO v_economy
        FROM (SELECT date_trunc('month', day)::date AS month, transaction_type, sum(transaction_count)::bigint AS entries,
                     sum(total_tokens)::bigint AS tokens, count(DISTINCT user_id) AS users
              FROM token_daily_totals WHERE day >= v_today - interval '12 months' GROUP BY 1, 2) m;

    SELECT coalesce(jsonb_agg(jsonb_build_object('buyer_plan', p.buyer_plan, 'avg_balance', p.balance, 'avg_consumed', p.consumed,
               'user_count', p.users, 'avg_contacts_per_user', p.contacts) ORDER BY p.buyer_plan), '[]') INTO v_users
        FROM (SELECT u.buyer_plan, count(*) AS users, round(avg(coalesce(w.token_balance, 0)), 2) AS balance,
                     round(avg(coalesce(w.tokens_consumed, 0)), 2) AS consumed, round(avg(coalesce(c.contacts, 0)), 2) AS contacts
              FROM users u LEFT JOIN user_tokens w ON w.user_id = u.id
              LEFT JOIN (SELECT user_id, sum(contact_count) AS contacts FROM contact_limitations GROUP BY user_id) c
                  ON c.user_id = u.id
              GROUP BY u.buyer_plan) p;

    SELECT coalesce(jsonb_agg(jsonb_build_object('week', to_char(r.week, 'YYYY-MM-DD'), 'currency', r.currency,
               'revenue_pence', r.gross - r.back, 'gross_pence', r.gross, 'returned_pence', r.back, 'purchases', r.purchases,
               'paying_users', r.users, 'avg_purchase_value', CASE WHEN r.purchases > 0 THEN round(r.gross / r.purchases) END)
               ORDER BY r.week DESC, r.currency), '[]') INTO v_revenue
        FROM (SELECT date_trunc('week', m.at AT TIME ZONE 'UTC')::date AS week, m.currency, sum(m.gross) AS gross, sum(m.back) AS back,
                     count(m.user_id) AS purchases, count(DISTINCT m.user_id) AS users
              FROM (SELECT paid_at AS at, currency, price_pence AS gross, 0::bigint AS back, user_id FROM token_orders
                        WHERE status = 'paid' AND paid_at >= v_now - interval '3 months'
                    UNION ALL SELECT made_at, currency, 0, amount_pence, NULL FROM stripe_refunds
                        WHERE status = 'succeeded' AND made_at >= v_now - interval '3 months'
                    UNION ALL SELECT opened_at, currency, 0, amount_pence, NULL FROM stripe_disputes
                        WHERE phase = 'lost' AND opened_at >= v_now - interval '3 months') m
              GROUP BY 1, 2) r;

    SELECT jsonb_build_array(
        jsonb_build_object('step', 'saw_packages', 'users', (SELECT count(DISTINCT event_data ->> 'by') FROM analytics_events
            WHERE event_type = 'packages_view' AND created_at >= v_since)),
        jsonb_build_object('step', 'began_checkout', 'users', (SELECT count(DISTINCT user_id) FROM token_orders
            WHERE created_at >= v_since)),
        jsonb_build_object('step', 'paid', 'users', (SELECT count(DISTINCT user_id) FROM token_orders
            WHERE created_at >= v_since AND status = 'paid')),
        jsonb_build_object('step', 'spent', 'users', (SELECT count(DISTINCT o.user_id) FROM token_orders o
            WHERE o.created_at >= v_since AND o.status = 'paid' AND EXISTS (SELECT FROM token_daily_totals d
                WHERE d.day >= (o.paid_at AT TIME ZONE 'UTC')::date AND d.transaction_type = 'consumption'
                AND d.user_id = o.user_id)))) INTO v_funnel;

    RETURN jsonb_build_object('economyHealth', v_economy, 'userBehavior', v_users, 'revenueMetrics', v_revenue,
        'conversionFunnel', v_funnel, 'asOf', (SELECT folded_at FROM token_rollup_marks WHERE name = 'token_daily_totals'));
END
$$;

-- Events and requests that wait or are parked, for whoever watches.
CREATE FUNCTION queue_sizes(OUT inbox_waiting bigint, OUT inbox_parked bigint, OUT outbox_waiting bigint, OUT outbox_parked bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service', 'tokens_support', 'tokens_finance', 'tokens_admin');
    SELECT count(*) FILTER (WHERE status <> 'parked'), count(*) FILTER (WHERE status = 'parked') INTO inbox_waiting, inbox_parked
        FROM webhook_logs WHERE status IN ('received', 'failed', 'parked');
    SELECT count(*) FILTER (WHERE status <> 'parked'), count(*) FILTER (WHERE status = 'parked') INTO outbox_waiting, outbox_parked
        FROM stripe_outbox WHERE status IN ('waiting', 'parked');
END
$$;

GRANT EXECUTE ON FUNCTION token_metrics TO tokens_service, tokens_finance, tokens_product, tokens_admin;
GRANT EXECUTE ON FUNCTION queue_sizes TO tokens_service, tokens_support, tokens_finance, tokens_admin;

RESET ROLE;

CREATE INDEX IF NOT EXISTS idx_analytics_events_type ON analytics_events (event_type, created_at);
