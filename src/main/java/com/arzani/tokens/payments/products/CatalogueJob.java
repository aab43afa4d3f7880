package com.arzani.tokens.payments.products;

import com.arzani.tokens.database.AdvisoryLock;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.problem.TokenProblem;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does the looks that persons asked for, and those that are due. Needs a login of the service role; one look at a time
/// on a database.
public final class CatalogueJob implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueJob.class);
    private static final String LOCK = "arzani:catalogue-look";

    private final Database database;
    private final CatalogueRuns runs;
    private final CatalogueLook look;

    public CatalogueJob(Database database, CatalogueGateway stripe) {
        this.database = database;
        this.runs = new CatalogueRuns(database);
        this.look = new CatalogueLook(runs, stripe);
    }

    @Override
    public void run() {
        runOnce();
    }

    /// Does what is due; gives the look if one ended, well or not.
    public Optional<CatalogueRun> runOnce() {
        Optional<AdvisoryLock> lock = database.tryLock(LOCK);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try (AdvisoryLock held = lock.get()) {
            Optional<CatalogueRun> begun = held.held() ? runs.beginLook() : Optional.empty();
            begun.ifPresent(this::look);
            return begun.flatMap(run -> runs.find(run.id()));
        }
    }

    private void look(CatalogueRun run) {
        CatalogueReport report;
        try {
            report = CatalogueReport.of(look.compare());
        } catch (TokenProblem problem) {
            LOG.warn("Stripe's products could not be looked at: {}", problem.key(), problem);
            runs.failed(run, Optional.empty(), problem);
            return;
        }
        runs.done(run, report);
    }
}
