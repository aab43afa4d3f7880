package com.arzani.tokens.payments.queue;

import com.arzani.tokens.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works a queue of the database off, in any number of threads and processes: each row is leased to one of them, and
/// comes back when its process dies. After Stripe refused our key the threads stop for good, with one alarm (F18).
///
/// @param <C> a claimed row
public abstract class LeasedWork<C> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedWork.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(2);
    private static final Duration END_WITHIN = Duration.ofSeconds(20);

    private final String name;
    private final List<Thread> threads = new ArrayList<>();
    private long news;
    private boolean closed;
    private boolean refused;
    private boolean away;

    /// @param name for threads and the log, such as `inbox`
    protected LeasedWork(String name) {
        this.name = name;
    }

    protected final void start(int count) {
        for (int number = 1; number <= count; number++) {
            threads.add(Thread.ofVirtual().name(name + "-" + number).unstarted(this::loop));
        }
        threads.forEach(Thread::start);
    }

    /// What each thread does once before its first row.
    protected abstract void begin();

    /// Rows that are due, leased to the caller; none if there is nothing to do.
    protected abstract List<C> claim();

    /// Works a row off and says so to the database, whatever comes of it.
    protected abstract void work(C claimed);

    /// Gives a row back untouched.
    protected abstract void release(C claimed);

    /// There may be something to do; returns at once.
    public final synchronized void wake() {
        news++;
        notifyAll();
    }

    /// Whether Stripe refused our key: then nothing is done until the service starts with another one.
    public final synchronized boolean isRefused() {
        return refused;
    }

    private void loop() {
        boolean begun = false;
        while (isOpen()) {
            long seen = news();
            try {
                if (!begun) {
                    begin();
                    begun = true;
                }
                List<C> claimed = claim();
                back();
                claimed.forEach(this::workOrRelease);
                if (claimed.isEmpty()) {
                    await(seen, LOOK_AGAIN);
                }
            } catch (Unavailable later) {
                tellAway(later);
                await(-1, DATABASE_AWAY);
            } catch (RuntimeException failure) {
                LOG.error("The {} could not be looked at and is tried again", name, failure);
                await(-1, DATABASE_AWAY);
            }
        }
    }

    private void workOrRelease(C claimed) {
        if (isOpen()) {
            work(claimed);
        } else {
            release(claimed);
        }
    }

    /// Gives a row back that was interrupted by closing, which is no failure of the row. False if it was something
    /// else.
    protected final boolean releasedByClosing(C claimed) {
        if (isOpen()) {
            return false;
        }
        Thread.interrupted();
        release(claimed);
        return true;
    }

    /// Ends all threads of this process for good.
    ///
    /// @return whether this was the first time: whoever asked then tells it
    protected final synchronized boolean stopForGood() {
        boolean first = !refused;
        refused = true;
        notifyAll();
        return first;
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
            LOG.warn("The {} waits for the database: {}", name, problem.key());
        }
    }

    private synchronized void back() {
        if (away) {
            away = false;
            LOG.info("The {} goes on", name);
        }
    }

    /// Lets each thread finish its row; what it has claimed beyond that goes back. One that does not end in 20 seconds
    /// is
    /// interrupted, and its row comes back by its lease.
    @Override
    public final void close() {
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
