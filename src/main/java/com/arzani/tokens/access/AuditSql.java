package com.arzani.tokens.access;

import com.arzani.tokens.access.AuditKey.Source;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The walk over one index of one source, newest first, from a place on. Every text stands here, every value is a
/// parameter (H3). What the index does not answer is looked at row by row.
///
/// @param complete whether the index answers the whole filter
record AuditSql(String text, Map<String, Object> values, boolean complete) {
    static final int COMMON = 5_000;

    /// Few matches would tempt the planner to gather and sort them; very many would pay for that at each page.
    static final String WALK_ONLY = "SELECT set_config('enable_sort', 'off', true),"
            + " set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true),"
            + " set_config('plan_cache_mode', 'force_custom_plan', true)";

    private static final String AUDIT = """
            SELECT id, created_at, actor, action, subject_type, subject_id, customer_id, before::text AS before,
                after::text AS after, reason, client_address, application_name FROM audit_log""";

    private static final String REASON_KEY = "lower(left(reason, 200))";

    /// How many rows have such a reason, counted no further than that they are many.
    static final String REASONS = "SELECT count(*) FROM (SELECT FROM audit_log WHERE reason IS NOT NULL AND "
            + REASON_KEY + " LIKE :reason LIMIT " + (COMMON + 1) + ") r";

    /// Few of them are gathered and sorted: then the order of the index does not matter.
    private static final String FEW =
            "SELECT * FROM (%s WHERE reason IS NOT NULL AND " + REASON_KEY + " LIKE :reason OFFSET 0) r";

    private static final String LEDGER = """
            SELECT id, created_at, actor, CASE WHEN transaction_type = 'reversal' THEN 'reverse'
                    WHEN direction = 1 THEN 'grant' ELSE 'take' END AS action,
                'entry' AS subject_type, id::text AS subject_id, user_id::bigint AS customer_id,
                jsonb_build_object('balance', balance_after - tokens_delta)::text AS before,
                jsonb_strip_nulls(jsonb_build_object('balance', balance_after, 'tokens', tokens_amount * direction,
                    'owed', nullif(tokens_owed_delta, 0), 'reason_code', reason_code, 'reverses', reverses,
                    'on_behalf_of', on_behalf_of))::text AS after,
                note AS reason, client_address, application_name FROM token_transactions""";

    /// @param rare whether few rows have the filter's reason
    static AuditSql audit(AuditFilter filter, boolean rare, AuditKey before, int limit) {
        Builder sql = new Builder();
        String from = AUDIT;
        boolean reason = false;
        if (filter.subject() != null) {
            sql.where(
                    "subject_type = :subject_type",
                    "subject_type",
                    filter.subject().type());
            sql.where("subject_id = :subject_id", "subject_id", filter.subject().id());
        } else if (rare) {
            from = FEW.formatted(AUDIT);
            sql.values.put("reason", pattern(filter.reason()));
            reason = true;
        } else if (filter.customerId() != null) {
            sql.where("customer_id = :customer", "customer", filter.customerId());
        } else if (filter.actor() != null) {
            sql.where("actor = :actor", "actor", filter.actor());
        } else if (filter.action() != null) {
            sql.where("action = :action", "action", filter.action());
        }
        boolean complete = filter.parts() == 0 || filter.parts() == 1 && (filter.reason() == null || reason);
        return sql.build(from, filter, Source.AUDIT, before, limit, complete);
    }

    /// @param type walks the entries of this type; null where the actor's or the customer's index is walked
    static AuditSql ledger(AuditFilter filter, String type, AuditKey before, int limit) {
        Builder sql = new Builder();
        if (filter.actor() != null) {
            sql.where("actor = :actor", "actor", filter.actor());
        } else if (filter.customerId() != null) {
            sql.where("user_id = :customer", "customer", filter.customerId());
        }
        // Written out from our own list: the partial indexes are found by it.
        sql.where(
                type == null ? "transaction_type IN ('adjustment', 'reversal')" : "transaction_type = '" + type + "'");
        boolean indexed = filter.actor() != null || filter.customerId() != null;
        if (filter.subject() != null) {
            // One entry: its key knows its time.
            sql.where(
                    "created_at = (SELECT k.created_at FROM token_entry_keys k WHERE k.entry_id = :entry)",
                    "entry",
                    entryId(filter.subject().id()));
        }
        return sql.build(LEDGER, filter, Source.LEDGER, before, limit, filter.parts() == (indexed ? 1 : 0));
    }

    private static long entryId(String id) {
        return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : -1;
    }

    static String pattern(AuditFilter.Text reason) {
        String literal =
                reason.value().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return reason.beginning() ? literal + "%" : literal;
    }

    private static final class Builder {
        private final List<String> conditions = new java.util.ArrayList<>();
        private final Map<String, Object> values = new LinkedHashMap<>();

        void where(String condition) {
            conditions.add(condition);
        }

        void where(String condition, String name, Object value) {
            conditions.add(condition);
            values.put(name, value);
        }

        AuditSql build(String from, AuditFilter filter, Source source, AuditKey before, int limit, boolean complete) {
            Instant start = filter.period().from();
            Instant end = filter.period().until();
            if (start != null) {
                where("created_at >= :from", "from", start);
            }
            if (end != null) {
                where("created_at < :until", "until", end);
            }
            if (before != null) {
                // The plain comparison keeps PostgreSQL out of newer partitions, the other finds the place in the
                // index.
                where("created_at <= :before_time", "before_time", before.at());
                where("(created_at, id) < (:before_time, :before_id)", "before_id", before.bound(source));
            }
            String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
            return new AuditSql(
                    from + where + " ORDER BY created_at DESC, id DESC LIMIT " + limit, Map.copyOf(values), complete);
        }
    }
}
