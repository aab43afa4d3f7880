package com.arzani.tokens.ledger;

import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// A posting and the caller who waits for what becomes of it. Whoever gives up while it is still in the queue knows
/// that
/// nothing was posted; once it was sent, only its answer or its key can tell.
final class WaitingPosting {
    private enum State {
        QUEUED,
        SENT,
        GIVEN_UP
    }

    private final Posting posting;
    private final String requestId;
    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
    private final CompletableFuture<LedgerEntry> answer = new CompletableFuture<>();
    private volatile boolean answerLost;

    /// @param requestId id of the request that asks, or null
    WaitingPosting(Posting posting, String requestId) {
        this.posting = posting;
        this.requestId = requestId;
    }

    Posting posting() {
        return posting;
    }

    String requestId() {
        return requestId;
    }

    /// Takes it for sending, again if need be; false when its caller gave up.
    boolean take() {
        return state.compareAndSet(State.QUEUED, State.SENT) || state.get() == State.SENT;
    }

    /// The call it was sent in posted nothing; until it is sent again its caller may give up knowing so.
    void putBack() {
        if (!answerLost) {
            state.compareAndSet(State.SENT, State.QUEUED);
        }
    }

    /// The answer of the call was lost: it may have been posted (F2).
    void answerLost() {
        answerLost = true;
    }

    void answer(LedgerEntry entry) {
        answer.complete(entry);
    }

    /// A refusal tells for certain, since it looks for the key first; another failure tells nothing of a call whose
    /// answer was
    /// lost.
    void fail(RuntimeException failure) {
        boolean certain = !answerLost || failure instanceof Rejected || failure instanceof Conflict;
        answer.completeExceptionally(certain ? own(failure) : new Unavailable(failure, "outcome_unknown"));
    }

    /// One failure may concern many callers; each throws its own.
    private static RuntimeException own(RuntimeException failure) {
        if (failure instanceof Rejected refused) {
            return new Rejected(failure, refused.key(), refused.arguments().toArray());
        }
        if (failure instanceof Unavailable away) {
            return new Unavailable(failure, away.key(), away.arguments().toArray());
        }
        return failure;
    }

    /// Waits for the entry; throws the refusal, or Unavailable `database_busy` (nothing was posted), `cancelled`
    /// (interrupted,
    /// nothing was posted) or `outcome_unknown`.
    LedgerEntry await(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException asked) {
                    interrupted = true;
                    if (state.compareAndSet(State.QUEUED, State.GIVEN_UP)) {
                        throw new Unavailable("cancelled");
                    }
                } catch (TimeoutException late) {
                    if (state.compareAndSet(State.QUEUED, State.GIVEN_UP)) {
                        throw new Unavailable("database_busy");
                    }
                    if (!answer.isDone()) {
                        state.set(State.GIVEN_UP);
                        throw new Unavailable("outcome_unknown");
                    }
                } catch (ExecutionException failed) {
                    throw (RuntimeException) failed.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
