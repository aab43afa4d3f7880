package com.arzani.tokens.checker;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

/// An entry as it stands in the ledger.
record Entry(
        long id,
        long user,
        String type,
        long amount,
        int direction,
        long owedDelta,
        long balanceAfter,
        long seq,
        String key,
        int line,
        Long reference,
        Long order,
        Long reverses,
        boolean approved,
        Signed signed) {
    static final String COLUMNS =
            "t.id, t.user_id, t.transaction_type, t.tokens_amount, t.direction, t.tokens_owed_delta,"
                    + " t.balance_after, t.wallet_seq, t.operation_key, t.operation_line, t.reference_id, t.order_id, t.reverses,"
                    + " t.metadata ?? 'request_id' AS approved, t.actor, t.application_name, t.client_address, t.created_at";

    /// By whom, from where, when.
    record Signed(String actor, String application, String address, Instant at) {}

    static Entry of(Map<String, Object> row) {
        return new Entry(
                number(row, "id"),
                number(row, "user_id"),
                (String) row.get("transaction_type"),
                number(row, "tokens_amount"),
                (int) number(row, "direction"),
                number(row, "tokens_owed_delta"),
                number(row, "balance_after"),
                number(row, "wallet_seq"),
                (String) row.get("operation_key"),
                (int) number(row, "operation_line"),
                numberOrNull(row, "reference_id"),
                numberOrNull(row, "order_id"),
                numberOrNull(row, "reverses"),
                Boolean.TRUE.equals(row.get("approved")),
                new Signed(
                        (String) row.get("actor"),
                        (String) row.get("application_name"),
                        (String) row.get("client_address"),
                        instant(row.get("created_at"))));
    }

    static Instant instant(Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : ((java.sql.Timestamp) value).toInstant();
    }

    static long number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    private static Long numberOrNull(Map<String, Object> row, String column) {
        return row.get(column) == null ? null : number(row, column);
    }
}
