package com.arzani.tokens.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@PostgresTest
class RolloutTest {
    private static final int PEOPLE = 200_000;

    private final TestDatabase database;
    private final MarketSeed seed;
    private final Rollout rollout;

    RolloutTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
        rollout = new Rollout(database.openService(Market.ENTITIES.toArray(Class[]::new)));
    }

    private void flag(String name, boolean enabled, String percentage) {
        database.sql().execute("""
                INSERT INTO feature_flags (name, version, is_enabled, rollout_percentage, salt)
                SELECT name, version + 1, ?, ?::numeric, salt FROM feature_flags WHERE name = ? ORDER BY version DESC LIMIT 1""", enabled, percentage, name);
    }

    private Set<Integer> in(String name, int people) {
        return database
                .sql()
                .rows("SELECT id FROM generate_series(1, ?) AS s (id) WHERE feature_on(?, id)", people, name)
                .stream()
                .map(row -> (Integer) row.get("id"))
                .collect(Collectors.toSet());
    }

    @Test
    void historyOfAFlagIsNotRewritten() {
        assertThatThrownBy(() -> database.sql().execute("UPDATE feature_flags SET is_enabled = false"))
                .hasMessageContaining("append_only");
    }

    @Test
    void javaAndTheDatabaseSortAlike_T12() {
        for (long user : new long[] {1, 2, 42, 2_147_483_647L}) {
            assertThat(database.sql().number("SELECT rollout_bucket('salt', ?)", user))
                    .isEqualTo(Rollout.bucket("salt", user));
        }
    }

    @Test
    void aHundredPercentMeansAllAndZeroNone_T12() {
        flag(Rollout.SELLER_BOOST, true, "100");
        assertThat(in(Rollout.SELLER_BOOST, 20_000)).hasSize(20_000);
        flag(Rollout.SELLER_BOOST, true, "0");
        assertThat(in(Rollout.SELLER_BOOST, 20_000)).isEmpty();
        flag(Rollout.SELLER_BOOST, false, "100");
        assertThat(in(Rollout.SELLER_BOOST, 20_000)).isEmpty();
    }

    @Test
    void whoIsInStaysInWhileItGrows_T12() {
        flag(Rollout.TOKEN_SYSTEM, true, "10");
        Set<Integer> tenth = in(Rollout.TOKEN_SYSTEM, 20_000);
        flag(Rollout.TOKEN_SYSTEM, true, "33.33");
        Set<Integer> third = in(Rollout.TOKEN_SYSTEM, 20_000);
        flag(Rollout.TOKEN_SYSTEM, true, "100");

        assertThat(third).containsAll(tenth);
        assertThat(tenth.size()).isBetween(1_850, 2_150);
        assertThat(third.size()).isBetween(6_450, 6_880);
    }

    @Test
    void twoSaltsSortPeopleIndependently_T12() {
        int both = 0;
        int first = 0;
        int second = 0;
        for (int user = 1; user <= PEOPLE; user++) {
            boolean a = Rollout.bucket("token-system", user) < (1L << 32) / 3;
            boolean b = Rollout.bucket("seller-boost", user) < (1L << 32) / 3;
            first += a ? 1 : 0;
            second += b ? 1 : 0;
            both += a && b ? 1 : 0;
        }

        // Five standard deviations of the counts of 200,000 independent draws.
        assertThat(first).isBetween(PEOPLE / 3 - 1_060, PEOPLE / 3 + 1_060);
        assertThat(second).isBetween(PEOPLE / 3 - 1_060, PEOPLE / 3 + 1_060);
        assertThat(both).isBetween(PEOPLE / 9 - 710, PEOPLE / 9 + 710);
    }

    @Test
    void whatCostsTokensIsOffWhereTokensAreOff() {
        long user = seed.user();
        assertThat(rollout.on(user)).contains(Rollout.TOKEN_SYSTEM, Rollout.PREMIUM_ANALYTICS);
        flag(Rollout.TOKEN_SYSTEM, false, "100");
        assertThat(rollout.on(user)).isEmpty();
        flag(Rollout.TOKEN_SYSTEM, true, "100");
    }
}
