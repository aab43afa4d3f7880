package com.arzani.tokens.payments.products;

import com.arzani.tokens.database.AdvisoryLock;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.outbox.OutboxHandler;
import com.arzani.tokens.payments.outbox.OutboxItem;
import com.arzani.tokens.payments.outbox.Sent;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.util.List;
import java.util.Optional;

/// Makes Stripe what the catalogue says: just the steps a person confirmed, and nothing else.
///
/// Each attempt looks at both sides first and does what is still to do, so a kill anywhere, a lost answer or a
/// forgotten
/// key end in one product and one price each; Stripe refuses a second one besides, since our ids and lookup keys exist
/// once.
public final class CatalogueSending implements OutboxHandler {
    private static final String LOCK = "arzani:catalogue-send";
    private static final String KEY_REFUSED = "stripe_key_refused";

    private final Database database;
    private final CatalogueRuns runs;
    private final CatalogueLook look;
    private final CatalogueGateway stripe;

    public CatalogueSending(Database database, CatalogueGateway stripe) {
        this.database = database;
        this.runs = new CatalogueRuns(database);
        this.look = new CatalogueLook(runs, stripe);
        this.stripe = stripe;
    }

    @Override
    public String kind() {
        return "catalogue";
    }

    @Override
    public Sent send(OutboxItem item) {
        try (AdvisoryLock held = database.tryLock(LOCK).orElseThrow(() -> new Unavailable("catalogue_busy"))) {
            if (!held.held()) {
                throw new Unavailable("database_away");
            }
            Optional<CatalogueRun> run =
                    runs.begin(item.payload().path("run_id").asLong());
            return run.isEmpty() ? Sent.done(item.key()) : send(run.get(), item);
        }
    }

    private Sent send(CatalogueRun run, OutboxItem item) {
        List<Step> confirmed = runs.find(run.look())
                .flatMap(CatalogueRun::report)
                .orElseThrow()
                .steps();
        int total = (int) confirmed.stream().filter(Step::isSent).count();
        try {
            CatalogueComparison compared = look.compare();
            if (!confirmed.containsAll(
                    compared.steps().stream().filter(Step::isSent).toList())) {
                Conflict changed = new Conflict("catalogue_changed");
                runs.failed(run, Optional.of(CatalogueReport.of(compared)), changed);
                return Sent.refused(changed.key());
            }
            int left = (int) compared.steps().stream().filter(Step::isSent).count();
            runs.advance(run, total - left, total, Optional.empty());
            for (PackageComparison each : compared.packages()) {
                left = send(each, new PackageSending(stripe, runs, each, item.idempotencyKey()), run, total, left);
            }
            runs.done(run, CatalogueReport.of(look.compare()));
            return Sent.done(item.key());
        } catch (Unavailable later) {
            waits(run, total, later);
            throw later;
        } catch (Rejected | Conflict refused) {
            if (refused.key().equals(KEY_REFUSED)) {
                waits(run, total, refused);
                throw refused;
            }
            runs.failed(run, Optional.empty(), refused);
            return Sent.refused(refused.key(), refused.arguments().toArray());
        }
    }

    private int send(PackageComparison compared, PackageSending sending, CatalogueRun run, int total, int left) {
        int rest = left;
        for (Step step : compared.steps()) {
            sending.perform(step);
            if (step.isSent()) {
                rest--;
                runs.advance(run, total - rest, total, Optional.empty());
            }
        }
        return rest;
    }

    private void waits(CatalogueRun run, int total, TokenProblem why) {
        try {
            CatalogueRun now = runs.find(run.id()).orElse(run);
            runs.advance(run, now.progress().done(), total, Optional.of(why));
        } catch (TokenProblem databaseAway) {
            why.addSuppressed(databaseAway);
        }
    }
}
