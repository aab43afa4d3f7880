package com.arzani.tokens.ledger;

import com.arzani.tokens.problem.TokenProblem;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what queued during the last commit as one call, and gives each caller what became of its posting.
final class PostingWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PostingWriter.class);
    /// What would fail each posting alike, so that trying them apart would only ask as often as there are postings.
    private static final Set<String> CONCERNS_ALL =
            Set.of("not_permitted", "sign_in_ended", "database_full", "database_read_only", "database_missing");
    private static final long SHORTEST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 500;

    private final GatheredDoor door;
    private final PostingQueue queue;
    private final int mostInBatch;

    PostingWriter(GatheredDoor door, PostingQueue queue, int mostInBatch) {
        this.door = door;
        this.queue = queue;
        this.mostInBatch = mostInBatch;
    }

    @Override
    public void run() {
        while (true) {
            List<WaitingPosting> batch = queue.next(mostInBatch);
            if (batch.isEmpty()) {
                return;
            }
            try {
                send(batch);
            } catch (RuntimeException | Error failure) {
                LOG.error("Gathered postings failed in an unforeseen way", failure);
                batch.forEach(posting -> posting.fail(new IllegalStateException(failure)));
            }
        }
    }

    private void send(List<WaitingPosting> batch) {
        List<WaitingPosting> sent = stillWaiting(batch);
        while (!sent.isEmpty()) {
            try {
                answer(sent);
                return;
            } catch (RuntimeException failure) {
                if (!problemKey(failure).equals("database_away")) {
                    apart(sent, failure);
                    return;
                }
                // The same postings again under the same keys, until the database answers or every caller has given up:
                // what had been posted answers with its entry, what had not is posted now (F2).
                sent.forEach(WaitingPosting::answerLost);
                pause();
                sent = stillWaiting(sent);
            }
        }
    }

    private void answer(List<WaitingPosting> sent) {
        for (GatheredDoor.Outcome outcome : door.post(sent)) {
            WaitingPosting posting = sent.get(outcome.line());
            if (outcome.refusal() == null) {
                posting.answer(outcome.entry());
            } else {
                posting.fail(outcome.refusal());
            }
        }
    }

    /// Nothing of the call was kept: one of them is at fault, and the others need not suffer for it.
    private void apart(List<WaitingPosting> sent, RuntimeException failure) {
        if (sent.size() == 1 || CONCERNS_ALL.contains(problemKey(failure))) {
            sent.forEach(posting -> posting.fail(failure));
            return;
        }
        sent.forEach(WaitingPosting::putBack);
        send(sent.subList(0, sent.size() / 2));
        send(sent.subList(sent.size() / 2, sent.size()));
    }

    private static List<WaitingPosting> stillWaiting(List<WaitingPosting> batch) {
        return batch.stream().filter(WaitingPosting::take).toList();
    }

    private static String problemKey(RuntimeException failure) {
        return failure instanceof TokenProblem problem ? problem.key() : "";
    }

    private static void pause() {
        long millis = ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
