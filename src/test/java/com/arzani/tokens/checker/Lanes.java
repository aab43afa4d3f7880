package com.arzani.tokens.checker;

import com.arzani.tokens.database.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Runs seeds side by side, each lane on a database of its own, since a seed moves its database's clock.
final class Lanes {
    static final int OPERATIONS = 100;
    private static final int LANES = 4;
    /// The proof after each seed reads the whole database; a fresh one keeps that short.
    private static final int SEEDS_A_DATABASE = 25;

    private final TestDatabase database;
    private int failures;

    Lanes(TestDatabase database) {
        this.database = database;
    }

    /// Runs seeds until there is none or one fails.
    ///
    /// @return how many were run
    int run(Supplier<Long> seeds) throws InterruptedException {
        int count = 0;
        List<Future<Integer>> lanes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int lane = 0; lane < LANES; lane++) {
                lanes.add(threads.submit(() -> lane(seeds, threads)));
            }
            for (Future<Integer> lane : lanes) {
                count += lane.get();
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CheckFailed found) {
                throw found;
            }
            throw new AssertionError(failed.getCause());
        }
        return count;
    }

    private int lane(Supplier<Long> seeds, ExecutorService threads) {
        int count = 0;
        Long seed = next(seeds);
        while (seed != null) {
            try (TestDatabase fresh = database.another("checker");
                    House house = new House(fresh)) {
                for (int i = 0; i < SEEDS_A_DATABASE && seed != null; i++) {
                    run(seed, house, threads);
                    count++;
                    seed = next(seeds);
                }
            }
        }
        return count;
    }

    private void run(long seed, House house, ExecutorService threads) {
        try {
            new SeedRun(seed, house, threads).run(OPERATIONS);
        } catch (CheckFailed found) {
            synchronized (this) {
                failures++;
            }
            throw found;
        }
    }

    /// One lane's failure ends the others too.
    private synchronized Long next(Supplier<Long> seeds) {
        return failures > 0 ? null : seeds.get();
    }
}
