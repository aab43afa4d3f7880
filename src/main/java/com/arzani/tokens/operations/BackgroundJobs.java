package com.arzani.tokens.operations;

import com.arzani.tokens.problem.TokenProblem;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs jobs again and again, one at a time. A job that fails is told to the log once and runs again at its next turn;
/// it ends
/// neither its own schedule nor another's.
public final class BackgroundJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundJobs.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("background-jobs").factory());

    /// Runs a job after a first pause, then at every interval after it has ended.
    public void every(Duration interval, Duration firstPause, String name, Runnable job) {
        executor.scheduleWithFixedDelay(
                () -> guarded(name, job), firstPause.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void guarded(String name, Runnable job) {
        try {
            job.run();
        } catch (TokenProblem problem) {
            LOG.warn("{} will be tried again: {}", name, problem.key());
        } catch (Throwable failure) {
            LOG.error("{} failed and will be tried again", name, failure);
        }
    }

    /// Stops; what runs is interrupted and gets a few seconds to end.
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A background job did not stop in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
