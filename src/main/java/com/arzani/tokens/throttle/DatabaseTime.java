package com.arzani.tokens.throttle;

import com.arzani.tokens.database.Database;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// The database's clock, told with each statement and counted on between them: instances on computers whose clocks
/// differ
/// agree.
final class DatabaseTime implements TimeMeter {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Database database;
    private volatile Reading reading;

    /// @param ahead nanoseconds by which the database's clock is ahead of this process's counter
    private record Reading(long ahead, long takenAt) {}

    DatabaseTime(Database database) {
        this.database = database;
    }

    void told(Instant now) {
        long counter = System.nanoTime();
        long nanos = Math.addExact(TimeUnit.SECONDS.toNanos(now.getEpochSecond()), now.getNano());
        reading = new Reading(nanos - counter, counter);
    }

    @Override
    public long currentTimeNanos() {
        Reading known = reading;
        if (known == null || System.nanoTime() - known.takenAt > FRESH.toNanos()) {
            told(database.call(session -> session.createNativeQuery("SELECT ledger_now()", Instant.class)
                    .getSingleResult()));
            known = reading;
        }
        return System.nanoTime() + known.ahead;
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
