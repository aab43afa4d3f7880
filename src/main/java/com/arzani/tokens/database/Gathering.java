package com.arzani.tokens.database;

import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Sends what callers ask for at the same moment as one call. Whoever finds its lane free sends for itself at once,
/// with
/// everything that came while the call before was under way; so a caller alone waits for nobody, and the busier it is
/// the
/// more share a commit. There is neither a timer nor a thread.
///
/// What is asked must be safe to send again (F2): when a call fails as a whole because of one of them, they are sent
/// apart.
///
/// @param <A> what is asked
/// @param <R> what comes back for each; a refusal is one of them, so that it fails no other
public final class Gathering<A, R> {
    /// What would fail each of them alike.
    private static final Set<String> CONCERNS_ALL = Set.of(
            "database_away",
            "database_busy",
            "database_slow",
            "database_full",
            "database_missing",
            "database_read_only",
            "not_permitted",
            "sign_in_ended");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 1_000;

    private final Call<A, R> call;
    private final int mostInCall;
    private final List<Lane> lanes = new ArrayList<>();

    /// Sends all of them in one round trip.
    @FunctionalInterface
    public interface Call<A, R> {
        /// @return as many as were asked, in their order
        List<R> send(List<A> asked);
    }

    /// @param lanes calls that may be under way at once
    /// @param mostInCall how many go in one call
    public Gathering(int lanes, int mostInCall, Call<A, R> call) {
        this.call = call;
        this.mostInCall = mostInCall;
        for (int lane = 0; lane < lanes; lane++) {
            this.lanes.add(new Lane());
        }
    }

    /// Asks, and waits for what comes back.
    ///
    /// @param share what has the same share never goes in two calls at once
    /// @throws TokenProblem of the call, if it failed for all or for this one
    /// @throws Unavailable `database_busy`: too many wait, or for too long; nothing was sent
    public R ask(A asked, long share) {
        return lanes.get((int) Math.floorMod(share, (long) lanes.size())).ask(new Waiting<>(asked));
    }

    /// How many wait for a call that was not sent yet.
    public int waiting() {
        return lanes.stream().mapToInt(Lane::size).sum();
    }

    private static final class Waiting<A, R> {
        private final A asked;
        private final Thread caller = Thread.currentThread();
        private boolean taken;
        private volatile boolean leads;
        private volatile boolean done;
        private R answer;
        private RuntimeException failure;

        Waiting(A asked) {
            this.asked = asked;
        }

        void end(R with, RuntimeException or) {
            answer = with;
            failure = or;
            done = true;
            if (Thread.currentThread() != caller) {
                LockSupport.unpark(caller);
            }
        }

        void lead() {
            leads = true;
            LockSupport.unpark(caller);
        }

        R result() {
            if (failure != null) {
                throw failure;
            }
            return answer;
        }
    }

    private final class Lane {
        private final Deque<Waiting<A, R>> queue = new ArrayDeque<>();
        private boolean busy;

        R ask(Waiting<A, R> waiting) {
            boolean leads;
            synchronized (this) {
                if (queue.size() >= MOST_WAITING) {
                    throw new Unavailable("database_busy");
                }
                queue.addLast(waiting);
                leads = !busy;
                busy = true;
            }
            boolean interrupted = false;
            if (!leads) {
                interrupted = await(waiting);
                leads = !waiting.done;
            }
            if (leads) {
                // Others' answers hang on this thread: whoever ends it, ends it afterwards.
                interrupted |= Thread.interrupted();
                lead();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return waiting.result();
        }

        /// Until it is answered or its turn to send has come.
        private boolean await(Waiting<A, R> waiting) {
            long end = System.nanoTime() + LONGEST_WAIT.toNanos();
            boolean interrupted = false;
            while (!waiting.done && !waiting.leads) {
                LockSupport.parkNanos(this, Math.max(1, end - System.nanoTime()));
                interrupted |= Thread.interrupted();
                if (System.nanoTime() - end > 0 && givesUp(waiting)) {
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    throw new Unavailable("database_busy");
                }
            }
            return interrupted;
        }

        /// Nothing of it was sent, and nobody counts on it; else it goes on waiting.
        private synchronized boolean givesUp(Waiting<A, R> waiting) {
            return !waiting.taken && !waiting.leads && queue.remove(waiting);
        }

        private synchronized int size() {
            return queue.size();
        }

        private void lead() {
            List<Waiting<A, R>> batch = new ArrayList<>();
            try {
                synchronized (this) {
                    while (batch.size() < mostInCall && !queue.isEmpty()) {
                        Waiting<A, R> next = queue.removeFirst();
                        next.taken = true;
                        batch.add(next);
                    }
                }
                send(batch);
            } finally {
                synchronized (this) {
                    if (queue.isEmpty()) {
                        busy = false;
                    } else {
                        queue.getFirst().lead();
                    }
                }
            }
        }

        private void send(List<Waiting<A, R>> batch) {
            try {
                List<R> answers =
                        call.send(batch.stream().map(waiting -> waiting.asked).toList());
                for (int line = 0; line < batch.size(); line++) {
                    batch.get(line).end(answers.get(line), null);
                }
            } catch (RuntimeException | Error failure) {
                apart(batch, failure instanceof RuntimeException known ? known : new IllegalStateException(failure));
            }
        }

        private void apart(List<Waiting<A, R>> batch, RuntimeException failure) {
            if (batch.size() == 1) {
                batch.getFirst().end(null, failure);
            } else if (failure instanceof TokenProblem problem && CONCERNS_ALL.contains(problem.key())) {
                // Each throws its own.
                batch.forEach(waiting -> waiting.end(
                        null,
                        new Unavailable(
                                failure, problem.key(), problem.arguments().toArray())));
            } else {
                // Asked to end meanwhile or not: the others' answers come first.
                Thread.interrupted();
                send(batch.subList(0, batch.size() / 2));
                send(batch.subList(batch.size() / 2, batch.size()));
            }
        }
    }
}
