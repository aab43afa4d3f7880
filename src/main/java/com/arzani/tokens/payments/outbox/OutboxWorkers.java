package com.arzani.tokens.payments.outbox;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.queue.LeasedWork;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what waits in the outbox, each row by the one handler of its kind.
public final class OutboxWorkers extends LeasedWork<ClaimedItem> {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxWorkers.class);
    /// A call to Stripe may take a minute with its repeats, so no row waits behind another one.
    private static final int BATCH = 1;

    /// Longer than the longest call with its repeats: 8 waits of 30 s at most, and the answers.
    private static final Duration LEASE = Duration.ofMinutes(6);

    private final OutboxDoors doors;
    private final Map<String, OutboxHandler> handlers = new HashMap<>();

    /// @throws IllegalArgumentException if two handlers send the same kind
    public static OutboxWorkers start(Database database, Collection<OutboxHandler> handlers, int threads) {
        OutboxWorkers workers = new OutboxWorkers(database, handlers);
        workers.start(threads);
        return workers;
    }

    private OutboxWorkers(Database database, Collection<OutboxHandler> senders) {
        super("outbox");
        doors = new OutboxDoors(database);
        for (OutboxHandler handler : senders) {
            if (handlers.put(handler.kind(), handler) != null) {
                throw new IllegalArgumentException("two handlers for " + handler.kind());
            }
        }
    }

    @Override
    protected void begin() {
        // Nothing: rows of a kind that no program knew are still waiting, since none claimed them.
    }

    @Override
    protected List<ClaimedItem> claim() {
        return doors.claim(BATCH, LEASE, handlers.keySet());
    }

    @Override
    protected void release(ClaimedItem claimed) {
        doors.release(claimed);
    }

    @Override
    protected void work(ClaimedItem claimed) {
        OutboxItem item = claimed.item();
        try {
            Sent sent = handlers.get(item.kind()).send(item);
            tell(item, sent);
            doors.finish(claimed, sent);
        } catch (Unavailable later) {
            if (!releasedByClosing(claimed)) {
                LOG.info("Request {} to Stripe waits after attempt {}: {}", item.id(), item.attempts(), later.key());
                doors.fail(claimed, Sent.Cause.of(later));
            }
        } catch (TokenProblem refusal) {
            refused(claimed, refusal);
        } catch (RuntimeException defect) {
            LOG.error("Request {} to Stripe ({}) could not be sent and is tried again", item.id(), item.kind(), defect);
            String name = defect.getClass().getSimpleName();
            doors.fail(claimed, new Sent.Cause("outbox_handler_failed", List.of(name)));
        }
    }

    private void refused(ClaimedItem claimed, TokenProblem refusal) {
        if (refusal instanceof Rejected && refusal.key().equals("stripe_key_refused")) {
            if (stopForGood()) {
                LOG.error("Stripe refused our key: requests are kept, but none is sent until the key is put right");
            }
            doors.fail(claimed, Sent.Cause.of(refusal));
            return;
        }
        Sent sent = refusal instanceof Conflict
                ? Sent.parked(refusal.key(), refusal.arguments().toArray())
                : Sent.refused(refusal.key(), refusal.arguments().toArray());
        tell(claimed.item(), sent);
        doors.finish(claimed, sent);
    }

    private static void tell(OutboxItem item, Sent sent) {
        sent.cause()
                .ifPresent(cause -> LOG.warn(
                        "Request {} to Stripe ({}) is {}: {}", item.id(), item.kind(), sent.end(), cause.key()));
    }
}
