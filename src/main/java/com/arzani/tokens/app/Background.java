package com.arzani.tokens.app;

import com.arzani.tokens.operations.BackgroundJobs;
import com.arzani.tokens.operations.Maintenance;
import com.arzani.tokens.proof.ProofJob;
import com.arzani.tokens.proof.SealPlace;
import com.arzani.tokens.reconciliation.ReconciliationSchedule;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// What works by itself beside the built-in database: the Stripe simulator, the reconciliation, the proof, the
/// maintenance.
final class Background implements AutoCloseable {
    private static final Duration BETWEEN_RUNS = Duration.ofMinutes(5);
    private static final Duration BETWEEN_MAINTENANCE = Duration.ofMinutes(1);
    /// How soon a request of a person is picked up; looking costs three short index reads.
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    private final Closing closing = new Closing();
    private final ReconciliationSchedule reconciliation;
    private final AtomicBoolean ending = new AtomicBoolean();

    /// @param house prepared, demonstration data included: the first run looks at everything
    static Background start(EmbeddedHouse house, SealPlace seals, Clock clock) {
        return new Background(house, seals, clock);
    }

    private Background(EmbeddedHouse house, SealPlace seals, Clock clock) {
        StripeHouse stripe =
                closing.add(StripeHouse.embedded(house.profile(), house.credentials(EmbeddedHouse.JOBS_LOGIN), clock));
        BackgroundJobs jobs = closing.add(new BackgroundJobs());
        jobs.every(BETWEEN_MAINTENANCE, Duration.ZERO, "maintenance", new Maintenance(stripe.jobs()));
        BackgroundJobs proof = closing.add(new BackgroundJobs());
        proof.every(BETWEEN_LOOKS, Duration.ZERO, "proof", new ProofJob(stripe.jobs(), seals, ending::get));
        reconciliation = closing.add(ReconciliationSchedule.start(stripe.reconciliation(), BETWEEN_RUNS));
    }

    ReconciliationSchedule reconciliation() {
        return reconciliation;
    }

    @Override
    public void close() {
        // A run under way stops behind its step, and the next start goes on there.
        ending.set(true);
        closing.close();
    }
}
