package com.arzani.tokens.bench;

import java.time.Duration;
import java.util.stream.Stream;

/// Processor time used by this process and by the database's.
record Processor(long serviceNanos, long databaseNanos) {
    /// What was used so far.
    ///
    /// @param server the database's first process
    static Processor now(ProcessHandle server) {
        long database = Stream.concat(Stream.of(server), server.descendants())
                .mapToLong(Processor::nanos)
                .sum();
        return new Processor(nanos(ProcessHandle.current()), database);
    }

    private static long nanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    Processor since(Processor before) {
        return new Processor(serviceNanos - before.serviceNanos, databaseNanos - before.databaseNanos);
    }
}
