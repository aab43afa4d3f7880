package com.arzani.tokens.http;

import java.time.Duration;

/// Counts requests under way, so that closing can wait for them: the server's own stop is short with a body that
/// pauses.
final class UnderWay {
    private int count;
    private boolean closed;

    /// False once it is closing: the request is to come again.
    synchronized boolean begin() {
        if (!closed) {
            count++;
        }
        return !closed;
    }

    synchronized void end() {
        count--;
        notifyAll();
    }

    /// Lets nothing new begin, and waits for what has begun.
    synchronized void close(Duration most) {
        closed = true;
        long end = System.nanoTime() + most.toNanos();
        try {
            long left = most.toMillis();
            while (count > 0 && left > 0) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
