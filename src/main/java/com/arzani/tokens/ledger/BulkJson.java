package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.TokenProblem;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// How batches travel to the database and back.
final class BulkJson {
    /// What a batch's row is read by.
    static final String BATCH = """
            SELECT id, batch_key, title, mode, state, row_count, customers, tokens_to_grant, tokens_to_take, posted_rows,
                refused_rows, tokens_granted, tokens_taken, debt_paid, created_by, created_at, updated_at, finished_at,
                CASE WHEN request_id IS NOT NULL THEN 'approved' ELSE (SELECT r.state FROM approval_requests r
                    WHERE r.kind = 'bulk' AND r.subject_id = batch_key ORDER BY r.id DESC LIMIT 1) END AS approval
            FROM\s""";

    static final String ROWS = """
            SELECT row_no, user_id, direction, tokens, reason_code, note, entry_id, balance_before, balance_after, refusal,
                arguments::text AS arguments
            FROM bulk_rows WHERE batch_id = :batch\s""";

    private static final ObjectMapper JSON = new ObjectMapper();

    private BulkJson() {}

    static String of(List<BulkLine> lines) {
        ArrayNode array = JSON.createArrayNode();
        for (BulkLine line : lines) {
            array.addObject()
                    .put("row_no", line.row())
                    .put("user_id", line.userId())
                    .put("direction", line.direction().sign())
                    .put("tokens", line.tokens().count())
                    .put("reason_code", line.reason().code())
                    .put("note", line.reason().note());
        }
        return array.toString();
    }

    static BulkBatch batch(Tuple row) {
        return new BulkBatch(
                number(row, "id"),
                row.get("batch_key", String.class),
                row.get("title", String.class),
                BulkMode.of(row.get("mode", String.class)),
                BulkBatch.State.of(row.get("state", String.class)),
                new BulkBatch.Plan(
                        (int) number(row, "row_count"),
                        (int) number(row, "customers"),
                        tokens(row, "tokens_to_grant"),
                        tokens(row, "tokens_to_take")),
                new BulkBatch.Done(
                        (int) number(row, "posted_rows"),
                        (int) number(row, "refused_rows"),
                        tokens(row, "tokens_granted"),
                        tokens(row, "tokens_taken"),
                        tokens(row, "debt_paid")),
                new BulkBatch.Trace(
                        row.get("created_by", String.class),
                        BulkBatch.Approval.of(row.get("approval", String.class)),
                        time(row.get("created_at")),
                        time(row.get("updated_at")),
                        Optional.ofNullable(row.get("finished_at")).map(BulkJson::time)));
    }

    static BulkOutcome outcome(Tuple row) {
        return new BulkOutcome(
                (int) number(row, "row_no"),
                state(row, "balance_before", "debt_before"),
                state(row, "balance_after", "debt_after"),
                refusal(row));
    }

    static BulkLimitHit limit(Tuple row) {
        return new BulkLimitHit(
                row.get("scope", String.class),
                tokens(row, "size"),
                tokens(row, "left_over"),
                tokens(row, "tokens"),
                number(row, "hits"));
    }

    static BulkRow row(Tuple row) {
        BulkLine line = new BulkLine(
                (int) number(row, "row_no"),
                number(row, "user_id"),
                number(row, "direction") > 0 ? Direction.CREDIT : Direction.DEBIT,
                tokens(row, "tokens"),
                new Adjustment.Reason(row.get("reason_code", String.class), row.get("note", String.class)));
        Object entry = row.get("entry_id");
        return new BulkRow(
                line,
                entry == null ? 0 : number(row, "entry_id"),
                tokens(row, "balance_before"),
                tokens(row, "balance_after"),
                refusal(row));
    }

    private static PostingPreview.State state(Tuple row, String balance, String debt) {
        return row.get(balance) == null ? null : new PostingPreview.State(tokens(row, balance), tokens(row, debt));
    }

    private static Optional<TokenProblem> refusal(Tuple row) {
        return Optional.ofNullable(row.get("refusal", String.class))
                .map(key -> PostingJson.refusal(key, row.get("arguments", String.class)));
    }

    private static Tokens tokens(Tuple row, String column) {
        return row.get(column) == null ? null : new Tokens(number(row, column));
    }

    private static long number(Tuple row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    private static Instant time(Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
    }
}
