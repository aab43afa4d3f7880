package com.arzani.tokens.payments.inbox;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works the inbox off, in any number of threads and processes: each event is leased to one of them, and comes back
/// when
/// its process dies. After Stripe refused our key they stop for good, with one alarm (F18).
public final class InboxWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InboxWorkers.class);
    private static final int BATCH = 4;
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(2);
    private static final Duration END_WITHIN = Duration.ofSeconds(20);

    private final InboxDoors doors;
    private final EventHandlers handlers;
    private final Mode mode;
    private final List<Thread> threads = new ArrayList<>();
    private long news;
    private boolean closed;
    private boolean refused;
    private boolean away;

    /// Whose events are ours (R13).
    ///
    /// @param account our account at Stripe; events that name another one are parked
    public record Mode(boolean live, Optional<String> account) {}

    public static InboxWorkers start(Database database, EventHandlers handlers, Mode mode, int threads) {
        InboxWorkers workers = new InboxWorkers(database, handlers, mode);
        for (int number = 1; number <= threads; number++) {
            workers.threads.add(Thread.ofVirtual().name("inbox-" + number).unstarted(workers::work));
        }
        workers.threads.forEach(Thread::start);
        return workers;
    }

    private InboxWorkers(Database database, EventHandlers handlers, Mode mode) {
        this.doors = new InboxDoors(database);
        this.handlers = handlers;
        this.mode = mode;
    }

    /// There may be something to do; returns at once.
    public synchronized void wake() {
        news++;
        notifyAll();
    }

    /// Whether Stripe refused our key: then nothing is worked off until the service starts with another one.
    public synchronized boolean isRefused() {
        return refused;
    }

    private void work() {
        boolean requeued = false;
        while (isOpen()) {
            long seen = news();
            try {
                if (!requeued) {
                    requeue();
                    requeued = true;
                }
                List<ClaimedEvent> claimed = doors.claim(BATCH, LEASE);
                back();
                claimed.forEach(this::handle);
                if (claimed.isEmpty()) {
                    await(seen, LOOK_AGAIN);
                }
            } catch (Unavailable later) {
                tellAway(later);
                await(-1, DATABASE_AWAY);
            } catch (RuntimeException failure) {
                LOG.error("The inbox could not be looked at and is tried again", failure);
                await(-1, DATABASE_AWAY);
            }
        }
    }

    private void requeue() {
        int count = doors.requeue(handlers.types());
        if (count > 0) {
            LOG.info("{} events that waited for a handler have one now", count);
        }
    }

    private void handle(ClaimedEvent claimed) {
        if (!isOpen()) {
            doors.release(claimed);
            return;
        }
        try {
            Outcome outcome = outcome(claimed.event());
            if (outcome.end() == Outcome.End.PARKED) {
                LOG.warn(
                        "Event {} ({}) is parked: {}",
                        claimed.event().id(),
                        claimed.event().type(),
                        cause(outcome));
            }
            doors.finish(claimed, outcome);
        } catch (Unavailable later) {
            putBack(claimed, later);
        } catch (RuntimeException defect) {
            LOG.error(
                    "Event {} could not be worked off and is tried again",
                    claimed.event().id(),
                    defect);
            doors.fail(
                    claimed,
                    new Outcome.Cause(
                            "event_handler_failed", List.of(defect.getClass().getSimpleName())));
        }
    }

    private void putBack(ClaimedEvent claimed, Unavailable later) {
        if (!isOpen()) {
            // What was interrupted by closing is no failure of the event.
            Thread.interrupted();
            doors.release(claimed);
            return;
        }
        LOG.info("Event {} waits after attempt {}: {}", claimed.event().id(), claimed.attempts(), later.key());
        doors.fail(claimed, Outcome.Cause.of(later));
    }

    private static String cause(Outcome outcome) {
        return outcome.cause().map(Outcome.Cause::key).orElse("");
    }

    private Outcome outcome(StripeEvent event) {
        if (event.origin().live() != mode.live()) {
            return Outcome.parked("event_live_differs");
        }
        if (!event.origin().account().equals(mode.account())
                && event.origin().account().isPresent()) {
            return Outcome.parked("event_account_differs");
        }
        Optional<EventHandler> handler = handlers.of(event.type());
        if (handler.isEmpty()) {
            return EventHandlers.movesMoney(event.type())
                    ? Outcome.parked("event_waits_for_handler")
                    : Outcome.ignored("event_type_not_handled");
        }
        if (event.object().isEmpty()) {
            return Outcome.parked("event_object_unreadable");
        }
        return handled(handler.get(), event);
    }

    private Outcome handled(EventHandler handler, StripeEvent event) {
        try {
            return handler.handle(event);
        } catch (Unavailable later) {
            throw later;
        } catch (TokenProblem refusal) {
            if (refusal instanceof Rejected && refusal.key().equals("stripe_key_refused")) {
                stopForGood();
                throw new Unavailable(refusal, refusal.key());
            }
            return Outcome.parked(refusal);
        }
    }

    private synchronized void stopForGood() {
        if (!refused) {
            refused = true;
            LOG.error("Stripe refused our key: events are kept, but none is worked off until the key is put right");
            notifyAll();
        }
    }

    private synchronized boolean isOpen() {
        return !closed && !refused;
    }

    private synchronized long news() {
        return news;
    }

    /// Until there is news, the time is over, or it ends.
    private synchronized void await(long seen, Duration most) {
        try {
            long end = System.nanoTime() + most.toNanos();
            while (!closed && !refused && (seen < 0 || seen == news)) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException stop) {
            closed = true;
        }
    }

    private synchronized void tellAway(Unavailable problem) {
        if (!away) {
            away = true;
            LOG.warn("The inbox waits for the database: {}", problem.key());
        }
    }

    private synchronized void back() {
        if (away) {
            away = false;
            LOG.info("The inbox goes on");
        }
    }

    /// Lets each worker finish its event; what it has claimed beyond that goes back. One that does not end in 20
    /// seconds is
    /// interrupted, and its event comes back by its lease.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        long end = System.nanoTime() + END_WITHIN.toNanos();
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
