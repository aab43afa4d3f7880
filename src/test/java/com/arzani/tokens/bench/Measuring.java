package com.arzani.tokens.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Lets a number of callers spend for a while, each as fast as it is answered.
record Measuring(ProcessHandle server) {
    Figures run(Spending way, Cell cell, long millis) throws Exception {
        CyclicBarrier start = new CyclicBarrier(cell.callers());
        Processor before = Processor.now(server);
        long began = System.nanoTime();
        try (ExecutorService threads = callers(cell.callers())) {
            List<Future<long[]>> callers = new ArrayList<>();
            for (int caller = 0; caller < cell.callers(); caller++) {
                callers.add(threads.submit(caller(way, cell, millis, start)));
            }
            List<long[]> all = new ArrayList<>();
            for (Future<long[]> caller : callers) {
                all.add(caller.get());
            }
            long elapsed = System.nanoTime() - began;
            return Figures.of(
                    all.stream().flatMapToLong(Arrays::stream).toArray(),
                    elapsed,
                    Processor.now(server).since(before));
        }
    }

    private static ExecutorService callers(int number) {
        return "platform".equals(System.getProperty("bench.threads", "virtual"))
                ? Executors.newFixedThreadPool(number)
                : Executors.newVirtualThreadPerTaskExecutor();
    }

    private static Callable<long[]> caller(Spending way, Cell cell, long millis, CyclicBarrier start) {
        return () -> {
            long[] nanos = new long[4_096];
            int count = 0;
            start.await(30, TimeUnit.SECONDS);
            long now = System.nanoTime();
            long end = now + TimeUnit.MILLISECONDS.toNanos(millis);
            while (now < end) {
                way.spend(1 + ThreadLocalRandom.current().nextInt(cell.wallets()));
                long after = System.nanoTime();
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, count * 2);
                }
                nanos[count++] = after - now;
                now = after;
            }
            return Arrays.copyOf(nanos, count);
        };
    }
}
