package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.AdvisoryLock;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.StripeBooks;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Compares all of Stripe's payments and refunds of a window with the ledger, a page at a time; credits what was missed
/// and lists the rest as findings.
///
/// Needs a login of the service role. One runs at a time on a database. Killed at any point, the next one goes on at
/// the
/// page it had reached, with the same findings as if nothing had happened (F25). No transaction is open while Stripe is
/// asked.
public final class ReconciliationJob {
    private static final String LOCK = "arzani:reconciliation";

    private final Database database;
    private final StripeBooks books;
    private final Runs runs;
    private final RunStages stages;

    public ReconciliationJob(Database database, StripeSide stripe) {
        this.database = database;
        this.books = stripe.books();
        this.runs = new Runs(database);
        this.stages = new RunStages(database, stripe);
    }

    /// Goes on with an unfinished run, does what somebody asked for, or else (if one is due) begins another. Gives the
    /// run when it is over, or nothing if there was nothing to do or another process is at it.
    ///
    /// @param cancelled asked between the requests to Stripe; true stops the run for good
    /// @throws TokenProblem `stripe_key_refused`: do not run again by yourself; any `Unavailable`: run again later, it
    /// goes on
    public Optional<Run> run(boolean due, RunListener listener, BooleanSupplier cancelled) {
        Optional<AdvisoryLock> lock = database.tryLock(LOCK);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try (AdvisoryLock held = lock.get()) {
            return runs.resumeOrBegin(due).map(begun -> run(begun, held, listener, cancelled));
        }
    }

    /// Whether a person asked for a run that nobody has begun.
    public boolean isRequested() {
        return runs.isRequested();
    }

    /// Runs at once, as a script does; a run left unfinished by another is finished first.
    ///
    /// @return nothing if another process is at it
    public Optional<Run> runNow(Run.Kind kind, RunListener listener, BooleanSupplier cancelled) {
        long asked = runs.ask(kind);
        Optional<Run> run;
        do {
            run = run(false, listener, cancelled);
        } while (run.filter(over -> over.id() != asked && over.status() == Run.Status.FINISHED)
                .isPresent());
        return run;
    }

    private Run run(Run begun, AdvisoryLock lock, RunListener listener, BooleanSupplier cancelled) {
        Run run = begun;
        books.restorePace();
        try {
            listener.reached(run);
            while (run.reached().stage() != Run.Stage.DONE) {
                if (cancelled.getAsBoolean() || run.mode().cancelAsked()) {
                    return tell(listener, runs.end(run, Run.Status.CANCELLED, Optional.empty()));
                }
                if (!lock.held()) {
                    throw new Unavailable("database_away");
                }
                run = stages.next(run, cancelled);
                listener.reached(run);
            }
            return tell(listener, runs.end(run, Run.Status.FINISHED, Optional.empty()));
        } catch (TokenProblem problem) {
            stop(run, problem, listener);
            throw problem;
        }
    }

    private void stop(Run run, TokenProblem problem, RunListener listener) {
        Run.Status status = problem instanceof Unavailable ? Run.Status.INTERRUPTED : Run.Status.FAILED;
        try {
            tell(listener, runs.end(run, status, Optional.of(problem.key())));
        } catch (TokenProblem databaseAway) {
            // The row still says "running"; the next run takes it for what it is, because the lock is free.
            problem.addSuppressed(databaseAway);
        }
    }

    private static Run tell(RunListener listener, Run run) {
        listener.reached(run);
        return run;
    }
}
