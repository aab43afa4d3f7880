package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
                   updated_at, finished_at, cause, kind, may_repair, ceiling_reached, cancel_asked_by, requested_by,
                   per_second, refusals
            FROM reconciliation_runs
            """;
    private static final String COUNTED = """
            UPDATE reconciliation_runs r SET
                findings_new = (SELECT count(*) FROM reconciliation_findings f WHERE f.first_run_id = r.id),
                findings_closed = (SELECT count(*) FROM reconciliation_findings f
                                   WHERE f.last_run_id = r.id AND f.status IN ('fixed', 'gone')),
                findings_open = (SELECT count(*) FROM reconciliation_findings f WHERE f.status IN ('open', 'waiting')),
                credited_count = (SELECT count(*) FROM reconciliation_findings f
                                  WHERE f.acted_run_id = r.id AND f.status = 'fixed'),
                credited_tokens = (SELECT coalesce(sum(f.tokens), 0) FROM reconciliation_findings f
                                   WHERE f.acted_run_id = r.id AND f.status = 'fixed' AND f.finding_class IN ('R1', 'R8')),
                ceiling_reached = r.ceiling_reached OR EXISTS (SELECT FROM reconciliation_findings f
                                   WHERE f.last_run_id = r.id AND f.details ->> 'whyLeft' = 'ceiling_run')
            WHERE r.id = ?
            """;

    private final Database database;

    Runs(Database database) {
        this.database = database;
    }

    /// The run to go on with, else the one somebody asked for, else (if one is due) a new one. The first looks at
    /// everything; a later one begins 3 days before the end of the last one that was finished.
    Optional<Run> resumeOrBegin(boolean due) {
        return database.write(session -> {
            Sql sql = new Sql(session);
            Optional<Run> unfinished = sql.row(
                    COLUMNS + "WHERE status IN ('running', 'interrupted') ORDER BY id DESC LIMIT 1", RunReading::run);
            if (unfinished.isPresent()) {
                sql.change(
                        "UPDATE reconciliation_runs SET status = 'running', cause = NULL, updated_at = ledger_now()"
                                + " WHERE id = ?",
                        unfinished.get().id());
                return Optional.of(find(sql, unfinished.get().id()));
            }
            Optional<Long> waiting = sql.row(
                    "SELECT id FROM reconciliation_runs WHERE status = 'waiting' FOR UPDATE", row -> row.getLong(1));
            if (waiting.isPresent()) {
                return Optional.of(beginAsked(sql, waiting.get()));
            }
            return due ? Optional.of(begin(sql)) : Optional.empty();
        });
    }

    Run request(Run.Kind kind, Optional<Window> window) {
        long id = database.call(session -> new Sql(session)
                .row(
                        "SELECT id FROM request_reconciliation(?, ?, ?)",
                        row -> row.getLong(1),
                        kind == Run.Kind.DRY,
                        window.map(each -> each.from().atOffset(ZoneOffset.UTC)),
                        window.map(each -> each.to().atOffset(ZoneOffset.UTC)))
                .orElseThrow());
        return one(id);
    }

    Run cancel(long id) {
        database.call(
                session -> new Sql(session).row("SELECT id FROM cancel_reconciliation(?)", row -> row.getLong(1), id));
        return one(id);
    }

    Run one(long id) {
        return database.read(session -> find(new Sql(session), id));
    }

    boolean isRequested() {
        return database.read(session -> new Sql(session)
                .row("SELECT 1 FROM reconciliation_runs WHERE status = 'waiting'", row -> true)
                .orElse(false));
    }

    /// Puts a request into the list as a script does, under the service's own login.
    long ask(Run.Kind kind) {
        return database.write(session -> {
            Sql sql = new Sql(session);
            Instant now = now(sql);
            sql.change(
                    "INSERT INTO reconciliation_runs (status, kind, moves_on, window_from, window_to, stage)"
                            + " VALUES ('waiting', ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    code(kind),
                    kind != Run.Kind.DRY,
                    now,
                    now,
                    RunReading.WHOLE);
            return sql.row("SELECT id FROM reconciliation_runs WHERE status = 'waiting'", row -> row.getLong(1))
                    .orElseThrow();
        });
    }

    private static Run beginAsked(Sql sql, long id) {
        boolean whole = sql.row("SELECT stage FROM reconciliation_runs WHERE id = ?", row -> row.getString(1), id)
                .filter(RunReading.WHOLE::equals)
                .isPresent();
        sql.change(
                "UPDATE reconciliation_runs SET status = 'running', stage = ?, started_at = ledger_now(),"
                        + " updated_at = ledger_now(), window_from = CASE WHEN ? THEN ? ELSE window_from END,"
                        + " window_to = CASE WHEN ? THEN ? ELSE window_to END WHERE id = ?",
                code(Run.Stage.PAYMENTS),
                whole,
                from(sql),
                whole,
                to(sql),
                id);
        return find(sql, id);
    }

    private static Run begin(Sql sql) {
        long id = sql.row(
                        "INSERT INTO reconciliation_runs (status, window_from, window_to, stage, may_repair)"
                                + " VALUES ('running', ?, ?, ?, ?) RETURNING id",
                        row -> row.getLong(1),
                        from(sql),
                        to(sql),
                        code(Run.Stage.PAYMENTS),
                        mayRepair(sql))
                .orElseThrow();
        return find(sql, id);
    }

    private static Instant from(Sql sql) {
        return sql.row(
                        "SELECT max(window_to) AS reached FROM reconciliation_runs WHERE status = 'finished' AND moves_on",
                        row -> Optional.ofNullable(Sql.moment(row, "reached")))
                .flatMap(reached -> reached)
                .map(reached -> reached.minus(OVERLAP))
                .orElse(BEFORE_STRIPE);
    }

    private static Instant to(Sql sql) {
        return now(sql).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    private static Instant now(Sql sql) {
        return sql.row("SELECT ledger_now() AS now", row -> Sql.moment(row, "now"))
                .orElseThrow();
    }

    /// After a run that reached its ceiling, a person has to ask for the next repairs.
    private static boolean mayRepair(Sql sql) {
        return sql.row(
                        "SELECT may_repair AND NOT ceiling_reached FROM reconciliation_runs"
                                + " WHERE kind <> 'dry' AND status <> 'waiting' ORDER BY id DESC LIMIT 1",
                        row -> row.getBoolean(1))
                .orElse(true);
    }

    /// Saves how far the run came; `step` is what this page added.
    static Run advance(Session session, Run run, Run.Reached reached, Step step, Run.Pace pace) {
        Sql sql = new Sql(session);
        sql.change(
                """
                UPDATE reconciliation_runs SET stage = ?, page_cursor = ?, payments_seen = payments_seen + ?,
                    entries_seen = entries_seen + ?, stripe_pence = stripe_pence + ?, ledger_pence = ledger_pence + ?,
                    per_second = ?, refusals = greatest(refusals, ?), updated_at = ledger_now()
                WHERE id = ?
                """,
                code(reached.stage()),
                reached.cursor(),
                step.payments(),
                step.entries(),
                step.stripePence(),
                step.ledgerPence(),
                pace.perSecond().orElse(0),
                pace.refusals(),
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
        return database.read(
                session -> new Sql(session).rows(COLUMNS + "ORDER BY id DESC LIMIT ?", RunReading::run, most));
    }

    private static Run find(Sql sql, long id) {
        return sql.row(COLUMNS + "WHERE id = ?", RunReading::run, id).orElseThrow();
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
