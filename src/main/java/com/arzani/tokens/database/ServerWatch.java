package com.arzani.tokens.database;

import com.arzani.tokens.problem.TokenProblem;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after the running server: when its process is gone while a console works, it is started again on the same
/// port.
final class ServerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ServerWatch.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /// A restart by hand removes the process for a moment; that is no reason to act.
    private static final int MISSES_BEFORE_ACTING = 3;

    /// A server that dies again and again has a cause that starting does not cure.
    private static final int MOST_REVIVALS = 10;

    private final ServerStart start;
    private final Revival revival;
    private volatile boolean ended;

    /// Starts the server again.
    @FunctionalInterface
    interface Revival {
        void run() throws IOException;
    }

    ServerWatch(ServerStart start, Revival revival) {
        this.start = start;
        this.revival = revival;
        Thread.ofVirtual().name("postgres-watch").start(this::watch);
    }

    void end() {
        ended = true;
    }

    private void watch() {
        int misses = 0;
        int revivals = 0;
        while (!ended && revivals < MOST_REVIVALS) {
            LockSupport.parkNanos(PAUSE_NANOS);
            misses = start.alive() ? 0 : misses + 1;
            if (misses >= MISSES_BEFORE_ACTING && !ended) {
                LOG.warn("PostgreSQL is gone; starting it again");
                revive();
                revivals++;
                misses = 0;
            }
        }
    }

    private void revive() {
        try {
            revival.run();
        } catch (IOException | TokenProblem failure) {
            LOG.warn("PostgreSQL could not be started again", failure);
        }
    }
}
