package com.arzani.tokens.approval;

import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Rows of requests, the same for every door and list.
final class ApprovalRows {
    private static final String COLUMNS = """
            SELECT r.id, r.kind, r.subject_type, r.subject_id, r.user_id, concat_ws(' ', u.first_name, u.last_name) AS name,
                CAST(r.shown AS text) AS shown, r.plan_hash, CAST(r.limit_hit AS text) AS limit_hit, r.reason_code, r.note,
                r.state, r.requested_by, r.requested_at, r.expires_at, r.decided_by, r.decided_at, r.decision_note,
                CAST(to_jsonb(r.outcome) AS text) AS outcome
            FROM\s""";

    private ApprovalRows() {}

    /// What a door answers with.
    static String ofDoor(String door) {
        return COLUMNS + door + " r LEFT JOIN users u ON u.id = r.user_id";
    }

    static String where(String condition) {
        return COLUMNS + "approval_requests r LEFT JOIN users u ON u.id = r.user_id WHERE " + condition;
    }

    static ApprovalRequest request(Tuple row) {
        Number user = (Number) row.get("user_id");
        return new ApprovalRequest(
                row.get("id", Long.class),
                row.get("kind", String.class),
                new ApprovalRequest.Subject(
                        row.get("subject_type", String.class),
                        row.get("subject_id", String.class),
                        user == null ? null : user.longValue(),
                        text(row, "name")),
                new ApprovalRequest.Asked(
                        row.get("requested_by", String.class),
                        time(row.get("requested_at")),
                        time(row.get("expires_at")),
                        text(row, "reason_code"),
                        text(row, "note"),
                        EffectJson.limit(row.get("limit_hit", String.class))),
                new Proposal(row.get("plan_hash", String.class), EffectJson.effect(row.get("shown", String.class))),
                new ApprovalRequest.Outcome(
                        ApprovalState.of(row.get("state", String.class)),
                        text(row, "decided_by"),
                        time(row.get("decided_at")),
                        text(row, "decision_note"),
                        EffectJson.ids(row.get("outcome", String.class))));
    }

    private static String text(Tuple row, String column) {
        return Optional.ofNullable(row.get(column, String.class)).orElse("");
    }

    static Instant time(Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
    }
}
