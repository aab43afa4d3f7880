package com.arzani.tokens.insight;

import com.arzani.tokens.database.AdvisoryLock;
import com.arzani.tokens.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Proves the kept figures when somebody asked for it or the night is due: each part derives its own again from the raw
/// rows. Any number of programs may call it as often as they like; a killed proof begins anew. Needs the service's
/// login.
public final class FigureProofJob implements Runnable {
    /// The parts, each asking a function of its own where it differs: figure, place, kept, derived. A function takes
    /// one
    /// snapshot and compares up to its own mark, so that it finds nothing while folds go on.
    static final List<String> PARTS = List.of(
            "SELECT figure, place, kept, derived FROM entry_differences()",
            "SELECT figure, concat_ws(' ', day, part), kept::text, derived::text FROM sales_differences()",
            "SELECT figure, at, kept, derived FROM customers_differences()");

    private static final Logger LOG = LoggerFactory.getLogger(FigureProofJob.class);
    private static final String LOCK = "arzani.figure_proof";
    private static final int KEPT = 50;
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);

    private final Database database;
    private final FigureProofs proofs;
    private long notBefore = System.nanoTime();

    public FigureProofJob(Database database) {
        this.database = database;
        this.proofs = new FigureProofs(database);
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

    /// Does what is due; returns the proof if one ended.
    public Optional<FigureProof> runOnce() {
        Optional<AdvisoryLock> lock = database.tryLock(LOCK);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try (AdvisoryLock held = lock.get()) {
            Optional<FigureProof> begun = proofs.begin();
            return begun.isPresent() && held.held() ? Optional.of(prove(begun.get())) : Optional.empty();
        }
    }

    private FigureProof prove(FigureProof begun) {
        List<FigureProof.Difference> found = new ArrayList<>();
        PARTS.forEach(part -> found.addAll(differences(part)));
        FigureProof ended = proofs.finish(begun.id(), found.size(), found.subList(0, Math.min(KEPT, found.size())));
        if (ended.state() == FigureProof.State.RED) {
            LOG.error("Kept figures differ from what they are kept of: proof {}, {} places", ended.id(), found.size());
        } else {
            LOG.info("Kept figures proven: proof {}", ended.id());
        }
        return ended;
    }

    private List<FigureProof.Difference> differences(String part) {
        return database.read(session -> session.doReturningWork(connection -> {
            try (Statement statement = connection.createStatement()) {
                // It reads everything there is, which takes longer than a person's statement may.
                statement.execute("SET LOCAL statement_timeout = 0");
                statement.execute("SET LOCAL transaction_timeout = 0");
                try (ResultSet row = statement.executeQuery(part)) {
                    return rows(row);
                }
            }
        }));
    }

    private static List<FigureProof.Difference> rows(ResultSet row) throws SQLException {
        List<FigureProof.Difference> rows = new ArrayList<>();
        while (row.next()) {
            rows.add(
                    new FigureProof.Difference(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
        }
        return rows;
    }
}
