package com.arzani.tokens.reconciliation;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the job in the background: at once, then again some time after each end, and whenever somebody has written a
/// request. After Stripe refused our key it runs only when asked (F18).
///
/// All methods return at once and may be called from any thread.
public final class ReconciliationSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReconciliationSchedule.class);
    private static final Duration END_WITHIN = Duration.ofSeconds(8);
    /// How soon a request is picked up; looking costs one short index read.
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final ReconciliationJob job;
    private final Duration pause;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private boolean due = true;
    private boolean cancelled;
    private boolean running;
    private boolean closed;
    private volatile boolean refused;

    /// Hears of runs of this process, on the schedule's thread.
    public interface Listener extends RunListener {
        /// @param run nothing if another process was at it
        /// @param problem why it stopped before its end; null if it did not
        void ended(Optional<Run> run, Throwable problem);
    }

    /// Begins with a run at once.
    public static ReconciliationSchedule start(ReconciliationJob job, Duration pause) {
        ReconciliationSchedule schedule = new ReconciliationSchedule(job, pause);
        schedule.thread.start();
        return schedule;
    }

    private ReconciliationSchedule(ReconciliationJob job, Duration pause) {
        this.job = job;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("reconciliation").unstarted(this::work);
    }

    /// Returns what takes the listener away again.
    public Runnable listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Asks the run under way to stop after its page.
    public synchronized void cancel() {
        cancelled = running;
    }

    /// Whether a run of this process is under way, or just about to be.
    public synchronized boolean isBusy() {
        return running || due;
    }

    private void work() {
        try {
            while (await()) {
                run();
            }
        } catch (InterruptedException stop) {
            LOG.debug("Reconciliation ends");
        }
    }

    /// Waits for the next run; false if there is none.
    private boolean await() throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        while (!begins(end)) {
            if (isClosed()) {
                return false;
            }
            if (isRequested()) {
                return begin();
            }
        }
        return !isClosed();
    }

    /// Waits until the next look; true if a run is due by itself.
    private synchronized boolean begins(long end) throws InterruptedException {
        long left = (end - System.nanoTime()) / 1_000_000;
        due |= left <= 0 && !refused;
        if (!due && !closed) {
            wait(refused ? BETWEEN_LOOKS.toMillis() : Math.clamp(left, 1, BETWEEN_LOOKS.toMillis()));
        }
        return due && begin();
    }

    private synchronized boolean begin() {
        cancelled = false;
        running = !closed;
        return true;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private boolean isRequested() {
        try {
            return job.isRequested();
        } catch (Unavailable databaseAway) {
            return false;
        }
    }

    private void run() {
        Optional<Run> run = Optional.empty();
        Throwable problem = null;
        try {
            refused = false;
            run = job.run(
                    isDue(), reached -> listeners.forEach(listener -> listener.reached(reached)), this::isCancelled);
        } catch (RuntimeException failure) {
            problem = failure;
            refused = failure instanceof Rejected;
            tellStopped(failure);
        } finally {
            synchronized (this) {
                running = false;
                due = false;
            }
        }
        for (Listener listener : listeners) {
            listener.ended(run, problem);
        }
    }

    private synchronized boolean isDue() {
        return due;
    }

    private void tellStopped(RuntimeException failure) {
        boolean meant;
        synchronized (this) {
            meant = closed;
        }
        if (meant) {
            LOG.info("Reconciliation was stopped in the midst of a page; the next run goes on from there");
        } else {
            LOG.warn("Reconciliation stopped before its end: {}", failure.getMessage(), failure);
        }
    }

    private synchronized boolean isCancelled() {
        return cancelled || closed;
    }

    /// Stops after the page under way, or in the midst of it after 8 seconds; the next run goes on from there.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            if (!thread.join(END_WITHIN)) {
                thread.interrupt();
                thread.join(END_WITHIN);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
