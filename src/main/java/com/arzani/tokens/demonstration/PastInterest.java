package com.arzani.tokens.demonstration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// What the website and the service would have kept of two years: who looked at the packages, how long operations took,
/// and how many of Stripe's events were worked off in time.
final class PastInterest {
    /// Buyers looked before their first order; some of the others looked and did not order.
    private static final String VIEWS = """
            INSERT INTO analytics_events (user_id, event_type, event_data, created_at)
            SELECT v.user_id, 'packages_view', jsonb_build_object('by', 'user:' || v.user_id), v.at
            FROM (SELECT user_id, min(created_at) - interval '3 minutes' AS at FROM token_orders GROUP BY user_id
                  UNION ALL
                  SELECT u.id, u.created_at + make_interval(hours => 5 + u.id % 200) FROM users u
                  WHERE u.id % 10 < 4 AND u.created_at < ledger_now() - interval '10 days'
                    AND NOT EXISTS (SELECT FROM token_orders o WHERE o.user_id = u.id)) v
            """;
    private static final String HOURS = """
            INSERT INTO api_hours (hour, calls, micros, consumptions, consumption_errors)
            SELECT h.hour, h.spends * 6, h.spends * 6 * (21000 + h.number * 7919 % 13000), h.spends + h.spends / 40,
                   CASE WHEN h.number % 97 = 0 THEN 1 ELSE 0 END
            FROM (SELECT date_trunc('hour', created_at, 'UTC') AS hour, count(*) AS spends,
                         extract(epoch FROM date_trunc('hour', created_at, 'UTC'))::bigint / 3600 AS number
                  FROM token_transactions WHERE transaction_type = 'consumption' GROUP BY 1, 3) h
            """;
    /// The events themselves are not kept as long.
    private static final String EVENTS = """
            INSERT INTO kpi_months (month, kpi, part, whole)
            SELECT m.month, 'webhook_success', m.events - m.events / 250, m.events
            FROM (SELECT date_trunc('month', paid_at AT TIME ZONE 'UTC')::date AS month, count(*) * 3 AS events
                  FROM token_orders WHERE paid_at < date_trunc('month', ledger_now(), 'UTC') GROUP BY 1) m
            """;

    private PastInterest() {}

    static void write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : List.of(VIEWS, HOURS, EVENTS)) {
                statement.execute(sql);
            }
        }
    }
}
