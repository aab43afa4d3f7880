package com.arzani.tokens.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.throttle.RateLimits.Rate;
import com.arzani.tokens.throttle.RateLimits.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@PostgresTest
class RateLimitsTest {
    private static final Rate FIVE = new Rate(5, Duration.ofMinutes(15));

    private final TestDatabase database;

    RateLimitsTest(TestDatabase database) {
        this.database = database;
    }

    private RateLimits instance() {
        return new RateLimits(database.openService());
    }

    @Test
    void onlyTheServiceCounts() {
        RateLimits product = new RateLimits(database.openAs(OperatorRole.PRODUCT));
        assertThatThrownBy(() -> product.take("purchase", FIVE, "1")).hasMessage("not_permitted");
    }

    @Test
    void t17_twoInstancesShareTheTurnsAlsoAtOnce() throws Exception {
        List<RateLimits> instances = List.of(instance(), instance());
        List<Callable<Turn>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            RateLimits one = instances.get(i % 2);
            calls.add(() -> one.take("purchase", FIVE, "7"));
        }
        int granted = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
            for (Future<Turn> turn : threads.invokeAll(calls)) {
                granted += turn.get().granted() ? 1 : 0;
            }
        }
        assertThat(granted).isEqualTo(5);
        assertThat(instances.get(0).take("purchase", FIVE, "8").granted())
                .as("another user")
                .isTrue();
        assertThat(instances.get(1).take("token", FIVE, "7").granted())
                .as("another matter")
                .isTrue();
    }

    @Test
    void t17_aNewInstanceKnowsWhatWasTakenAndTheDatabasesClockGivesItBack() {
        RateLimits first = instance();
        for (int i = 0; i < 5; i++) {
            Turn turn = first.take("purchase", FIVE, "9");
            assertThat(turn.granted()).isTrue();
            assertThat(turn.remaining()).isEqualTo(4L - i);
        }
        Turn refused = instance().take("purchase", FIVE, "9");
        assertThat(refused.granted()).as("after a restart").isFalse();
        assertThat(refused.untilReset()).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
        database.advance(Duration.ofMinutes(15));
        assertThat(instance().take("purchase", FIVE, "9").granted()).isTrue();
    }

    @Test
    void aBucketThatIsFullAgainIsForgotten() {
        instance().take("purchase", new Rate(1, Duration.ofSeconds(10)), "11");
        String count = "SELECT count(*) FROM rate_buckets WHERE bucket_key = 'purchase:1/10000:11'";
        database.openService()
                .call(session -> session.createNativeQuery("SELECT clean_rate_buckets()", Long.class)
                        .getSingleResult());
        assertThat(database.sql().number(count)).isEqualTo(1);
        database.advance(Duration.ofMinutes(2));
        database.openService()
                .call(session -> session.createNativeQuery("SELECT clean_rate_buckets()", Long.class)
                        .getSingleResult());
        assertThat(database.sql().number(count)).isZero();
    }
}
