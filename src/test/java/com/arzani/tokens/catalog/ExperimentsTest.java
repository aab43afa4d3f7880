package com.arzani.tokens.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.market.MarketSeed;
import com.arzani.tokens.problem.Conflict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class ExperimentsTest {
    private final TestDatabase database;
    private final MarketSeed seed;
    private final Experiments experiments;
    private final Offers offers;
    private final long cheap;

    ExperimentsTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
        experiments = new Experiments(database.openAs(OperatorRole.PRODUCT));
        offers = new Offers(database.openService());
        cheap = database.sql().number("""
                INSERT INTO token_packages (name, token_amount, price_gbp, bonus_tokens, is_experimental, display_order)
                VALUES ('Cheaper pack', 10, 800, 0, true, 9) RETURNING id""");
    }

    @AfterEach
    void endWhatRuns() {
        database.sql()
                .execute(
                        "UPDATE price_experiments SET state = 'ended', ended_at = ledger_now() WHERE state = 'running'");
    }

    private ExperimentPlan plan(String traffic, ExperimentPlan.Group... groups) {
        return new ExperimentPlan("Prices " + UUID.randomUUID(), new BigDecimal(traffic), List.of(), List.of(groups));
    }

    private ExperimentPlan halves(String traffic) {
        return plan(
                traffic,
                new ExperimentPlan.Group("control", 1, List.of()),
                new ExperimentPlan.Group("variant_a", 1, List.of(cheap)));
    }

    private PriceExperiment running(ExperimentPlan plan) {
        return experiments.start(experiments.save(plan), horizon(), "To learn what a price does");
    }

    private Instant horizon() {
        return database.now().plus(Duration.ofDays(14));
    }

    private Map<String, Integer> counts(long experiment, int people) {
        Map<String, Integer> counts = new HashMap<>();
        database.sql()
                .rows(
                        "SELECT coalesce(experiment_variant_of(x, s.id), 'none') AS variant, count(*)::int AS n"
                                + " FROM price_experiments x, generate_series(1, ?) AS s (id) WHERE x.id = ? GROUP BY 1",
                        people,
                        experiment)
                .forEach(row -> counts.put((String) row.get("variant"), (Integer) row.get("n")));
        return counts;
    }

    @Test
    void onlyProductAndAdministratorsDecide() {
        Experiments support = new Experiments(database.openAs(OperatorRole.SUPPORT));
        assertThatThrownBy(() -> support.save(halves("100"))).hasMessage("not_permitted");
        assertThatThrownBy(() -> new Offers(database.openAs(OperatorRole.PRODUCT)).shown(seed.user()))
                .hasMessage("not_permitted");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        ExperimentPlan.Group control = new ExperimentPlan.Group("control", 1, List.of());
        assertThatThrownBy(() -> experiments.save(plan("0", control, control)))
                .hasMessage("experiment_traffic_out_of_range");
        assertThatThrownBy(() -> experiments.save(plan("100", control))).hasMessage("experiment_variants_malformed");
        assertThatThrownBy(() -> experiments.save(plan("100", control, control)))
                .hasMessage("experiment_variants_malformed");
        assertThatThrownBy(() ->
                        experiments.save(plan("100", control, new ExperimentPlan.Group("a\"b", 1, List.of(cheap)))))
                .hasMessage("experiment_variants_malformed");
        assertThatThrownBy(() -> experiments.save(
                        plan("100", control, new ExperimentPlan.Group("variant_a", 1, List.of(999_999L)))))
                .hasMessage("experiment_package_not_active");
        PriceExperiment draft = experiments.save(halves("100"));
        assertThatThrownBy(() -> experiments.start(draft, database.now(), "Too soon"))
                .hasMessage("experiment_horizon_too_near");
        assertThatThrownBy(() -> experiments.start(draft, horizon(), " ")).hasMessage("reason_missing");
    }

    @Test
    void oneRunsAtATimeAndIsNotChanged() {
        ExperimentPlan plan = halves("100");
        PriceExperiment first = running(plan);
        PriceExperiment second = experiments.save(halves("100"));
        assertThatThrownBy(() -> experiments.start(second, horizon(), "Another"))
                .isInstanceOf(Conflict.class)
                .hasMessage("experiment_runs_already");
        assertThatThrownBy(() -> experiments.save(Optional.of(first), plan))
                .isInstanceOf(Conflict.class)
                .hasMessage("experiment_began");
        assertThatThrownBy(() -> experiments.save(plan)).hasMessage("experiment_name_used");
        assertThat(experiments.end(first.id(), Optional.empty(), "Enough seen").state())
                .isEqualTo(PriceExperiment.State.ENDED);
        assertThatThrownBy(() -> experiments.end(first.id(), Optional.empty(), "Again"))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void groupsAreAsLargeAsTheirWeightsAndTrafficSaysNothingAboutThem_T12() {
        ExperimentPlan.Group control = new ExperimentPlan.Group("control", 1, List.of());
        ExperimentPlan.Group a = new ExperimentPlan.Group("variant_a", 1, List.of(cheap));
        ExperimentPlan.Group b = new ExperimentPlan.Group("variant_b", 2, List.of(cheap));
        Map<String, Integer> all =
                counts(experiments.save(plan("100", control, a, b)).id(), 40_000);
        Map<String, Integer> third =
                counts(experiments.save(plan("33", control, a, b)).id(), 40_000);

        assertThat(all).doesNotContainKey("none");
        assertThat(all.get("control")).isBetween(9_560, 10_440);
        assertThat(all.get("variant_b")).isBetween(19_500, 20_500);
        // At a rollout of 33 % the sketch puts everybody into control.
        assertThat(third.get("none")).isBetween(26_300, 27_300);
        assertThat(third.get("control")).isBetween(3_010, 3_590);
        assertThat(third.get("variant_b")).isBetween(6_220, 6_980);
    }

    @Test
    void aFlagSaysNothingAboutAGroup_T12() {
        long experiment = experiments.save(halves("100")).id();
        long both = database.sql()
                .number(
                        "SELECT count(*) FROM price_experiments x, generate_series(1, 40000) AS s (id) WHERE x.id = ?"
                                + " AND experiment_variant_of(x, s.id) = 'control'"
                                + " AND rollout_bucket('token-system', s.id) < 4294967296 / 2",
                        experiment);
        assertThat(both).isBetween(9_560L, 10_440L);
    }

    @Test
    void theGroupIsKeptFromTheFirstShowing_T12() {
        PriceExperiment experiment = running(halves("100"));
        long user = seed.user();
        List<ShownPackage> previewed = new Offers(database.openAs(OperatorRole.PRODUCT)).preview(user);
        assertThat(experiments.exposures(experiment.id()).values()).containsOnly(0L);
        List<ShownPackage> first = offers.shown(user);
        assertThat(first).isEqualTo(previewed);
        String group = first.getFirst().variant().orElseThrow();

        database.sql()
                .execute(
                        "UPDATE experiment_variants SET weight = 999 WHERE experiment_id = ? AND name <> ?",
                        experiment.id(),
                        group);
        database.sql().execute("UPDATE price_experiments SET traffic_percentage = 0.01 WHERE id = ?", experiment.id());

        assertThat(offers.shown(user)).isEqualTo(first);
        assertThat(experiments.exposures(experiment.id())).containsEntry(group, 1L);
    }

    @Test
    void twoShowingsAtOnceAreOneExposure() throws Exception {
        PriceExperiment experiment = running(halves("100"));
        long user = seed.user();
        Callable<List<ShownPackage>> call = () -> offers.shown(user);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<List<ShownPackage>> answer : threads.invokeAll(java.util.Collections.nCopies(8, call))) {
                assertThat(answer.get()).isNotEmpty();
            }
        }
        assertThat(experiments.exposures(experiment.id()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void aGroupIsOfferedItsPackagesAndOthersAreNot() {
        running(plan(
                "100",
                new ExperimentPlan.Group("control", 1, List.of()),
                new ExperimentPlan.Group("variant_a", 999, List.of(cheap, 1L))));
        ShownPackage shown = null;
        for (int i = 0; i < 50 && shown == null; i++) {
            List<ShownPackage> list = offers.shown(seed.user());
            if (list.getFirst().variant().orElseThrow().equals("variant_a")) {
                assertThat(list).extracting(ShownPackage::id).containsExactly(cheap, 1L);
                shown = list.getFirst();
            }
        }
        assertThat(shown).isNotNull();
        endWhatRuns();
        assertThat(offers.shown(seed.user())).extracting(ShownPackage::id).containsExactly(1L, 2L, 3L);
    }

    @Test
    void itIsForTheAudienceAlone() {
        running(new ExperimentPlan(
                "Plans " + UUID.randomUUID(),
                new BigDecimal("100"),
                List.of("pro"),
                halves("100").groups()));
        long free = seed.user();
        long pro = seed.user();
        database.sql().execute("UPDATE users SET buyer_plan = 'pro' WHERE id = ?", pro);
        assertThat(offers.shown(free).getFirst().variant()).isEmpty();
        assertThat(offers.shown(pro).getFirst().variant()).isPresent();
    }
}
