package com.arzani.tokens.ui;

import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The write of one form, followed until its outcome is known (F1, F2). Its operation key is made when the form opens
/// and
/// kept until something was posted under it, so pressing again cannot do it twice. If the answer is lost, the key is
/// asked
/// for every two seconds until the database answers. Lives in a view-model; FX thread only.
public final class KeyedWrite<T> {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    private final Texts texts;
    private final Failures failures;
    private final Channel writing;
    private final Channel asking;
    private final Supplier<String> keys;
    private final Lookup<T> lookup;
    private final PendingWrites pending;
    private final Clock clock;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.READY);
    private final ReadOnlyObjectWrapper<Failure> failure = new ReadOnlyObjectWrapper<>();
    private String key;

    /// @param name   names its channels, such as `wallets.adjust`
    /// @param keys   makes operation keys
    /// @param lookup finds what was posted under a key
    public KeyedWrite(Kit kit, String name, Supplier<String> keys, Lookup<T> lookup) {
        this.texts = kit.texts();
        this.failures = kit.failures();
        this.writing = kit.tasks().oneAtATime(name);
        this.asking = kit.tasks().latest(name + ".outcome");
        this.keys = keys;
        this.lookup = lookup;
        this.pending = kit.desktop().pendingWrites();
        this.clock = kit.clock();
        this.key = keys.get();
    }

    /// Where the write stands.
    public enum State {
        READY,
        RUNNING,
        /// Sent, but the answer was lost; the key is being asked for.
        UNKNOWN
    }

    /// The form opens anew: another operation, another key. Does nothing before the outcome of the last one is known.
    public void reopen() {
        if (state.get() == State.READY) {
            key = keys.get();
            failure.set(null);
        }
    }

    /// As the other, for a write that needs no remembering beyond the end of this program.
    public void run(Work<T> work, Consumer<? super T> done, Consumer<TokenProblem> refused) {
        run(null, work, done, refused);
    }

    /// Posts under the form's key, unless a write is under way or its outcome unknown.
    ///
    /// @param what    kept on this computer until the outcome is known, so that a kill does not hide it (F1)
    /// @param done    told what was posted, now or by an earlier press whose answer was lost
    /// @param refused told why nothing was posted; [#failureProperty] says it too
    public void run(PendingWrites.What what, Work<T> work, Consumer<? super T> done, Consumer<TokenProblem> refused) {
        if (state.get() != State.READY) {
            return;
        }
        String sent = key;
        state.set(State.RUNNING);
        failure.set(null);
        writing.run(
                () -> post(sent, what, work), posted -> succeed(posted, done), thrown -> fail(thrown, done, refused));
    }

    private T post(String sent, PendingWrites.What what, Work<T> work) throws Exception {
        if (what != null) {
            pending.keep(new PendingWrites.Write(sent, what, clock.instant()));
        }
        try {
            T posted = work.post(sent);
            pending.settle(sent);
            return posted;
        } catch (Rejected | Conflict refused) {
            if (!usedBefore(refused)) {
                pending.settle(sent);
            }
            throw refused;
        }
    }

    private Optional<T> find(String sent) throws Exception {
        Optional<T> found = lookup.find(sent);
        pending.settle(sent);
        return found;
    }

    private static boolean usedBefore(Throwable thrown) {
        return thrown instanceof Conflict conflict && conflict.key().equals("key_used");
    }

    private void succeed(T posted, Consumer<? super T> done) {
        key = keys.get();
        failure.set(null);
        state.set(State.READY);
        done.accept(posted);
    }

    private void fail(Throwable thrown, Consumer<? super T> done, Consumer<TokenProblem> refused) {
        boolean known = thrown instanceof Rejected || thrown instanceof Conflict;
        if (known && !usedBefore(thrown)) {
            failure.set(failures.describe(thrown));
            state.set(State.READY);
            refused.accept((TokenProblem) thrown);
            return;
        }
        Failure ifNotPosted = away(thrown)
                ? new Failure(Failure.Kind.UNAVAILABLE, texts.get("write.not_posted"), "", "")
                : failures.describe(thrown);
        failure.set(new Failure(Failure.Kind.UNAVAILABLE, texts.get("write.unknown"), "", ""));
        state.set(State.UNKNOWN);
        String sent = key;
        asking.run(() -> find(sent), found -> answer(found, done, ifNotPosted), lost -> ask(lost, done, ifNotPosted));
    }

    private void ask(Throwable lost, Consumer<? super T> done, Failure ifNotPosted) {
        if (!(lost instanceof Unavailable)) {
            // The key stays, so even now a second press cannot double it.
            failure.set(failures.describe(lost));
            state.set(State.READY);
            return;
        }
        String sent = key;
        Callable<Optional<T>> question = () -> find(sent);
        asking.runAfter(
                ASK_AGAIN, question, found -> answer(found, done, ifNotPosted), again -> ask(again, done, ifNotPosted));
    }

    private void answer(Optional<T> found, Consumer<? super T> done, Failure ifNotPosted) {
        if (found.isPresent()) {
            succeed(found.get(), done);
        } else {
            failure.set(ifNotPosted);
            state.set(State.READY);
        }
    }

    private static boolean away(Throwable thrown) {
        return thrown instanceof Unavailable problem && problem.key().equals("database_away");
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public boolean isReady() {
        return state.get() == State.READY;
    }

    /// Why nothing was posted, or that nobody knows yet; null otherwise.
    public ReadOnlyObjectProperty<Failure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// Posts under an operation key, off the FX thread.
    public interface Work<T> {
        T post(String operationKey) throws Exception;
    }

    /// Finds what an operation key has posted, off the FX thread.
    public interface Lookup<T> {
        Optional<T> find(String operationKey) throws Exception;
    }
}
