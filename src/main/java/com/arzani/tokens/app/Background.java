package com.arzani.tokens.app;

import com.arzani.tokens.operations.BackgroundJobs;
import com.arzani.tokens.operations.Maintenance;
import com.arzani.tokens.reconciliation.ReconciliationSchedule;
import java.time.Clock;
import java.time.Duration;

/// What works by itself beside the built-in database: the Stripe simulator, the reconciliation and the maintenance.
final class Background implements AutoCloseable {
    private static final Duration BETWEEN_RUNS = Duration.ofMinutes(5);
    private static final Duration BETWEEN_MAINTENANCE = Duration.ofMinutes(1);

    private final Closing closing = new Closing();
    private final ReconciliationSchedule reconciliation;

    /// @param house prepared, demonstration data included: the first run looks at everything
    static Background start(EmbeddedHouse house, Clock clock) {
        return new Background(house, clock);
    }

    private Background(EmbeddedHouse house, Clock clock) {
        StripeHouse stripe =
                closing.add(StripeHouse.embedded(house.profile(), house.credentials(EmbeddedHouse.JOBS_LOGIN), clock));
        BackgroundJobs jobs = closing.add(new BackgroundJobs());
        jobs.every(BETWEEN_MAINTENANCE, Duration.ZERO, "maintenance", new Maintenance(stripe.jobs()));
        reconciliation = closing.add(ReconciliationSchedule.start(stripe.reconciliation(), BETWEEN_RUNS));
    }

    ReconciliationSchedule reconciliation() {
        return reconciliation;
    }

    @Override
    public void close() {
        closing.close();
    }
}
