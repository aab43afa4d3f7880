package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.Window;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.Session;

/// The rows of `reconciliation_runs`. Figures that findings can tell are counted from them at each step, so that a run
/// killed between two steps counts nothing twice.
final class Runs {
    /// How far a window reaches back into the one before it.
    static final Duration OVERLAP = Duration.ofDays(3);

    private static final Instant BEFORE_STRIPE = Instant.parse("2010-01-01T00:00:00Z");
    private static final String COLUMNS = """
            SELECT id, status, window_from, window_to, stage, page_cursor, payments_seen, entries_seen, findings_new,
                   findings_closed, findings_open, credited_count, credited_tokens, stripe_pence, ledger_pence, started_at,
                   updated_at, finished_at, cause
            FROM reconciliation_runs
            """;
    private static final String COUNTED = """
            UPDATE reconciliation_runs r SET
                findings_new = (SELECT count(*) FROM reconciliation_findings f WHERE f.first_run_id = r.id),
                findings_closed = (SELECT count(*) FROM reconciliation_findings f
                                   WHERE f.last_run_id = r.id AND f.status IN ('fixed', 'gone')),
                findings_open = (SELECT count(*) FROM reconciliation_findings f WHERE f.status IN ('open', 'waiting')),
                credited_count = (SELECT count(*) FROM reconciliation_findings f
                                  WHERE f.last_run_id = r.id AND f.status = 'fixed'),
                credited_tokens = (SELECT coalesce(sum(f.tokens), 0) FROM reconciliation_findings f
                                   WHERE f.last_run_id = r.id AND f.status = 'fixed')
            WHERE r.id = ?
            """;

    private final Database database;

    Runs(Database database) {
        this.database = database;
    }

    /// The run to go on with, else a new one. The first run looks at everything; a later one begins 3 days before the
    /// end
    /// of the last one that was finished.
    Run resumeOrBegin() {
        return database.write(session -> {
            Sql sql = new Sql(session);
            Optional<Run> unfinished =
                    sql.row(COLUMNS + "WHERE status IN ('running', 'interrupted') ORDER BY id DESC LIMIT 1", Runs::run);
            if (unfinished.isPresent()) {
                sql.change(
                        "UPDATE reconciliation_runs SET status = 'running', cause = NULL, updated_at = ledger_now()"
                                + " WHERE id = ?",
                        unfinished.get().id());
                return find(sql, unfinished.get().id());
            }
            return begin(sql);
        });
    }

    private static Run begin(Sql sql) {
        Instant from = sql.row(
                        "SELECT max(window_to) AS reached FROM reconciliation_runs WHERE status = 'finished'",
                        row -> Optional.ofNullable(Sql.moment(row, "reached")))
                .flatMap(reached -> reached)
                .map(reached -> reached.minus(OVERLAP))
                .orElse(BEFORE_STRIPE);
        Instant now = sql.row("SELECT ledger_now() AS now", row -> Sql.moment(row, "now"))
                .orElseThrow();
        long id = sql.row(
                        "INSERT INTO reconciliation_runs (status, window_from, window_to, stage)"
                                + " VALUES ('running', ?, ?, ?) RETURNING id",
                        row -> row.getLong(1),
                        from,
                        now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1),
                        code(Run.Stage.PAYMENTS))
                .orElseThrow();
        return find(sql, id);
    }

    /// Saves how far the run came; `step` is what this page added.
    static Run advance(Session session, Run run, Run.Reached reached, Step step) {
        Sql sql = new Sql(session);
        sql.change(
                """
                UPDATE reconciliation_runs SET stage = ?, page_cursor = ?, payments_seen = payments_seen + ?,
                    entries_seen = entries_seen + ?, stripe_pence = stripe_pence + ?, ledger_pence = ledger_pence + ?,
                    updated_at = ledger_now()
                WHERE id = ?
                """,
                code(reached.stage()),
                reached.cursor(),
                step.payments(),
                step.entries(),
                step.stripePence(),
                step.ledgerPence(),
                run.id());
        sql.change(COUNTED, run.id());
        return find(sql, run.id());
    }

    /// What one page added to a run's figures.
    record Step(long payments, long entries, long stripePence, long ledgerPence) {
        static final Step NOTHING = new Step(0, 0, 0, 0);
    }

    /// Ends the run, or stops it where it is so that the next one goes on from there.
    Run end(Run run, Run.Status status, Optional<String> cause) {
        return database.write(session -> {
            Sql sql = new Sql(session);
            sql.change(COUNTED, run.id());
            sql.change(
                    "UPDATE reconciliation_runs SET status = ?, cause = ?, updated_at = ledger_now(), finished_at ="
                            + " CASE WHEN ? = 'interrupted' THEN NULL ELSE ledger_now() END WHERE id = ?",
                    code(status),
                    cause,
                    code(status),
                    run.id());
            return find(sql, run.id());
        });
    }

    List<Run> newest(int most) {
        return database.read(session -> new Sql(session).rows(COLUMNS + "ORDER BY id DESC LIMIT ?", Runs::run, most));
    }

    private static Run find(Sql sql, long id) {
        return sql.row(COLUMNS + "WHERE id = ?", Runs::run, id).orElseThrow();
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getLong("id"),
                Run.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                new Window(Sql.moment(row, "window_from"), Sql.moment(row, "window_to")),
                new Run.Reached(
                        Run.Stage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getString("page_cursor"))),
                new Run.Counts(
                        row.getLong("payments_seen"),
                        row.getLong("entries_seen"),
                        row.getLong("findings_new"),
                        row.getLong("findings_closed"),
                        row.getLong("findings_open"),
                        new Run.Credited(row.getLong("credited_count"), row.getLong("credited_tokens")),
                        row.getLong("stripe_pence"),
                        row.getLong("ledger_pence")),
                new Run.Times(
                        Sql.moment(row, "started_at"), Sql.moment(row, "updated_at"), Sql.moment(row, "finished_at")),
                Optional.ofNullable(row.getString("cause")));
    }
}
