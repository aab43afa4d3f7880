package com.arzani.tokens.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class FeatureFlagsTest {
    private final TestDatabase database;
    private final MarketSeed seed;
    private final FeatureFlags flags;

    FeatureFlagsTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
        flags = new FeatureFlags(database.openAs(OperatorRole.PRODUCT));
    }

    @BeforeEach
    void allOn() {
        for (FeatureFlag flag : flags.all()) {
            if (!flag.setting().equals(setting(true, "100"))) {
                flags.change(flag, setting(true, "100"), "As at the beginning");
            }
        }
    }

    private static FeatureFlag.Setting setting(boolean on, String percentage, String... plans) {
        return new FeatureFlag.Setting(on, new BigDecimal(percentage), List.of(plans));
    }

    private FeatureFlag flag(String name) {
        return flags.all().stream()
                .filter(flag -> flag.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void onlyProductAndAdministratorsChangeFlags() {
        FeatureFlag seen = flag(Rollout.TOKEN_SYSTEM);
        for (OperatorRole role : List.of(OperatorRole.SUPPORT, OperatorRole.FINANCE, OperatorRole.SERVICE)) {
            assertThatThrownBy(() ->
                            new FeatureFlags(database.openAs(role)).change(seen, setting(false, "100"), "Not allowed"))
                    .hasMessage("not_permitted");
        }
        assertThatThrownBy(() -> new FeatureFlags(database.openAs(OperatorRole.FINANCE))
                        .check(Rollout.TOKEN_SYSTEM, seed.user()))
                .hasMessage("not_permitted");
        assertThat(flag(Rollout.TOKEN_SYSTEM)).isEqualTo(seen);
    }

    @Test
    void whatMakesNoSenseIsRefused_H7() {
        FeatureFlag seen = flag(Rollout.SELLER_BOOST);
        assertThatThrownBy(() -> flags.change(seen, setting(true, "100.01"), "Too much"))
                .hasMessage("flag_percentage_out_of_range");
        assertThatThrownBy(() -> flags.change(seen, setting(true, "-1"), "Too little"))
                .hasMessage("flag_percentage_out_of_range");
        assertThatThrownBy(() -> flags.change(seen, setting(true, "50", "x'; DROP"), "Odd plan"))
                .hasMessage("flag_plans_malformed");
        assertThatThrownBy(() -> flags.change(seen, setting(true, "100"), "The same"))
                .isInstanceOf(Rejected.class)
                .hasMessage("flag_not_changed");
        assertThatThrownBy(() -> flags.change(seen, setting(true, "50"), "  ")).hasMessage("reason_missing");
        assertThatThrownBy(() -> flags.check(Rollout.SELLER_BOOST, 999_999_999L))
                .hasMessage("user_unknown");
        assertThatThrownBy(() -> flags.reach("ENABLE_NOTHING", setting(true, "1")))
                .hasMessage("flag_unknown");
        assertThat(flag(Rollout.SELLER_BOOST)).isEqualTo(seen);
    }

    @Test
    void aChangeIsAVersionWithWhoWhyAndTheSameSalt() {
        FeatureFlag seen = flag(Rollout.SELLER_BOOST);
        FeatureFlag made = flags.change(seen, setting(true, "12.5", "pro", "free"), "A first few");
        assertThat(made.version()).isEqualTo(seen.version() + 1);
        assertThat(made.salt()).isEqualTo(seen.salt());
        assertThat(made.reason()).isEqualTo("A first few");
        assertThat(made.changedBy())
                .isEqualTo(database.login(OperatorRole.PRODUCT).login());
        assertThat(made.setting()).isEqualTo(setting(true, "12.50", "free", "pro"));
        assertThat(flags.history(Rollout.SELLER_BOOST)).startsWith(made, seen);
        assertThat(database.sql()
                        .number(
                                "SELECT count(*) FROM audit_log WHERE action = 'change_feature_flag' AND subject_id = ?"
                                        + " AND (before ->> 'version')::int = ? AND (after ->> 'version')::int = ?",
                                Rollout.SELLER_BOOST,
                                seen.version(),
                                made.version()))
                .isEqualTo(1);
    }

    @Test
    void ofTwoAtOnceOneWinsAndTheOtherIsTold_F5() throws Exception {
        FeatureFlag seen = flag(Rollout.PREMIUM_ANALYTICS);
        FeatureFlags admin = new FeatureFlags(database.openAs(OperatorRole.ADMIN));
        List<Callable<FeatureFlag>> calls = new ArrayList<>();
        for (int share = 1; share <= 8; share++) {
            FeatureFlags by = share % 2 == 0 ? admin : flags;
            String percentage = Integer.toString(share);
            calls.add(() -> by.change(seen, setting(true, percentage), "At once"));
        }
        int won = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<FeatureFlag> answer : threads.invokeAll(calls)) {
                try {
                    assertThat(answer.get().version()).isEqualTo(seen.version() + 1);
                    won++;
                } catch (java.util.concurrent.ExecutionException refused) {
                    assertThat(refused.getCause()).isInstanceOf(Conflict.class).hasMessage("flag_changed");
                }
            }
        }
        assertThat(won).isEqualTo(1);
        assertThat(flag(Rollout.PREMIUM_ANALYTICS).version()).isEqualTo(seen.version() + 1);
    }

    @Test
    void theReachIsWhatTheServiceThenAnswers() {
        for (int i = 0; i < 40; i++) {
            long user = seed.user();
            database.sql().execute("UPDATE users SET buyer_plan = ? WHERE id = ?", i % 2 == 0 ? "pro" : "free", user);
        }
        FeatureFlag tokens = flags.change(flag(Rollout.TOKEN_SYSTEM), setting(true, "70"), "Most");
        FeatureFlag seen = flag(Rollout.SELLER_BOOST);
        FeatureFlag.Setting wanted = setting(true, "60", "pro");
        FeatureReach reach = flags.reach(seen.name(), wanted);
        assertThat(reach.nowIn()).isEqualTo(on(seen.name()));
        assertThat(reach.users()).isEqualTo(database.sql().number("SELECT count(*) FROM users"));
        flags.change(seen, wanted, "Fewer");
        assertThat(on(seen.name())).isEqualTo(reach.thenIn());
        assertThat(reach.thenIn()).isLessThan(reach.nowIn()).isPositive();
        assertThat(reach.leaving() - reach.entering()).isEqualTo(reach.nowIn() - reach.thenIn());
        assertThat(flags.reach(tokens.name(), setting(true, "100")).thenIn()).isEqualTo(reach.users());
        assertThat(flags.reach(tokens.name(), setting(true, "0")).thenIn()).isZero();
        assertThat(flags.plans()).containsKeys("free", "pro");
    }

    private long on(String name) {
        return database.sql().number("SELECT count(*) FROM users u WHERE feature_on(?, u.id)", name);
    }

    @Test
    void theCheckSaysWhy_T12() {
        long user = seed.user();
        FeatureFlag seen = flag(Rollout.SELLER_BOOST);
        BigDecimal place = flags.check(seen.name(), user).flags().getFirst().place();
        assertThat(place)
                .isEqualByComparingTo(new BigDecimal(Rollout.bucket(seen.salt(), user))
                        .multiply(new BigDecimal(100))
                        .divide(new BigDecimal(1L << 32), 4, java.math.RoundingMode.FLOOR));
        flags.change(seen, setting(true, "100", "pro"), "Pro alone");
        FeatureCheck outside = flags.check(seen.name(), user);
        assertThat(outside.on()).isFalse();
        assertThat(outside.flags().getFirst().inAudience()).isFalse();
        flags.change(flag(Rollout.TOKEN_SYSTEM), setting(false, "100"), "Off");
        database.sql().execute("UPDATE users SET buyer_plan = 'pro' WHERE id = ?", user);
        FeatureCheck needs = flags.check(seen.name(), user);
        assertThat(needs.flags()).extracting(FeatureCheck.Part::on).containsExactly(true, false);
        assertThat(needs.on()).isFalse();
        assertThat(new Rollout(database.openService()).on(user)).isEmpty();
    }

    @Test
    void uniformAndIndependentOfAnExperimentOn200000Ids_T12() {
        // Two flags and an experiment's group: each splits alike within the halves of the others. The bounds are five
        // standard deviations of 200,000 independent draws.
        Long[] counts = new Long[] {0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L};
        for (int user = 1; user <= 200_000; user++) {
            int cell = bit("token-system", user) | bit("seller-boost", user) << 1 | bit("experiment:42", user) << 2;
            counts[cell]++;
        }
        assertThat(counts).allSatisfy(count -> assertThat(count).isBetween(24_260L, 25_740L));
    }

    private static int bit(String salt, int user) {
        return Rollout.bucket(salt, user) < 1L << 31 ? 0 : 1;
    }
}
