package com.arzani.tokens.payments.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.outbox.OutboxWorkers;
import com.arzani.tokens.payments.outbox.Sent;
import com.arzani.tokens.payments.products.CatalogueRun.State;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class CatalogueSendingTest {
    private final TestDatabase database;
    private final Database jobs;
    private CatalogueFixture catalogue;

    CatalogueSendingTest(TestDatabase database) {
        this.database = database;
        jobs = database.openService();
    }

    @BeforeEach
    void start() throws IOException {
        catalogue = new CatalogueFixture(database, jobs);
    }

    @AfterEach
    void stop() {
        catalogue.close();
    }

    @Test
    void r12_aLookChangesNothing() {
        CatalogueRun look = catalogue.look();
        assertThat(look.state()).isEqualTo(State.DONE);
        assertThat(look.report().orElseThrow().steps()).hasSize(6);
        assertThat(catalogue.written()).isEmpty();
        assertThat(catalogue.products()).isEmpty();
    }

    @Test
    void aFirstSendingMakesEachProductAndPriceAndASecondNothing() {
        CatalogueRun sent = catalogue.send();
        assertThat(sent.state()).isEqualTo(State.DONE);
        assertThat(sent.progress()).isEqualTo(new CatalogueRun.Progress(6, 6));
        assertThat(sent.report().orElseThrow().differences()).isEmpty();
        assertThat(catalogue.products()).hasSize(3);
        assertThat(catalogue.prices())
                .extracting(price -> price.amount().orElseThrow().pence())
                .containsExactlyInAnyOrder(1000L, 2500L, 5000L);
        List<String> before = catalogue.written();
        assertThat(catalogue.send().report().orElseThrow().differences()).isEmpty();
        assertThat(catalogue.written()).isEqualTo(before);
        SoldPackage noted = catalogue.runs.packages().getFirst();
        assertThat(noted.kept().product()).contains("arzani_package_1");
        assertThat(noted.kept().version()).isEqualTo(1);
        assertThat(database.sql().number("SELECT count(*) FROM audit_log WHERE action = 'note_stripe_price'"))
                .isPositive();
    }

    @Test
    void r12_anotherPriceIsANewOneAndTheOldArchived() {
        catalogue.send();
        String old = catalogue.runs.packages().getFirst().kept().price().orElseThrow();
        catalogue.stripe.setDefaultPrice("default", "arzani_package_1", old);
        catalogue.publish(1, 1200);
        assertThat(database.sql()
                        .number("SELECT count(*) FROM token_packages WHERE id = 1 AND stripe_price_id IS NULL"))
                .isEqualTo(1);
        assertThat(catalogue.look().report().orElseThrow().differences())
                .extracting(Difference::kind)
                .contains(Difference.Kind.PRICE_AMOUNT);
        assertThat(catalogue.send().report().orElseThrow().differences()).isEmpty();
        SoldPackage now = catalogue.runs.packages().getFirst();
        assertThat(now.kept().price()).isNotEqualTo(Optional.of(old));
        assertThat(catalogue.prices())
                .filteredOn(price -> price.product().equals("arzani_package_1"))
                .extracting(StripePrice::active, price -> price.amount().orElseThrow())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(false, new Amount(1000, "GBP")),
                        org.assertj.core.groups.Tuple.tuple(true, new Amount(1200, "GBP")));
        // Orders of the earlier version keep the price they were sold at.
        assertThat(database.sql()
                        .value(
                                String.class,
                                "SELECT stripe_price_id FROM token_package_prices n JOIN token_package_versions v"
                                        + " ON v.id = n.package_version_id WHERE v.package_id = 1 AND v.version = 1"))
                .isEqualTo(old);
    }

    @Test
    void aVersionOfTheSameAmountIsChargedByTheSamePriceAtOnce() {
        catalogue.send();
        String price = catalogue.runs.packages().getFirst().kept().price().orElseThrow();
        catalogue.publish(1, 1000);
        SoldPackage now = catalogue.runs.packages().getFirst();
        assertThat(now.kept().price()).contains(price);
        assertThat(now.kept().version()).isEqualTo(2);
        assertThat(catalogue.look().report().orElseThrow().differences())
                .extracting(Difference::kind)
                .containsExactly(Difference.Kind.PRICE_METADATA);
    }

    /// Cuts the connection after the n-th request that changes something: the work is done, the answer never arrives.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void f16_aSendingCutAnywhereAndBegunAgainMakesEachOnce(int lost) {
        CatalogueRun run = catalogue.asked();
        CatalogueGateway dying = new DyingGateway(catalogue.stripe, lost);
        assertThatThrownBy(() -> new CatalogueSending(jobs, dying).send(CatalogueFixture.item(run, 1)))
                .isInstanceOf(Unavailable.class);
        assertThat(catalogue.runs.find(run.id()).orElseThrow().cause())
                .map(CatalogueRun.Cause::key)
                .contains("stripe_away");
        assertThat(catalogue.attempt(run, 2).end()).isEqualTo(Sent.End.DONE);
        assertThat(catalogue.products()).hasSize(3);
        assertThat(catalogue.prices()).hasSize(3);
        assertThat(catalogue.runs.find(run.id()).orElseThrow().progress()).isEqualTo(new CatalogueRun.Progress(6, 6));
    }

    @Test
    void f16_aFailureKeptUnderItsKeyIsNoEnd() {
        CatalogueRun run = catalogue.asked();
        catalogue.simulator.faults().at("POST /v1/prices").brokenAndKept(1, 500, true);
        assertThatThrownBy(() -> catalogue.attempt(run, 1)).isInstanceOf(Unavailable.class);
        assertThat(catalogue.attempt(run, 2).end()).isEqualTo(Sent.End.DONE);
        assertThat(catalogue.prices()).hasSize(3);
    }

    @Test
    void r12_namesActivityAndMetadataArePutRight() {
        catalogue.send();
        database.sql().execute("UPDATE token_packages SET name = 'Beginner', is_active = false WHERE id = 1");
        assertThat(catalogue.send().report().orElseThrow().differences()).isEmpty();
        StripeProduct product = catalogue.products().stream()
                .filter(each -> each.id().equals("arzani_package_1"))
                .findFirst()
                .orElseThrow();
        assertThat(product.name()).isEqualTo("Beginner");
        assertThat(product.active()).isFalse();
    }

    @Test
    void whatIsNotOursStaysAsItIs() {
        catalogue.send();
        SoldPackage mug =
                new SoldPackage(99, 1, "Mug", "With a handle", new Amount(700, "GBP"), true, SoldPackage.Kept.NOTHING);
        catalogue.stripe.create("mug", mug);
        catalogue.stripe.createPrice("mug-price", "arzani_package_99", mug);
        catalogue.stripe.updatePrice(
                "other", catalogue.prices().getFirst().id(), true, Map.of("package_id", "", "theirs", "yes"));
        StripeProduct before = catalogue.products().getFirst();
        assertThat(catalogue.look().report().orElseThrow().foreign()).isEqualTo(1);
        catalogue.send();
        assertThat(catalogue.products().getFirst()).isEqualTo(before);
        assertThat(catalogue.prices().getFirst().active()).isTrue();
    }

    @Test
    void moreThanWasConfirmedIsNotSent() {
        CatalogueRun run = catalogue.asked();
        catalogue.publish(1, 1200);
        Sent sent = catalogue.attempt(run, 1);
        assertThat(sent.end()).isEqualTo(Sent.End.REFUSED);
        assertThat(sent.cause()).map(Sent.Cause::key).contains("catalogue_changed");
        assertThat(catalogue.written()).isEmpty();
        assertThat(catalogue.runs.find(run.id()).orElseThrow().state()).isEqualTo(State.FAILED);
    }

    @Test
    void onlyTheNewestLookCanBeSent() {
        long outdated = catalogue.look().id();
        catalogue.look();
        assertThatThrownBy(() -> catalogue.product.requestSending(outdated))
                .isInstanceOf(Conflict.class)
                .hasMessage("catalogue_changed");
    }

    @Test
    void whoMayLookAndWhoMaySend() {
        CatalogueRuns support = new CatalogueRuns(database.openAs(OperatorRole.SUPPORT));
        CatalogueRuns finance = new CatalogueRuns(database.openAs(OperatorRole.FINANCE));
        CatalogueRuns admin = new CatalogueRuns(database.openAs(OperatorRole.ADMIN));
        assertThatThrownBy(support::requestLook).isInstanceOf(Rejected.class).hasMessage("not_permitted");
        finance.requestLook();
        long look = catalogue.scheduled().orElseThrow().id();
        assertThatThrownBy(() -> finance.requestSending(look))
                .isInstanceOf(TokenProblem.class)
                .hasMessage("not_permitted");
        CatalogueRun run = admin.requestSending(look);
        assertThat(catalogue.product.requestSending(look)).isEqualTo(run);
    }

    @Test
    void aLookIsDueOnceADayAndWhenAPackageChanged() {
        assertThat(catalogue.scheduled()).isPresent();
        assertThat(catalogue.scheduled()).isEmpty();
        catalogue.publish(2, 2600);
        assertThat(catalogue.scheduled()).isPresent();
    }

    @Test
    void f18_aRefusedKeyEndsALookWithItsReason() {
        catalogue.simulator.faults().keyRevoked(1);
        CatalogueRun look = catalogue.look();
        assertThat(look.state()).isEqualTo(State.FAILED);
        assertThat(look.cause()).map(CatalogueRun.Cause::key).contains("stripe_key_refused");
    }

    @Test
    void theOutboxSendsWhatAPersonAskedFor() {
        CatalogueRun run = catalogue.asked();
        try (OutboxWorkers workers =
                OutboxWorkers.start(jobs, List.of(new CatalogueSending(jobs, catalogue.stripe)), 2)) {
            workers.wake();
            com.arzani.tokens.payments.inbox.InboxFixture.await(
                    "sent", () -> catalogue.runs.find(run.id()).orElseThrow().isOver());
        }
        assertThat(catalogue.look.compare().isInStep()).isTrue();
    }
}
