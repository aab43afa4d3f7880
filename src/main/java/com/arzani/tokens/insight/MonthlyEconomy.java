package com.arzani.tokens.insight;

import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;

/// Tokens by month and their use, from the kept month rows.
final class MonthlyEconomy {
    private static final String FLOWS = """
            SELECT month, transaction_type AS type, direction > 0 AS is_in, CAST(sum(total_tokens) AS bigint) AS tokens
            FROM economy_months WHERE month BETWEEN :from AND :to GROUP BY 1, 2, 3
            """;
    private static final String USE = """
            SELECT b.month, CAST(sum(b.total_tokens) AS bigint) AS bought,
                   (b.month + interval '1 month') AT TIME ZONE 'UTC' + interval '2160 hours' > ledger_now() AS immature,
                   (SELECT CAST(coalesce(sum(u.tokens), 0) AS bigint) FROM cohort_use u
                    WHERE u.lot_month = b.month AND u.lot_kind = 'paid' AND u.age_days_bucket < 90) AS used
            FROM economy_months b WHERE b.month BETWEEN :from AND :to AND b.transaction_type = 'purchase' GROUP BY b.month ORDER BY 1
            """;
    private static final String NOW = "SELECT ledger_now() AS now";

    private MonthlyEconomy() {}

    /// The month under way, UTC, by the database's clock.
    static YearMonth present(Session session) {
        Instant now = new InsightRow(session.createNativeQuery(NOW, Tuple.class).getSingleResult()).time("now");
        return YearMonth.from(now.atOffset(ZoneOffset.UTC));
    }

    static Instant asOf(Session session, String fold) {
        return new InsightRow(session.createNativeQuery(
                                "SELECT greatest(folded_at, 'epoch') AS as_of FROM token_rollup_marks WHERE name = :name",
                                Tuple.class)
                        .setParameter("name", fold)
                        .getSingleResult())
                .time("as_of");
    }

    /// Every month of the range, also those in which nothing moved.
    static List<FlowMonth> flows(Session session, YearMonth from, YearMonth to) {
        Map<YearMonth, Map<TokenFlow, Long>> months = new LinkedHashMap<>();
        for (YearMonth month = from; !month.isAfter(to); month = month.plusMonths(1)) {
            months.put(month, new EnumMap<>(TokenFlow.class));
        }
        for (InsightRow row : rows(session, FLOWS, from, to)) {
            TokenFlow.of(row.text("type"), row.flag("is_in"))
                    .ifPresent(
                            flow -> months.get(row.month("month")).merge(flow, row.number("tokens"), Math::addExact));
        }
        List<FlowMonth> flows = new ArrayList<>();
        months.forEach((month, tokens) -> flows.add(new FlowMonth(month, tokens, month.equals(to))));
        return flows;
    }

    static List<UseMonth> use(Session session, YearMonth from, YearMonth to) {
        return rows(session, USE, from, to).stream()
                .map(row -> new UseMonth(row.month("month"), row.share("used", "bought"), row.flag("immature")))
                .toList();
    }

    private static List<InsightRow> rows(Session session, String sql, YearMonth from, YearMonth to) {
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("from", from.atDay(1))
                .setParameter("to", to.atDay(1))
                .getResultStream()
                .map(InsightRow::new)
                .toList();
    }
}
