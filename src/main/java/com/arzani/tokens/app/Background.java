package com.arzani.tokens.app;

import com.arzani.tokens.backup.BackupJob;
import com.arzani.tokens.backup.BackupPlace;
import com.arzani.tokens.http.DemonstrationSite;
import com.arzani.tokens.http.Front;
import com.arzani.tokens.http.ServiceServer;
import com.arzani.tokens.insight.FigureProofJob;
import com.arzani.tokens.operations.BackgroundJobs;
import com.arzani.tokens.operations.Maintenance;
import com.arzani.tokens.operations.Rollups;
import com.arzani.tokens.payments.simulator.SimulatorDesk;
import com.arzani.tokens.proof.ProofJob;
import com.arzani.tokens.proof.SealPlace;
import com.arzani.tokens.reconciliation.ReconciliationSchedule;
import com.arzani.tokens.ui.Texts;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// What works by itself under the service's login, one class wherever it runs (ruling 8): in a console beside the
/// built-in
/// database, or in the service. Stripe's events, the reconciliation, the proof, the figures and the maintenance; with
/// the simulator,
/// that too.
final class Background implements AutoCloseable {
    private static final Duration BETWEEN_RUNS = Duration.ofMinutes(5);
    private static final Duration BETWEEN_MAINTENANCE = Duration.ofMinutes(1);
    /// How soon a request of a person is picked up; looking costs a few short index reads.
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);
    /// How old figures are at most; a turn with nothing new costs a few index reads.
    private static final Duration BETWEEN_FOLDS = Duration.ofSeconds(2);

    /// A console that was just opened has better to do than the backup of the day.
    private static final Duration BEFORE_BACKUPS = Duration.ofSeconds(20);

    private final Closing closing = new Closing();
    private final ReconciliationSchedule reconciliation;
    private final EventHouse events;
    private final Optional<SimulatorDesk> simulator;
    private final AtomicBoolean ending = new AtomicBoolean();

    /// Beside the built-in database: events come in on this computer alone, from the simulator.
    ///
    /// @param house prepared, demonstration data included: the first run looks at everything
    static Background start(EmbeddedHouse house, Settings settings, Texts texts, Clock clock) {
        StripeHouse stripe = StripeHouse.embedded(house.profile(), house.credentials(EmbeddedHouse.JOBS_LOGIN), clock);
        EventHouse.Intake intake = new EventHouse.Intake(ServiceServer.Listening.onLoopback(), List.of());
        return start(
                stripe,
                intake,
                website(stripe, settings, texts, clock),
                SealPlace.inside(settings.data()),
                Optional.of(BackupSettings.builtIn(house, BackupPlace.inside(settings.data()), Optional.empty())),
                clock);
    }

    /// The console of the demonstration answers the marketplace's pages itself, as the service does.
    private static Front website(StripeHouse stripe, Settings settings, Texts texts, Clock clock) {
        try {
            ServeSettings usual = ServeSettings.read(Map.of(), false, texts);
            return new ApiHouse(stripe, usual.api(), clock)
                    .front(() -> DemonstrationSecret.rules(settings.data()), usual, texts);
        } catch (RuntimeException failure) {
            stripe.close();
            throw failure;
        }
    }

    /// @param stripe closed with it, also when it cannot start
    static Background start(StripeHouse stripe, EventHouse.Intake intake, SealPlace seals, Clock clock) {
        return start(stripe, intake, Front.none(), seals, Optional.empty(), clock);
    }

    /// @param front what the marketplace asks, answered beside the events
    /// @param backups where backups go; empty where nobody set them up
    static Background start(
            StripeHouse stripe,
            EventHouse.Intake intake,
            Front front,
            SealPlace seals,
            Optional<BackupPlace> backups,
            Clock clock) {
        return new Background(stripe, intake, front, seals, backups, clock);
    }

    private Background(
            StripeHouse stripe,
            EventHouse.Intake intake,
            Front front,
            SealPlace seals,
            Optional<BackupPlace> backups,
            Clock clock) {
        closing.add(stripe);
        simulator = stripe.simulatorDesk();
        try {
            BackgroundJobs jobs = closing.add(new BackgroundJobs());
            jobs.every(BETWEEN_MAINTENANCE, Duration.ZERO, "maintenance", new Maintenance(stripe.jobs()));
            // Of its own: after a long absence a fold takes its time.
            BackgroundJobs rollups = closing.add(new BackgroundJobs());
            rollups.every(BETWEEN_FOLDS, Duration.ZERO, "rollups", new Rollups(stripe.jobs()));
            jobs.every(BETWEEN_MAINTENANCE, BETWEEN_MAINTENANCE, "api use", new ApiUse(stripe.jobs(), front.meters()));
            BackgroundJobs proof = closing.add(new BackgroundJobs());
            proof.every(BETWEEN_LOOKS, Duration.ZERO, "proof", new ProofJob(stripe.jobs(), seals, ending::get));
            // Of its own: it reads the whole history.
            BackgroundJobs figures = closing.add(new BackgroundJobs());
            figures.every(BETWEEN_LOOKS, Duration.ZERO, "figure proof", new FigureProofJob(stripe.jobs()));
            BackgroundJobs saving = closing.add(new BackgroundJobs());
            saving.every(BETWEEN_LOOKS, BEFORE_BACKUPS, "backups", new BackupJob(stripe.jobs(), backups));
            // Of its own: a look may wait for Stripe.
            BackgroundJobs catalogue = closing.add(new BackgroundJobs());
            catalogue.every(BETWEEN_LOOKS, Duration.ZERO, "catalogue", stripe.catalogueJob());
            reconciliation = closing.add(ReconciliationSchedule.start(stripe.reconciliation(), BETWEEN_RUNS));
            events = closing.add(EventHouse.start(stripe, intake, front, clock));
            closing.add(new OutboxHouse(stripe));
        } catch (RuntimeException failure) {
            closing.close();
            throw failure;
        }
    }

    ReconciliationSchedule reconciliation() {
        return reconciliation;
    }

    /// The page that stands for the marketplace's website, where there is a simulator.
    Optional<URI> website() {
        return simulator.map(desk -> events.server().webhook().resolve(DemonstrationSite.PAGE));
    }

    Optional<SimulatorDesk> simulator() {
        return simulator;
    }

    ServiceServer server() {
        return events.server();
    }

    @Override
    public void close() {
        // A run under way stops behind its step, and the next start goes on there.
        ending.set(true);
        closing.close();
    }
}
