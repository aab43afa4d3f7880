package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Posts for the marketplace's service what many callers ask for at the same moment: what queued during the last commit
/// goes
/// as one call in one commit. There is no timer: a caller alone is sent at once, and the busier it is the more share a
/// commit.
/// Each caller waits for its own entry or refusal, and a posting at fault fails no other.
///
/// Only under a login of the service; consoles never gather. Who the service acts for and the request's id travel with
/// each
/// posting (ruling 13).
public final class GatheredPosting implements AutoCloseable {
    private final List<PostingQueue> queues = new ArrayList<>();
    private final List<Thread> writers = new ArrayList<>();
    private final Limits limits;

    /// How much is gathered, and how long anyone waits.
    ///
    /// @param writers connections used at once; a wallet always goes through the same one
    /// @param mostInCall postings in one call at most
    /// @param mostWaiting postings that may wait before each writer; more are refused
    /// @param longestWait how long a caller waits for its answer
    public record Limits(int writers, int mostInCall, int mostWaiting, Duration longestWait) {
        /// What the benchmark found best on a small server.
        public static final Limits USUAL = new Limits(2, 256, 2_000, Duration.ofSeconds(10));

        public Limits {
            if (writers < 1 || mostInCall < 1 || mostWaiting < 1) {
                throw new IllegalArgumentException(writers + " writers, " + mostInCall + " in a call, " + mostWaiting);
            }
        }
    }

    /// @param service signed in as the service; its pool holds a connection for each writer
    public GatheredPosting(Database service, Limits limits) {
        this.limits = limits;
        GatheredDoor door = new GatheredDoor(service);
        for (int number = 0; number < limits.writers(); number++) {
            PostingQueue queue = new PostingQueue(limits.mostWaiting());
            queues.add(queue);
            writers.add(Thread.ofPlatform()
                    .name("gathered-posting-" + number)
                    .daemon()
                    .start(new PostingWriter(door, queue, limits.mostInCall())));
        }
    }

    /// Posts one and waits for its entry; to be called by any thread.
    ///
    /// @throws com.arzani.tokens.problem.Rejected as LedgerService.post
    /// @throws com.arzani.tokens.problem.Conflict as LedgerService.post
    /// @throws Unavailable nothing was posted: `posting_queue_full`, `posting_closed`, `cancelled`, `database_busy` and
    /// its kin;
    /// or `outcome_unknown`: no answer came in time, and the key tells (LedgerService.entries)
    public LedgerEntry post(Posting posting) {
        return post(posting, null);
    }

    /// @param requestId id of the request that asks, kept in the entry's metadata as `request_id`
    public LedgerEntry post(Posting posting, String requestId) {
        WaitingPosting waiting = new WaitingPosting(posting, requestId);
        queues.get((int) Math.floorMod(posting.userId(), (long) queues.size())).add(waiting);
        return waiting.await(limits.longestWait());
    }

    /// How many postings wait to be sent now.
    public int waiting() {
        return queues.stream().mapToInt(PostingQueue::size).sum();
    }

    /// Takes no more postings, and returns when those that were taken have their answers.
    @Override
    public void close() {
        queues.forEach(PostingQueue::close);
        boolean interrupted = false;
        for (Thread writer : writers) {
            while (writer.isAlive()) {
                try {
                    writer.join();
                } catch (InterruptedException asked) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
