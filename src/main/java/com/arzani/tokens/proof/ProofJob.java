package com.arzani.tokens.proof;

import com.arzani.tokens.database.AdvisoryLock;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.ProofReport;
import com.arzani.tokens.ledger.StepwiseProof;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import com.arzani.tokens.proof.ProofRuns.Piece;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Proves the ledger when somebody asked for it or the night is due, then seals it. Any number of programs may call it
/// as
/// often as they like: a lock on the server lets one work at a time, and a killed run goes on behind its last step.
/// Needs
/// the service's login.
public final class ProofJob implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ProofJob.class);
    private static final String LOCK = "arzani.ledger_proof";
    private static final int WALLETS_A_STEP = 500;
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);
    /// What is wrong outside the database must not keep a run from ending.
    private static final Set<String> OUTSIDE =
            Set.of("seal_key_unreadable", "seal_file_unreadable", "seal_file_not_written");

    private final Database database;
    private final SealPlace place;
    private final BooleanSupplier stopped;
    private final ProofRuns runs;
    private long notBefore = System.nanoTime();

    /// @param stopped asked between two steps; a stopped run is gone on with by the next call
    public ProofJob(Database database, SealPlace place, BooleanSupplier stopped) {
        this.database = database;
        this.place = place;
        this.stopped = stopped;
        this.runs = new ProofRuns(database);
    }

    /// As [#runOnce], for a schedule that looks often: after a failure it rests for a minute. One thread calls it.
    @Override
    public void run() {
        if (System.nanoTime() - notBefore < 0) {
            return;
        }
        try {
            runOnce();
        } catch (RuntimeException failure) {
            notBefore = System.nanoTime() + AFTER_A_FAILURE.toNanos();
            throw failure;
        }
    }

    /// Does what is due; returns the run if one ended.
    public Optional<ProofRun> runOnce() {
        Optional<AdvisoryLock> lock = database.tryLock(LOCK);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try (AdvisoryLock held = lock.get()) {
            Optional<ProofRun> run = runs.begin();
            return run.isPresent() && held.held() ? finish(run.get()) : Optional.empty();
        }
    }

    private Optional<ProofRun> finish(ProofRun begun) {
        StepwiseProof proof = new StepwiseProof(database, begun.kind() == ProofRun.Kind.FULL);
        Optional<ProofRun> walked = wallets(begun, proof);
        if (walked.isEmpty()) {
            return Optional.empty();
        }
        ProofRun run = whole(walked.get(), proof.last());
        Sealed sealed = seals(begun.kind() == ProofRun.Kind.FULL);
        run = piece(run, new Found(sealed.differences().size(), sealed.differences()));
        ProofRun ended = runs.finish(run, sealed.number());
        LOG.info(
                "Proof {} ended {} after {} entries",
                ended.id(),
                ended.state(),
                ended.counts().entries());
        return Optional.of(ended);
    }

    /// @param number the seal in force, or null if none was made
    private record Sealed(Long number, List<ProofReport.Difference> differences) {}

    /// Compares the seals, then makes the next one, unless they have lost something: it would vouch for the loss.
    private Sealed seals(boolean everything) {
        try {
            SealKey.at(place);
            Sealing sealing = new Sealing(database, place);
            sealing.complete();
            List<ProofReport.Difference> found = new SealProof(
                            database, new SealFile(place.seals()), TrustedKeys.read(place.publicKeys()))
                    .run(everything)
                    .differences();
            return found.isEmpty() ? new Sealed(sealing.seal().seal().number(), found) : new Sealed(null, found);
        } catch (Rejected | Unavailable problem) {
            if (!OUTSIDE.contains(problem.key())) {
                throw problem;
            }
            LOG.warn("No seal: {}", problem.key(), problem);
            String detail = "the key or the file of the seals cannot be used: "
                    + problem.arguments().getFirst();
            return new Sealed(null, List.of(new ProofReport.Difference(ProofReport.Kind.SEAL, 0, detail)));
        }
    }

    private Optional<ProofRun> wallets(ProofRun begun, StepwiseProof proof) {
        ProofRun run = begun;
        long reached = run.counts().reachedUserId();
        long total = run.counts().wallets() + proof.wallets(reached);
        while (!stopped.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            StepwiseProof.Step step = proof.step(reached, WALLETS_A_STEP);
            if (step.lastUserId() == 0) {
                return Optional.of(run);
            }
            reached = step.lastUserId();
            ProofReport report = step.report();
            run = runs.advance(
                    run,
                    new Piece(
                            reached,
                            total,
                            report.counts().wallets(),
                            report.counts().entries(),
                            report.differenceCount(),
                            report.differences(),
                            step.proven()));
        }
        return Optional.empty();
    }

    private record Found(long count, List<ProofReport.Difference> differences) {}

    private ProofRun whole(ProofRun run, ProofReport report) {
        return piece(run, new Found(report.differenceCount(), report.differences()));
    }

    private ProofRun piece(ProofRun run, Found found) {
        if (found.count() == 0) {
            return run;
        }
        return runs.advance(
                run,
                new Piece(
                        run.counts().reachedUserId(),
                        run.counts().walletsTotal(),
                        0,
                        0,
                        found.count(),
                        new ArrayList<>(found.differences()),
                        List.of()));
    }
}
