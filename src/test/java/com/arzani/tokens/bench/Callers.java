package com.arzani.tokens.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Lets a number of callers ask for a while, each as fast as it is answered, from this process.
///
/// @param service the service's process
/// @param server the database's first process
record Callers(ProcessHandle service, ProcessHandle server) {
    private record Asked(long[] nanos, Map<Integer, Long> statuses) {}

    Load run(Asking way, Cell cell, long millis) throws Exception {
        CyclicBarrier start = new CyclicBarrier(cell.callers() + 1);
        try (ExecutorService threads = Executors.newFixedThreadPool(cell.callers())) {
            List<Future<Asked>> callers = new ArrayList<>();
            for (int caller = 0; caller < cell.callers(); caller++) {
                long seed = System.nanoTime() + caller;
                callers.add(threads.submit(() -> ask(way, cell, millis, start, new Random(seed))));
            }
            start.await(30, TimeUnit.SECONDS);
            double[] before = processors();
            long began = System.nanoTime();
            Map<Integer, Long> statuses = new TreeMap<>();
            List<long[]> all = new ArrayList<>();
            for (Future<Asked> caller : callers) {
                Asked asked = caller.get();
                all.add(asked.nanos());
                asked.statuses().forEach((status, count) -> statuses.merge(status, count, Long::sum));
            }
            long elapsed = System.nanoTime() - began;
            double[] used = processors();
            for (int which = 0; which < used.length; which++) {
                used[which] -= before[which];
            }
            return Load.of(all.stream().flatMapToLong(Arrays::stream).toArray(), statuses, elapsed, used);
        }
    }

    private static Asked ask(Asking way, Cell cell, long millis, CyclicBarrier start, Random random) throws Exception {
        long[] nanos = new long[4_096];
        int count = 0;
        Map<Integer, Long> statuses = new TreeMap<>();
        try (Asking.Line line = way.open(cell)) {
            start.await(30, TimeUnit.SECONDS);
            long now = System.nanoTime();
            long end = now + TimeUnit.MILLISECONDS.toNanos(millis);
            while (now < end) {
                int status = line.ask(random);
                long after = System.nanoTime();
                statuses.merge(status, 1L, Long::sum);
                if (status / 100 == 2) {
                    if (count == nanos.length) {
                        nanos = Arrays.copyOf(nanos, count * 2);
                    }
                    nanos[count++] = after - now;
                }
                now = after;
            }
        }
        return new Asked(Arrays.copyOf(nanos, count), statuses);
    }

    /// Microseconds used so far by this process, the service and the database.
    private double[] processors() {
        return new double[] {
            micros(ProcessHandle.current()),
            micros(service),
            Stream.concat(Stream.of(server), server.descendants())
                    .mapToDouble(Callers::micros)
                    .sum()
        };
    }

    private static double micros(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e3;
    }
}
