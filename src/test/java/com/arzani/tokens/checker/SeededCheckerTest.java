package com.arzani.tokens.checker;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Random people do random things at the same moment while backends die and connections are cut; then everything must
/// be
/// as it was promised. `-Dchecker.seed=N` runs one seed again, `-Dchecker.seeds=N` so many new ones.
@PostgresTest
@ExtendWith(Silence.class)
class SeededCheckerTest {
    private static final int SEEDS = Integer.getInteger("checker.seeds", 200);
    private static final Duration SOAK = Duration.ofMinutes(Integer.getInteger("checker.minutes", 20));

    private final Lanes lanes;

    SeededCheckerTest(TestDatabase database) {
        lanes = new Lanes(database);
    }

    @Test
    void f1_f2_f4_theLedgerKeepsItsPromisesWhateverHappens() throws InterruptedException {
        Long given = Long.getLong("checker.seed");
        List<Long> seeds = given != null
                ? List.of(given)
                : new Random().longs(SEEDS, 0, 1L << 40).boxed().toList();
        Iterator<Long> left = seeds.iterator();

        assertThat(lanes.run(() -> left.hasNext() ? left.next() : null)).isEqualTo(seeds.size());
    }

    @Test
    @Tag("soak")
    void f1_f2_f4_theLedgerKeepsItsPromisesForAsLongAsOneLooks() throws InterruptedException {
        long end = System.nanoTime() + SOAK.toNanos();
        Random random = new Random();
        Supplier<Long> seeds = () -> System.nanoTime() < end ? random.nextLong(1L << 40) : null;

        assertThat(lanes.run(seeds)).isGreaterThan(SEEDS);
    }
}
