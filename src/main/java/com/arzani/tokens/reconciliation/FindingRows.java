package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.hibernate.Session;

/// What the job writes of findings. The same difference has one row for ever, by its fingerprint.
final class FindingRows implements Notes {
    /// A difference that is seen again opens its finding again, unless a person has accepted it; a person's "resolved"
    /// holds against what the run had read before it.
    private static final String SEEN = """
            INSERT INTO reconciliation_findings AS f (fingerprint, finding_class, stripe_id, order_id, entry_id, user_id,
                amount_pence, currency, tokens, details, first_run_id, last_run_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
            ON CONFLICT (fingerprint) DO UPDATE SET
                last_run_id = EXCLUDED.last_run_id, last_seen_at = ledger_now(), amount_pence = EXCLUDED.amount_pence,
                tokens = EXCLUDED.tokens, details = EXCLUDED.details,
                status = CASE WHEN f.status IN ('fixed', 'gone') OR f.status = 'resolved' AND f.closed_at < ?
                              THEN 'open' ELSE f.status END,
                closed_at = CASE WHEN f.status IN ('fixed', 'gone') OR f.status = 'resolved' AND f.closed_at < ?
                                 THEN NULL ELSE f.closed_at END,
                read_at = CASE WHEN f.status IN ('fixed', 'gone') OR f.status = 'resolved' AND f.closed_at < ?
                               THEN NULL ELSE f.read_at END
            RETURNING f.id, f.status, f.acted_run_id IS NOT NULL AND f.acted_run_id <> f.last_run_id
            """;

    private final Database database;
    private final ObjectMapper mapper = new ObjectMapper();

    FindingRows(Database database) {
        this.database = database;
    }

    @Override
    public List<Seen> note(Run run, List<Difference> differences) {
        if (differences.isEmpty()) {
            return List.of();
        }
        return database.write(session ->
                differences.stream().map(found -> note(session, run, found)).toList());
    }

    private Seen note(Session session, Run run, Difference found) {
        Difference.Subject subject = found.subject();
        return new Sql(session)
                .row(
                        SEEN,
                        row -> new Seen(row.getLong(1), FindingStatus.of(row.getString(2)), row.getBoolean(3), found),
                        found.fingerprint(),
                        found.kind().name(),
                        subject.stripeId(),
                        subject.orderId(),
                        subject.entryId(),
                        subject.userId(),
                        found.amount().pence(),
                        found.amount().currency(),
                        found.tokens(),
                        json(found.sides()),
                        run.id(),
                        run.id(),
                        run.times().startedAt(),
                        run.times().startedAt(),
                        run.times().startedAt())
                .orElseThrow();
    }

    @Override
    public void left(Run run, Seen seen, String reason) {
        String details = json(seen.difference().sides().left(reason));
        database.write(session -> new Sql(session)
                .change("UPDATE reconciliation_findings SET details = ?::jsonb WHERE id = ?", details, seen.id()));
    }

    @Override
    public void acting(Run run, Seen seen) {
        database.write(session -> new Sql(session)
                .change("UPDATE reconciliation_findings SET acted_run_id = ? WHERE id = ?", run.id(), seen.id()));
    }

    @Override
    public void close(Run run, long findingId, FindingStatus status) {
        database.write(session -> new Sql(session)
                .change(
                        "UPDATE reconciliation_findings SET status = ?, last_run_id = ?, closed_at = ledger_now()"
                                + " WHERE id = ? AND status IN ('open', 'waiting')",
                        status.code(),
                        run.id(),
                        findingId));
    }

    /// How many findings this run has tried to put right so far.
    long acted(Run run) {
        return database.read(session -> new Sql(session)
                .row(
                        "SELECT count(*) FROM reconciliation_findings WHERE acted_run_id = ?",
                        row -> row.getLong(1),
                        run.id())
                .orElseThrow());
    }

    /// A finding that is still open.
    ///
    /// @param acted whether the system has tried to put it right, and nothing is known to be left of it
    record Open(long id, String fingerprint, FindingClass kind, String stripeId, boolean acted) {}

    /// Open findings that this run has not looked at yet. Those it tried to put right are looked at in any case: it may
    /// have been killed right after.
    List<Open> unseen(Run run, long afterId, int most) {
        return database.read(session -> new Sql(session)
                .rows(
                        """
                        SELECT id, fingerprint, finding_class, stripe_id,
                               acted_run_id IS NOT NULL AND details ->> 'whyLeft' IS NULL
                        FROM reconciliation_findings
                        WHERE status IN ('open', 'waiting') AND (last_run_id <> ? OR acted_run_id = ?) AND id > ?
                        ORDER BY id LIMIT ?
                        """,
                        row -> new Open(
                                row.getLong(1),
                                row.getString(2),
                                FindingClass.valueOf(row.getString(3)),
                                row.getString(4),
                                row.getBoolean(5)),
                        run.id(),
                        run.id(),
                        afterId,
                        most));
    }

    private String json(Sides sides) {
        try {
            return mapper.writeValueAsString(sides);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
