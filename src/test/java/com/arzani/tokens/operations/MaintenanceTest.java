package com.arzani.tokens.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaintenanceTest {
    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final Maintenance maintenance;

    MaintenanceTest(TestDatabase database) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
        this.maintenance = new Maintenance(database.openService());
    }

    @Test
    void noPartitionIsMissingAtAYearsEnd() {
        Instant before = database.now();
        long user = ledger.userWith(5);
        database.setClock(Instant.parse("2028-12-31T23:59:58Z"));
        maintenance.run();
        try {
            ledger.service.post(LedgerFixture.spend(user, 1));
            database.setClock(Instant.parse("2029-01-01T00:00:01Z"));
            ledger.service.post(LedgerFixture.spend(user, 1));

            assertThat(count("SELECT count(*) FROM token_transactions_2028_12 WHERE user_id = " + user))
                    .isEqualTo(1);
            assertThat(count("SELECT count(*) FROM token_transactions_2029_01 WHERE user_id = " + user))
                    .isEqualTo(1);
            assertThat(count("SELECT count(*) FROM pg_class WHERE relname = 'token_transactions_2030_12'"))
                    .isEqualTo(1);
        } finally {
            database.setClock(before);
        }
    }

    @Test
    void t20_aBoostEndsByItself() {
        long seller = ledger.user();
        database.sql()
                .execute(
                        "INSERT INTO businesses (user_id, business_name, is_boosted, boost_level, boosted_until) VALUES ("
                                + seller + ", 'Bakery', true, 2, ledger_now() + interval '1 hour')");
        maintenance.run();
        assertThat(count("SELECT count(*) FROM businesses WHERE is_boosted AND user_id = " + seller))
                .isEqualTo(1);

        database.advance(Duration.ofHours(2));
        maintenance.run();

        assertThat(count("SELECT count(*) FROM businesses WHERE is_boosted AND user_id = " + seller))
                .isZero();
    }

    @Test
    void aFailingJobKeepsItsTurn() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch again = new CountDownLatch(2);
        try (BackgroundJobs jobs = new BackgroundJobs()) {
            jobs.every(Duration.ofMillis(1), Duration.ZERO, "failing", () -> {
                again.countDown();
                if (runs.incrementAndGet() == 1) {
                    throw new IllegalStateException("the first time");
                }
            });
            assertThat(again.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(runs).hasValueGreaterThanOrEqualTo(2);
    }

    private long count(String sql) {
        return database.sql().value(Long.class, sql);
    }
}
