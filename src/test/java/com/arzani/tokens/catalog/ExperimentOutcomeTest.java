package com.arzani.tokens.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.market.MarketSeed;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Conflict;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class ExperimentOutcomeTest {
    private final TestDatabase database;
    private final MarketSeed seed;
    private final Sql service;
    private final Experiments product;
    private final Experiments admin;
    private final Offers site;

    ExperimentOutcomeTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
        service = database.sqlAs(database.login(OperatorRole.SERVICE));
        product = new Experiments(database.openAs(OperatorRole.PRODUCT));
        admin = new Experiments(database.openAs(OperatorRole.ADMIN));
        site = new Offers(database.openService());
    }

    @AfterEach
    void endWhatRuns() {
        database.sql()
                .execute(
                        "UPDATE price_experiments SET state = 'ended', ended_at = ledger_now() WHERE state = 'running'");
    }

    private static Offer offer(long tokens, long bonus, long pence) {
        return new Offer(new Tokens(tokens), new Tokens(bonus), new Pence(pence));
    }

    private ExperimentPlan plan(long... packages) {
        return new ExperimentPlan(
                "Prices " + UUID.randomUUID(),
                new BigDecimal(100),
                List.of(),
                List.of(
                        new ExperimentPlan.Group("control", 1, List.of()),
                        new ExperimentPlan.Group(
                                "cheaper",
                                1,
                                java.util.Arrays.stream(packages).boxed().toList())));
    }

    private long discounted(long pence) {
        return product.makePackage(
                OptionalLong.of(1), "Starter Pack - 10 Tokens", offer(10, 1, pence), "Cheaper start");
    }

    private PriceExperiment start(ExperimentPlan plan) {
        return product.start(product.save(plan), database.now().plus(Duration.ofDays(7)), "To learn");
    }

    private long userIn(String group) {
        for (int i = 0; i < 60; i++) {
            long user = seed.user();
            if (site.shown(user).getFirst().variant().orElseThrow().equals(group)) {
                return user;
            }
        }
        throw new AssertionError("nobody in " + group);
    }

    private long buy(long user, long packageId) {
        long order = service.number(
                "SELECT id FROM create_order(?, ?, ?)", UUID.randomUUID().toString(), user, packageId);
        service.rows("SELECT * FROM attach_checkout(?, ?)", order, "cs_" + order);
        long price = database.sql().number("SELECT price_pence FROM token_orders WHERE id = ?", order);
        service.rows("SELECT * FROM credit_order(?, ?, ?, ?, 'gbp')", order, "cs_" + order, "pi_" + order, price);
        return order;
    }

    @Test
    void othersThanProductAndAdministratorsDecideNothing() {
        Experiments finance = new Experiments(database.openAs(OperatorRole.FINANCE));
        PriceExperiment draft = product.save(plan(1));
        assertThatThrownBy(() -> finance.start(draft, database.now().plus(Duration.ofDays(7)), "No"))
                .hasMessage("not_permitted");
        assertThatThrownBy(() -> finance.discard(draft)).hasMessage("not_permitted");
        assertThatThrownBy(() -> finance.makePackage(OptionalLong.empty(), "Mine", offer(1, 0, 100), "No"))
                .hasMessage("not_permitted");
        assertThat(finance.results(draft.id()).groups()).hasSize(2);
        assertThatThrownBy(() -> new Experiments(database.openAs(OperatorRole.SUPPORT)).results(draft.id()))
                .hasMessage("not_permitted");
    }

    @Test
    void aGroupsPackageKeepsTheLimitsAndRuling2_H7() {
        assertThatThrownBy(() -> product.makePackage(OptionalLong.of(1), "Far too cheap", offer(10, 0, 700), "Why not"))
                .hasMessage("experiment_price_needs_admin");
        assertThat(admin.makePackage(OptionalLong.of(1), "Far cheaper", offer(10, 0, 700), "Agreed"))
                .isPositive();
        assertThatThrownBy(() -> product.makePackage(OptionalLong.empty(), " ", offer(10, 0, 900), "No name"))
                .hasMessage("package_name_missing");
        assertThatThrownBy(() -> product.makePackage(OptionalLong.empty(), "Bonus", offer(10, 11, 900), "Bonus"))
                .hasMessage("package_bonus_too_large");
        assertThatThrownBy(() -> product.makePackage(OptionalLong.empty(), "Free", offer(10, 0, 0), "Free"))
                .hasMessage("package_price_out_of_range");
        long cheap = discounted(900);
        assertThatThrownBy(() -> product.save(plan(cheap, 1))).hasMessage("experiment_package_twice");
    }

    @Test
    void ofTwoEditorsOneWinsAndTheOtherIsTold_F5() {
        PriceExperiment seen = product.save(plan(1));
        PriceExperiment theirs = admin.save(
                Optional.of(seen),
                new ExperimentPlan(
                        seen.name(), new BigDecimal(50), List.of(), seen.plan().groups()));
        assertThat(theirs.plan().traffic()).isEqualByComparingTo("50");
        assertThatThrownBy(() -> product.save(Optional.of(seen), seen.plan()))
                .isInstanceOf(Conflict.class)
                .hasMessage("experiment_edited");
        assertThatThrownBy(() -> product.start(seen, database.now().plus(Duration.ofDays(7)), "Mine"))
                .isInstanceOf(Conflict.class)
                .hasMessage("experiment_edited");
        product.discard(theirs);
        assertThat(product.find(seen.id())).isEmpty();
    }

    @Test
    void aGroupsPackageIsSoldToItsGroupAloneAndStaysAsItIs() {
        long cheap = discounted(880);
        long before = seed.user();
        assertThatThrownBy(() -> buy(before, cheap)).hasMessageContaining("package_not_found");
        PriceExperiment running = start(plan(cheap));
        long inside = userIn("cheaper");
        long outside = userIn("control");
        assertThatThrownBy(() -> buy(outside, cheap)).hasMessageContaining("package_not_found");
        assertThat(buy(inside, cheap)).isPositive();
        TokenPackage seen = catalog().entry(cheap).orElseThrow().published();
        assertThatThrownBy(() -> catalog().setActive(seen, false, "Off")).hasMessage("package_in_experiment");
        product.end(running.id(), Optional.empty(), "Stopped early");
        assertThatThrownBy(() -> buy(inside, cheap)).hasMessageContaining("package_not_found");
    }

    private PackageCatalog catalog() {
        return new PackageCatalog(database.openAs(OperatorRole.ADMIN, PackageCatalog.ENTITIES.toArray(Class[]::new)));
    }

    @Test
    void resultsCountFromTheFirstShowingToTheHorizonAndTheWinnerBecomesTheStandard_T9() {
        long cheap = discounted(900);
        long bundle = product.makePackage(OptionalLong.empty(), "Bundle", offer(100, 10, 7500), "One for all");
        long early = seed.user();
        buy(early, 1);
        PriceExperiment running = start(plan(cheap, bundle));
        long one = userIn("cheaper");
        long two = userIn("cheaper");
        long order = buy(one, cheap);
        buy(one, bundle);
        long control = userIn("control");
        buy(control, 3);
        service.rows(
                "SELECT * FROM book_refund(?, NULL, 900, 'gbp', jsonb_build_array(jsonb_build_object('id', ?,"
                        + " 'amount_pence', 900, 'currency', 'gbp', 'status', 'succeeded', 'made_at', ledger_now())))",
                "pi_" + order,
                "re_" + order);
        seed.contact(two, seed.listing(seed.user(), "Shop"), 0);

        GroupResult group = product.results(running.id()).groups().getLast();
        assertThat(group.people().buyers()).isEqualTo(1);
        assertThat(group.people().contacting()).isEqualTo(1);
        assertThat(group.sales().revenue()).isEqualTo(new Pence(8400));
        assertThat(group.sales().squares()).isEqualTo(BigInteger.valueOf(8400L * 8400));
        assertThat(group.refunds()).isEqualTo(new GroupResult.Refunds(1, new Pence(900)));
        assertThat(product.results(running.id()).groups().getFirst().sales().revenue())
                .isEqualTo(new Pence(5000));
        assertThatThrownBy(() -> product.end(running.id(), Optional.of("cheaper"), "Looks good already"))
                .hasMessage("experiment_before_horizon");

        database.advance(Duration.ofDays(8));
        buy(two, cheap);
        assertThat(product.results(running.id()).groups().getLast())
                .as("after the horizon")
                .isEqualTo(group);
        List<ExperimentStep> foreseen = product.outcome(running.id(), Optional.of("cheaper"));
        assertThat(foreseen)
                .extracting(ExperimentStep::kind)
                .containsExactly(
                        ExperimentStep.Kind.VERSION,
                        ExperimentStep.Kind.JOIN,
                        ExperimentStep.Kind.LEAVE,
                        ExperimentStep.Kind.LEAVE,
                        ExperimentStep.Kind.RETIRE);
        String past = orders();
        PriceExperiment ended = product.end(running.id(), Optional.of("cheaper"), "It sold more");
        assertThat(ended.winner()).hasValue("cheaper");
        assertThat(orders()).as("orders keep what they froze").isEqualTo(past);
        List<ShownPackage> standard = site.standard();
        assertThat(standard).extracting(ShownPackage::id).containsExactly(1L, bundle);
        assertThat(standard.getFirst().price()).isEqualTo(900);
        assertThat(standard.getFirst().bonus()).isEqualTo(new Tokens(1));
        assertThat(catalog().versions(1).getFirst().version().reason()).contains(running.name(), "It sold more");
        assertThat(database.sql().number("SELECT count(*) FROM token_packages WHERE id = ? AND is_active", cheap))
                .isZero();
    }

    private String orders() {
        return database.sql()
                .value(
                        String.class,
                        "SELECT string_agg(id || ':' || price_pence || ':' || token_amount || ':' || bonus_tokens || ':'"
                                + " || package_version_id || ':' || coalesce(experiment_variant, ''), ',' ORDER BY id)"
                                + " FROM token_orders");
    }
}
