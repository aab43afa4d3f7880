package com.arzani.tokens.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// What the generator writes is what the posting function would have written, every column of it (ruling 16).
@PostgresTest
class HistoryReplayTest {
    private final TestDatabase database;

    HistoryReplayTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void generatorAndPostingGiveTheSameEntriesLotsDrawsAndWallets(TestReporter reporter) throws Exception {
        List<Long> seeds = new ArrayList<>(List.of(1L, 2L, 20_241_122L));
        seeds.add(ThreadLocalRandom.current().nextLong());
        try (Replay replay = new Replay(database)) {
            for (long seed : seeds) {
                reporter.publishEntry("seed", Long.toString(seed));
                DemonstrationSize size = new DemonstrationSize(20 + (int) Math.floorMod(seed, 100L), 1_500, seed);
                replay.post(new Story(size, Times.micros(database.now())));
                assertThat(replay.differences()).as("seed %d", seed).isEmpty();
                assertThat(kinds())
                        .as("seed %d", seed)
                        .contains("purchase", "bonus", "consumption", "refund", "expiry");
            }
            assertThat(database.sql()
                            .number("SELECT count(*) FROM token_transactions WHERE id > (SELECT max(entry_id) FROM"
                                    + " token_entry_keys)"))
                    .isZero();
        }
    }

    private List<String> kinds() {
        return database.sql().rows("SELECT DISTINCT transaction_type AS type FROM token_transactions").stream()
                .map(row -> row.get("type").toString())
                .toList();
    }
}
