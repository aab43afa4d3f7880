package com.arzani.tokens.payments.inbox;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.queue.LeasedWork;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works the inbox off: each event goes to the one handler of its type.
public final class InboxWorkers extends LeasedWork<ClaimedEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(InboxWorkers.class);
    private static final int BATCH = 4;
    private static final Duration LEASE = Duration.ofSeconds(20);

    private final InboxDoors doors;
    private final EventHandlers handlers;
    private final Mode mode;

    /// Whose events are ours (R13).
    ///
    /// @param account our account at Stripe; events that name another one are parked
    public record Mode(boolean live, Optional<String> account) {}

    public static InboxWorkers start(Database database, EventHandlers handlers, Mode mode, int threads) {
        InboxWorkers workers = new InboxWorkers(database, handlers, mode);
        workers.start(threads);
        return workers;
    }

    private InboxWorkers(Database database, EventHandlers handlers, Mode mode) {
        super("inbox");
        this.doors = new InboxDoors(database);
        this.handlers = handlers;
        this.mode = mode;
    }

    @Override
    protected void begin() {
        int count = doors.requeue(handlers.types());
        if (count > 0) {
            LOG.info("{} events that waited for a handler have one now", count);
        }
    }

    @Override
    protected List<ClaimedEvent> claim() {
        return doors.claim(BATCH, LEASE);
    }

    @Override
    protected void release(ClaimedEvent claimed) {
        doors.release(claimed);
    }

    @Override
    protected void work(ClaimedEvent claimed) {
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
        if (releasedByClosing(claimed)) {
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
                if (stopForGood()) {
                    LOG.error(
                            "Stripe refused our key: events are kept, but none is worked off until the key is put right");
                }
                throw new Unavailable(refusal, refusal.key());
            }
            return Outcome.parked(refusal);
        }
    }
}
