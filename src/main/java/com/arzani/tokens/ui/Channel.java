package com.arzani.tokens.ui;

import com.arzani.tokens.problem.Unavailable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// One kind of request of one view-model. Used on the FX thread alone; the work itself runs elsewhere, so it must not
/// read properties: copy them into locals before calling [#run].
public final class Channel {
    /// After this time a request counts as slow and the screen shows progress.
    public static final Duration SLOW = Duration.ofMillis(300);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(15);

    private final String name;
    private final boolean latestWins;
    private final Executor background;
    private final Executor foreground;
    private final TaskRunner.Delay delay;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyBooleanWrapper slow = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper step = new ReadOnlyStringWrapper("");
    private long newest;
    private FutureTask<Void> current;
    private Runnable timer = () -> {};

    Channel(String name, boolean latestWins, Executor background, Executor foreground, TaskRunner.Delay delay) {
        this.name = name;
        this.latestWins = latestWins;
        this.background = background;
        this.foreground = foreground;
        this.delay = delay;
    }

    /// Starts `work` off the FX thread. Exactly one of the callbacks is called on the FX thread, unless a newer request
    /// or [#cancel] made the answer stale. Returns false if a write of this channel is still running.
    public <T> boolean run(Callable<T> work, Consumer<? super T> done, Consumer<Throwable> failed) {
        Objects.requireNonNull(work, name);
        return runReporting(report -> work.call(), done, failed);
    }

    /// As [#run], for work that reports how far it is.
    public <T> boolean runReporting(ReportingWork<T> work, Consumer<? super T> done, Consumer<Throwable> failed) {
        Request<T> request = new Request<>(work, done, failed, null);
        if (!claim()) {
            return false;
        }
        start(request, newest);
        return true;
    }

    /// As [#run], but only once nothing newer was asked for during `quiet`: for searching as one types.
    public <T> void runAfter(Duration quiet, Callable<T> work, Consumer<? super T> done, Consumer<Throwable> failed) {
        Request<T> request = new Request<>(report -> work.call(), done, failed, null);
        if (claim()) {
            long number = newest;
            timer = delay.after(quiet, () -> start(request, number));
        }
    }

    /// As [#run] for a read that comes back by itself: while what it needs is away (`Unavailable`), `failed` is told
    /// each time and the work is tried again, after one second at first and every 15 seconds at last.
    public <T> void runUntilAvailable(Callable<T> work, Consumer<? super T> done, Consumer<Throwable> failed) {
        if (!latestWins) {
            throw new UnsupportedOperationException("a write is never repeated by itself: " + name);
        }
        Request<T> request = new Request<>(report -> work.call(), done, failed, FIRST_RETRY);
        claim();
        start(request, newest);
    }

    /// Gives up what runs or waits; its answer is dropped. The database connection it used may be closed by that.
    public void cancel() {
        if (!latestWins) {
            throw new UnsupportedOperationException("the outcome of a write must be known: " + name);
        }
        FutureTask<Void> running = current;
        claim();
        settle();
        if (running != null) {
            running.cancel(true);
        }
    }

    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    public boolean isBusy() {
        return busy.get();
    }

    /// True once a request has run for longer than [#SLOW].
    public ReadOnlyBooleanProperty slowProperty() {
        return slow.getReadOnlyProperty();
    }

    /// 0 to 1 as reported by the work, -1 while unknown.
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// What the work says it is doing.
    public ReadOnlyStringProperty stepProperty() {
        return step.getReadOnlyProperty();
    }

    private boolean claim() {
        if (busy.get() && !latestWins) {
            return false;
        }
        timer.run();
        newest++;
        return true;
    }

    private <T> void start(Request<T> request, long number) {
        if (number != newest) {
            return;
        }
        busy.set(true);
        progress.set(-1);
        timer = delay.after(SLOW, () -> slow.set(number == newest && busy.get()));
        FutureTask<Void> task = new FutureTask<>(() -> attempt(request, number), null);
        current = task;
        try {
            background.execute(task);
        } catch (RejectedExecutionException closed) {
            settle();
        }
    }

    private <T> void attempt(Request<T> request, long number) {
        Progress report = (fraction, text) -> foreground.execute(() -> report(number, fraction, text));
        try {
            T answer = request.work.call(report);
            foreground.execute(() -> finish(number, () -> request.done.accept(answer)));
        } catch (Throwable failure) {
            foreground.execute(() -> fail(request, number, failure));
        }
    }

    private <T> void fail(Request<T> request, long number, Throwable failure) {
        finish(number, () -> request.failed.accept(failure));
        boolean again = request.retryAfter != null && failure instanceof Unavailable;
        if (again && number == newest) {
            Duration doubled = request.retryAfter.multipliedBy(2);
            Duration next = doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
            Request<T> repeated = new Request<>(request.work, request.done, request.failed, next);
            timer = delay.after(request.retryAfter, () -> start(repeated, number));
        }
    }

    private void report(long number, double fraction, String text) {
        if (number == newest) {
            progress.set(fraction);
            step.set(text);
        }
    }

    private void finish(long number, Runnable callback) {
        if (number == newest) {
            settle();
            callback.run();
        }
    }

    private void settle() {
        timer.run();
        current = null;
        busy.set(false);
        slow.set(false);
        progress.set(-1);
        step.set("");
    }

    /// Work that can say how far it is.
    public interface ReportingWork<T> {
        T call(Progress progress) throws Exception;
    }

    /// Takes the state of some work from any thread.
    public interface Progress {
        /// @param fraction 0 to 1, or -1 if nobody knows
        void report(double fraction, String step);
    }

    private record Request<T>(
            ReportingWork<T> work, Consumer<? super T> done, Consumer<Throwable> failed, Duration retryAfter) {
        Request {
            Objects.requireNonNull(work, "work");
            Objects.requireNonNull(done, "done");
            Objects.requireNonNull(failed, "failed");
        }
    }
}
