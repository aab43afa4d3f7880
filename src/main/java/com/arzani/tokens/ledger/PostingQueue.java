package com.arzani.tokens.ledger;

import com.arzani.tokens.problem.Unavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Postings on their way to one writer, in the order of their arrival, never more than a bound.
final class PostingQueue {
    private final int mostWaiting;
    private final Deque<WaitingPosting> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;

    PostingQueue(int mostWaiting) {
        this.mostWaiting = mostWaiting;
    }

    /// @throws Unavailable `posting_queue_full`, `posting_closed`: nothing was posted
    void add(WaitingPosting posting) {
        lock.lock();
        try {
            if (closed) {
                throw new Unavailable("posting_closed");
            }
            if (waiting.size() >= mostWaiting) {
                throw new Unavailable("posting_queue_full", mostWaiting);
            }
            waiting.addLast(posting);
            if (waiting.size() == 1) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// What waits, up to a bound, as soon as there is something; nothing once the queue is closed and empty. A key
    /// stands in one
    /// batch once: a second posting under it waits for the next, and is then a repeat.
    List<WaitingPosting> next(int most) {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            List<WaitingPosting> batch = new ArrayList<>(Math.min(most, waiting.size()));
            Set<String> keys = new HashSet<>();
            Iterator<WaitingPosting> queued = waiting.iterator();
            while (queued.hasNext() && batch.size() < most) {
                WaitingPosting posting = queued.next();
                if (keys.add(posting.posting().operationKey())) {
                    batch.add(posting);
                    queued.remove();
                }
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// Takes no more; what waits is still handed out.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
