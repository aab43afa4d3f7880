package com.arzani.tokens.payments.checkout;

import static com.arzani.tokens.payments.checkout.CheckoutRig.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.NewCheckout;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The Professional Pack: 25 tokens and 5 as a bonus for £25.
@PostgresTest
class CheckoutTest {
    private static final long PACK = 2;
    private static final long PENCE = 2500;
    private static final String SESSIONS = "POST /v1/checkout/sessions";

    private final TestDatabase database;
    private CheckoutRig rig;
    private long user;

    CheckoutTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() throws IOException {
        rig = new CheckoutRig(database);
        user = rig.user();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private long orders() {
        return database.sql().number("SELECT count(*) FROM token_orders WHERE user_id = ?", user);
    }

    @Test
    void nobodyIsSoldWhatIsNotForSale() {
        assertThatThrownBy(() -> rig.checkout.create(key(), 999_999, PACK)).hasMessageContaining("user_unknown");
        assertThatThrownBy(() -> rig.checkout.create(key(), user, 999)).hasMessageContaining("package_not_found");
        assertThatThrownBy(() -> rig.checkout.create("", user, PACK)).hasMessageContaining("operation_key_malformed");
        assertThatThrownBy(() -> rig.checkout.create("a\r\nb", user, PACK))
                .hasMessageContaining("operation_key_malformed");
        database.sql().execute("UPDATE token_packages SET is_active = false WHERE id = ?", PACK);
        assertThatThrownBy(() -> rig.checkout.create(key(), user, PACK)).hasMessageContaining("package_not_found");
        assertThat(orders()).isZero();
        assertThat(rig.sessions()).isZero();
    }

    @Test
    void theSessionIsMadeFromTheFrozenOrder() {
        String key = key();
        OpenCheckout made = rig.checkout.create(key, user, PACK);
        assertThat(rig.order(made.orderId()))
                .containsEntry("operation_key", key)
                .containsEntry("price_pence", PENCE)
                .containsEntry("token_amount", 25L)
                .containsEntry("bonus_tokens", 5L)
                .containsEntry("experiment_variant", null)
                .containsEntry("stripe_checkout_session_id", made.sessionId())
                .containsEntry("stripe_checkout_url", made.url());
        CheckoutSession session = rig.session(made.sessionId());
        assertThat(session.amount()).contains(new Amount(PENCE, "GBP"));
        Map<String, String> names = Map.of("order_id", Long.toString(made.orderId()), "user_id", Long.toString(user));
        assertThat(session.metadata()).isEqualTo(names);
        assertThat(session.url()).contains(made.url());
        String payment = rig.simulator.pay(made.sessionId());
        assertThat(rig.stripe.payment(payment).orElseThrow().metadata()).isEqualTo(names);
    }

    @Test
    void theGroupOfARunningExperimentIsFrozenToo() {
        database.sql().execute("""
                INSERT INTO price_experiments (id, name, salt, state, traffic_percentage, started_at)
                    VALUES (9, 'Nine', 'nine', 'running', 100, ledger_now());
                INSERT INTO experiment_variants (experiment_id, name, position, weight) VALUES (9, 'control', 0, 1)
                """);
        try {
            OpenCheckout made = rig.checkout.create(key(), user, PACK);
            assertThat(rig.order(made.orderId())).containsEntry("experiment_variant", "control");
        } finally {
            database.sql()
                    .execute("UPDATE price_experiments SET state = 'ended', ended_at = ledger_now() WHERE id = 9");
        }
    }

    @Test
    void customersComeBackToTheMarketplaceAndTheSessionLastsStripesLeastTime() {
        OpenCheckout made = rig.checkout.create(key(), user, PACK);
        Map<String, Object> kept = database.sql()
                .rows(
                        "SELECT state->>'success_url' AS success, state->>'cancel_url' AS cancel, due - created AS seconds"
                                + " FROM simulator.objects WHERE id = ?",
                        made.sessionId())
                .getFirst();
        assertThat(kept)
                .containsEntry("success", "https://market.example/tokens/success?session_id={CHECKOUT_SESSION_ID}")
                .containsEntry("cancel", "https://market.example/tokens/cancel");
        // Five minutes in which the order may still get its session, Stripe's half hour from there, and a minute.
        assertThat((Long) kept.get("seconds")).isBetween(30 * 60L, 36 * 60L);
    }

    @Test
    void theSameKeyGivesTheSameOrderAndSessionAlsoWhenThePackageIsNoLongerSold() {
        String key = key();
        OpenCheckout made = rig.checkout.create(key, user, PACK);
        database.sql().execute("UPDATE token_packages SET is_active = false WHERE id = ?", PACK);
        assertThat(rig.checkout.create(key, user, PACK)).isEqualTo(made);
        assertThatThrownBy(() -> rig.checkout.create(key, rig.user(), PACK))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("key_used");
        assertThat(rig.sessions()).isOne();
    }

    @Test
    void manyClicksAtOnceMakeOneOrderAndOneSession() throws Exception {
        String key = key();
        try (ExecutorService clicks = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Optional<OpenCheckout>> click = () -> {
                try {
                    return Optional.of(rig.checkout.create(key, user, PACK));
                } catch (Unavailable busy) {
                    return Optional.empty();
                }
            };
            List<Future<Optional<OpenCheckout>>> all = clicks.invokeAll(Collections.nCopies(8, click));
            OpenCheckout made = rig.checkout.create(key, user, PACK);
            for (Future<Optional<OpenCheckout>> one : all) {
                assertThat(one.get().orElse(made)).isEqualTo(made);
            }
        }
        assertThat(orders()).isOne();
        assertThat(rig.sessions()).isOne();
    }

    @Test
    void killedBetweenOrderAndSessionTheNextTryMakesTheSession() {
        String key = key();
        long order = database.sql().number("SELECT id FROM create_order(?, ?, ?)", key, user, PACK);
        OpenCheckout made = rig.checkout.create(key, user, PACK);
        assertThat(made.orderId()).isEqualTo(order);
        assertThat(rig.sessions()).isOne();
    }

    @Test
    void anAnswerThatIsLostForGoodStillEndsWithOneSession() {
        String key = key();
        // More than all tries need, those of the JDK's own client included.
        rig.simulator.faults().at(SESSIONS).loseAnswers(20);
        assertThatThrownBy(() -> rig.checkout.create(key, user, PACK)).isInstanceOf(Unavailable.class);
        rig.simulator.faults().clear();
        OpenCheckout made = rig.checkout.create(key, user, PACK);
        assertThat(rig.order(made.orderId())).containsEntry("stripe_checkout_session_id", made.sessionId());
        assertThat(orders()).isOne();
        assertThat(rig.sessions()).isOne();
    }

    @Test
    void killedBetweenSessionAndNotingItTheNextTryNotesTheSameSession() {
        String key = key();
        database.sql().execute("""
                CREATE FUNCTION stop_here() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION USING ERRCODE = '57P01', MESSAGE = 'killed'; END $$;
                CREATE TRIGGER stop_here BEFORE UPDATE OF stripe_checkout_session_id ON token_orders
                    FOR EACH ROW EXECUTE FUNCTION stop_here()
                """);
        try {
            assertThatThrownBy(() -> rig.checkout.create(key, user, PACK)).isInstanceOf(TokenProblem.class);
            assertThat(rig.sessions()).isOne();
        } finally {
            database.sql().execute("DROP TRIGGER stop_here ON token_orders; DROP FUNCTION stop_here()");
        }
        OpenCheckout made = rig.checkout.create(key, user, PACK);
        assertThat(rig.sessions()).isOne();
        rig.simulator.pay(made.sessionId());
        assertThat(rig.credit(made.sessionId())).isEqualTo("2 entries");
        assertThat(rig.balance(user)).isEqualTo(30);
    }

    @Test
    void afterAFailureThatStripeKeepsUnderItsKeyAnotherKeyIsUsed() {
        rig.simulator.faults().at(SESSIONS).brokenAndKept(1, 500, false);
        rig.checkout.create(key(), user, PACK);
        assertThat(rig.sessions()).isOne();
    }

    @Test
    void aFailureBehindWhichTheSessionWasMadeAllTheSameMakesNoSecond() {
        String key = key();
        rig.simulator.faults().at(SESSIONS).brokenAndKept(1, 500, true);
        OpenCheckout made = rig.checkout.create(key, user, PACK);
        assertThat(rig.sessions()).isOne();
        assertThat(rig.checkout.create(key, user, PACK)).isEqualTo(made);
    }

    @Test
    void aRefusedKeyIsSaidAndNothingElseIsTried() {
        rig.priced(PACK, PENCE);
        rig.simulator.faults().at(SESSIONS).keyRevoked(1);
        assertThatThrownBy(() -> rig.checkout.create(key(), user, PACK)).hasMessageContaining("stripe_key_refused");
        assertThat(rig.sessions()).isZero();
    }

    @Test
    void t9_aStripePriceOfBeforeAnEditDecidesNothing() {
        rig.priced(PACK, 1900);
        OpenCheckout made = rig.checkout.create(key(), user, PACK);
        assertThat(rig.session(made.sessionId()).amount()).contains(new Amount(PENCE, "GBP"));
        assertThat(database.sql()
                        .number("SELECT count(*) FROM simulator.objects WHERE object = 'checkout.session'"
                                + " AND coalesce(state->>'status', 'open') = 'open'"))
                .isOne();
    }

    @Test
    void aStripePriceThatAgreesIsUsedAndOneInArchiveIsNot() {
        rig.priced(PACK, PENCE);
        String price = database.sql().value(String.class, "SELECT max(stripe_price_id) FROM token_package_prices");
        assertThat(prices(rig.checkout.create(key(), user, PACK))).isEqualTo(price);
        database.sql()
                .execute("UPDATE simulator.objects SET state = state || '{\"active\": false}' WHERE id = ?", price);
        assertThat(prices(rig.checkout.create(key(), user, PACK))).isNotEqualTo(price);
    }

    private String prices(OpenCheckout made) {
        return database.sql()
                .value(
                        String.class,
                        "SELECT state->'line_items'->0->>'price' FROM simulator.objects WHERE id = ?",
                        made.sessionId());
    }

    @Test
    void t9_whatWasOrderedIsCreditedAlthoughThePackageWasEditedMeanwhile() {
        OpenCheckout made = rig.checkout.create(key(), user, PACK);
        database.sql()
                .execute(
                        "UPDATE token_packages SET token_amount = 9, price_gbp = 100, bonus_tokens = 0 WHERE id = ?",
                        PACK);
        try {
            rig.simulator.pay(made.sessionId());
            rig.credit(made.sessionId());
            assertThat(rig.balance(user)).isEqualTo(30);
        } finally {
            database.sql()
                    .execute(
                            "UPDATE token_packages SET token_amount = 25, price_gbp = 2500, bonus_tokens = 5"
                                    + " WHERE id = ?",
                            PACK);
        }
    }

    @Test
    void t8_h11_metadataThatPromisesMoreOrNamesAnotherDecidesNothing() {
        OpenCheckout made = rig.checkout.create(key(), user, PACK);
        long other = rig.user();
        OpenCheckout others = rig.checkout.create(key(), other, PACK);
        metadata(
                made,
                "{\"order_id\": \"" + others.orderId() + "\", \"user_id\": \"" + other
                        + "\", \"token_amount\": \"999999\", \"package_id\": \"3\"}");
        rig.simulator.pay(made.sessionId());
        assertThat(rig.credit(made.sessionId())).isEqualTo("2 entries");
        assertThat(rig.balance(user)).isEqualTo(30);
        assertThat(rig.balance(other)).isZero();
        assertThat(rig.status(others.orderId())).isEqualTo("created");
    }

    @Test
    void h11_anOrderOnlyMetadataFindsMustBeOfTheSameUser() {
        long stranger = database.sql().number("SELECT id FROM create_order(?, ?, ?)", key(), rig.user(), PACK);
        CheckoutSession forged = rig.stripe.createCheckout(
                key(),
                new NewCheckout(
                        stranger,
                        user,
                        new NewCheckout.Named("Tokens", new Amount(PENCE, "GBP")),
                        "https://x.example/",
                        "https://x.example/",
                        Optional.empty()));
        rig.simulator.pay(forged.id());
        assertThat(rig.credit(forged.id())).isEqualTo("order_of_other_user");
        assertThat(rig.status(stranger)).isEqualTo("created");
    }

    private void metadata(OpenCheckout made, String json) {
        database.sql()
                .execute(
                        "UPDATE simulator.objects SET state = jsonb_set(state, '{metadata}', ?::jsonb) WHERE id = ?",
                        json,
                        made.sessionId());
    }

    @Test
    void anotherCurrencyOrAnotherAmountIsNotCredited() {
        for (String change : List.of("{\"currency\": \"usd\"}", "{\"amount_total\": 2499}")) {
            OpenCheckout made = rig.checkout.create(key(), user, PACK);
            rig.simulator.pay(made.sessionId());
            database.sql()
                    .execute(
                            "UPDATE simulator.objects SET state = state || ?::jsonb WHERE id = ?",
                            change,
                            made.sessionId());
            assertThat(rig.credit(made.sessionId())).isEqualTo("order_amount_differs");
        }
        assertThat(rig.balance(user)).isZero();
    }

    @Test
    void whatIsNotPaidIsNotCredited() {
        OpenCheckout made = rig.checkout.create(key(), user, PACK);
        assertThat(rig.credit(made.sessionId())).isEqualTo("event_payment_pending");
        String payment = rig.simulator.payLater(made.sessionId());
        assertThat(rig.credit(made.sessionId())).isEqualTo("event_payment_pending");
        rig.simulator.settle(payment);
        assertThat(rig.credit(made.sessionId())).isEqualTo("2 entries");
    }

    @Test
    void h18_idsAndAddressesThatCannotBeStripesAreNotNoted() {
        long order = database.sql().number("SELECT id FROM create_order(?, ?, ?)", key(), user, PACK);
        for (String id : List.of("", "cs_'; DROP TABLE users", "cs_\"x\"", "c".repeat(5_000))) {
            assertThatThrownBy(() -> attach(order, id, null)).hasMessageContaining("checkout_answer_malformed");
        }
        for (String url :
                List.of("", "javascript:alert(1)", "http://x", "https://x y", "https://" + "x".repeat(5_000))) {
            assertThatThrownBy(() -> attach(order, "cs_x", url)).hasMessageContaining("checkout_answer_malformed");
        }
        assertThat(rig.order(order)).containsEntry("stripe_checkout_session_id", null);
        assertThat(rig.stripe.checkoutSession("cs_'; DROP TABLE users" + "x".repeat(5_000)))
                .isEmpty();
    }

    private void attach(long order, String session, String url) {
        new Orders(rig.service).attach(order, session, url);
    }

    @Test
    void aSessionBelongsToOneOrderAndAnOrderHasOneSession() {
        OpenCheckout made = rig.checkout.create(key(), user, PACK);
        long other = database.sql().number("SELECT id FROM create_order(?, ?, ?)", key(), user, PACK);
        assertThatThrownBy(() -> attach(other, made.sessionId(), made.url()))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("order_has_other_checkout");
        assertThatThrownBy(() -> attach(made.orderId(), "cs_test_another", made.url()))
                .hasMessageContaining("order_has_other_checkout");
    }

    @Test
    void anOrderThatHasEndedGetsNoSession() {
        String key = key();
        long order = database.sql().number("SELECT id FROM create_order(?, ?, ?)", key, user, PACK);
        database.advance(Duration.ofMinutes(6));
        assertThatThrownBy(() -> rig.checkout.create(key, user, PACK))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("checkout_order_ended");
        assertThat(rig.expireOrders()).isPositive();
        assertThat(rig.status(order)).isEqualTo("expired");
        assertThatThrownBy(() -> rig.checkout.open(order)).hasMessageContaining("checkout_order_ended");
        assertThat(rig.sessions()).isZero();
    }

    @Test
    void theKeyAtStripeIsAnOrdersOwnAndHoldsNothingOfThePerson() {
        Instant now = database.now();
        FrozenOrder order = new FrozenOrder(
                7,
                42,
                "ann@example.com",
                new FrozenOrder.Sold("Tokens", new Amount(PENCE, "GBP"), Optional.empty()),
                new FrozenOrder.Life(now, now.plusSeconds(300), false),
                Optional.empty());
        assertThat(order.key()).hasSizeLessThan(60).doesNotContain("ann").doesNotContain(Payment.USER_ID);
        assertThat(order.checkout(order.named(), ReturnPages.of("https://x")).expiresAt())
                .contains(now.plusSeconds(300 + 31 * 60));
    }
}
