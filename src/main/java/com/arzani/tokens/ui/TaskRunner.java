package com.arzani.tokens.ui;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/// The one object that moves work off the FX thread. Work runs on virtual threads; answers come back on the FX thread.
/// Each kind of request has its [Channel].
public final class TaskRunner implements AutoCloseable {
    private final Executor background;
    private final Executor foreground;
    private final Delay delay;
    private final Runnable closing;

    /// @param foreground runs on the FX thread, `delay` answers on it too
    public TaskRunner(Executor background, Executor foreground, Delay delay, Runnable closing) {
        this.background = background;
        this.foreground = foreground;
        this.delay = delay;
        this.closing = closing;
    }

    /// The runner of the real console.
    public static TaskRunner onVirtualThreads() {
        ExecutorService workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("console-work-", 0).factory());
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("console-timer").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        Delay delay = (time, action) -> {
            var later = timer.schedule(() -> Platform.runLater(action), time.toMillis(), TimeUnit.MILLISECONDS);
            return () -> later.cancel(false);
        };
        return new TaskRunner(workers, Platform::runLater, delay, () -> {
            timer.shutdownNow();
            workers.shutdownNow();
        });
    }

    /// A channel for reads: a new request makes the answers of earlier ones stale.
    public Channel latest(String name) {
        return new Channel(name, true, background, foreground, delay);
    }

    /// A channel for writes: while one runs, another is not started, and it can be neither dropped nor cancelled.
    public Channel oneAtATime(String name) {
        return new Channel(name, false, background, foreground, delay);
    }

    /// Interrupts what still runs; nothing is started afterwards.
    @Override
    public void close() {
        closing.run();
    }

    /// Runs an action on the FX thread after some time.
    public interface Delay {
        /// Returns what cancels the wait.
        Runnable after(Duration time, Runnable action);
    }
}
