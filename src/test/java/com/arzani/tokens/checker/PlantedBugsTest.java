package com.arzani.tokens.checker;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A check that cannot fail is no check: the checker must find each mistake that was put into the ledger on purpose.
@PostgresTest
@ExtendWith(Silence.class)
class PlantedBugsTest {
    private static final int SEEDS = 25;

    private final TestDatabase database;

    PlantedBugsTest(TestDatabase database) {
        this.database = database;
    }

    @ParameterizedTest
    @EnumSource
    void theCheckerFindsAPlantedBug(PlantedBug bug) {
        Random random = new Random(1);
        String found = "";
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                TestDatabase planted = database.another("planted");
                House house = new House(planted)) {
            bug.plant(house.sql);
            for (int seed = 0; seed < SEEDS && found.isEmpty(); seed++) {
                found = run(random.nextLong(1L << 40), house, threads);
            }
        }

        assertThat(found).as("what the checker says about " + bug).contains("-Dchecker.seed=", "the last operations");
    }

    private static String run(long seed, House house, ExecutorService threads) {
        try {
            new SeedRun(seed, house, threads).run(Lanes.OPERATIONS);
            return "";
        } catch (CheckFailed failure) {
            return failure.getMessage();
        }
    }
}
