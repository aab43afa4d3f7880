package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.demonstration.DemonstrationData;
import com.arzani.tokens.demonstration.DemonstrationSize;
import com.arzani.tokens.market.UserDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// F28: a large ledger is searched and adjusted as quickly as a small one. Here a tenth of the size must keep within
/// ten
/// times the figures; the figures themselves are measured in full size in the soak profile.
@PostgresTest
@Isolated("it takes times")
class LargeLedgerTest {
    private static final Duration SEARCH = Duration.ofMillis(300);
    private static final Duration ADJUSTMENT = Duration.ofMillis(100);
    private static final int TRIES = 21;

    private final TestDatabase test;

    LargeLedgerTest(TestDatabase test) {
        this.test = test;
    }

    @Test
    void f28_searchesAndAdjustmentsStayQuickInAHundredThousandEntries() {
        measure(new DemonstrationSize(10_000, 100_000, 28), 10);
    }

    @Test
    @Tag("soak")
    void f28_searchesAndAdjustmentsStayQuickInAMillionEntries() {
        measure(new DemonstrationSize(100_000, 1_000_000, 28), 1);
    }

    private void measure(DemonstrationSize size, int leniency) {
        new DemonstrationData(test.superuser()).load(size, progress -> {});
        try (Database support = Database.open(
                test.profile(),
                test.newLogin(OperatorRole.SUPPORT),
                DatabaseOptions.console(Clock.systemUTC(), () -> false).withEntities(Ledger.ENTITIES))) {
            UserDirectory users = new UserDirectory(support);
            LedgerService ledger = new LedgerService(support);
            List<String> texts = List.of("ann", "zz", "smith", "@example", "4711", "no such customer");

            Duration search = median(number -> users.find(texts.get(number % texts.size()), null, 50));
            Duration adjustment = median(number -> ledger.adjust(LedgerFixture.grant(1L + number, 1)));

            assertThat(search).isLessThan(SEARCH.multipliedBy(leniency));
            assertThat(adjustment).isLessThan(ADJUSTMENT.multipliedBy(leniency));
        }
    }

    private interface Work {
        void run(int number);
    }

    private static Duration median(Work work) {
        List<Duration> taken = new ArrayList<>();
        for (int number = 0; number < TRIES; number++) {
            long begin = System.nanoTime();
            work.run(number);
            taken.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        Collections.sort(taken);
        return taken.get(TRIES / 2);
    }
}
