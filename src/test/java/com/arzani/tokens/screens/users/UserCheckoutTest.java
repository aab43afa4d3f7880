package com.arzani.tokens.screens.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.market.Market;
import com.arzani.tokens.market.MarketSeed;
import com.arzani.tokens.payments.checkout.CheckoutRig;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.TestKit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The link's panel on a user's page, with the outbox's workers and a simulated Stripe behind it.
@PostgresTest
class UserCheckoutTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;
    private CheckoutRig rig;
    private long user;

    UserCheckoutTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws IOException {
        rig = new CheckoutRig(database);
        user = new MarketSeed(database).user();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void open(OperatorRole role) {
        Kit kit = test.kit();
        Database console = database.openAs(
                role,
                Stream.of(Ledger.ENTITIES, Market.ENTITIES)
                        .flatMap(List::stream)
                        .toArray(Class[]::new));
        Screen screen = UserScreens.of(kit, console);
        show(kit, screen, Places.user(user));
        await("the user", () -> find("#content").isVisible() && text("#idText").equals("User " + user));
    }

    private void ask() {
        fire("#newCheckout");
        await("the offers", () -> !isDisabled("#createCheckout"));
    }

    private void awaitState(String state) {
        await(
                "the state " + state,
                Duration.ofSeconds(30),
                () -> text("#checkoutState").equals(state));
    }

    private long orders() {
        return database.sql().number("SELECT count(*) FROM token_orders WHERE user_id = ?", user);
    }

    private String session() {
        return database.sql()
                .value(
                        String.class,
                        "SELECT stripe_checkout_session_id FROM token_orders WHERE user_id = ? ORDER BY id DESC LIMIT 1",
                        user);
    }

    @Test
    void financeMakesNoLinks() {
        open(OperatorRole.FINANCE);
        assertThat(find("#newCheckout").isVisible()).isFalse();
    }

    @Test
    void nothingIsSoldToABlockedCustomerAndWhatIsSoldIsJudged() {
        open(OperatorRole.SUPPORT);
        ask();
        database.sql()
                .execute(
                        "INSERT INTO user_blocks (user_id, operation_key, reason) VALUES (?, ?, 'Fraud')",
                        user,
                        CheckoutRig.key());
        fire("#createCheckout");
        await("the refusal", () -> find("#checkoutBanner").isVisible());
        assertThat(orders()).isZero();
        database.sql()
                .execute(
                        "UPDATE user_blocks SET ended_at = ledger_now(), end_key = 'over', ended_by = 'x' WHERE user_id = ?",
                        user);
        fire("#createCheckout");
        awaitState("Waiting");
        assertThat(database.sql()
                        .number(
                                "SELECT count(*) FROM risk_assessments WHERE channel = 'support' AND user_id = ?",
                                user))
                .isOne();
    }

    @Test
    void t9_aPackageEditedMeanwhileIsShownAnewAndNothingIsOrdered() {
        open(OperatorRole.SUPPORT);
        ask();
        database.sql().execute("""
                UPDATE token_packages SET version = version + 1, price_gbp = 1100 WHERE id = 1;
                INSERT INTO token_package_versions (package_id, version, name, description, token_amount, price_gbp, currency,
                    bonus_tokens, is_active, is_recommended, display_order, reason)
                SELECT id, version, name, description, token_amount, price_gbp, currency, bonus_tokens, is_active,
                    is_recommended, display_order, 'edited' FROM token_packages WHERE id = 1
                """);
        fire("#createCheckout");
        await("the refusal", () -> find("#checkoutBanner").isVisible());
        await("the price of now", () -> text("#checkoutPreview").contains("£11.00"));
        assertThat(orders()).isZero();
        picture("users-checkout-changed");
        fire("#createCheckout");
        await("the order", () -> orders() == 1);
    }

    @Test
    void whileNobodySendsTheLinkWaitsAndSaysWhyAndWhenItIsTooLate() {
        open(OperatorRole.SUPPORT);
        ask();
        picture("users-checkout-form");
        fire("#createCheckout");
        awaitState("Waiting");
        assertThat(find("#checkoutUrlBox").isVisible()).isFalse();
        database.sql().execute("UPDATE stripe_outbox SET cause = 'stripe_away'");
        await("the cause", Duration.ofSeconds(30), () -> text("#checkoutText").contains("Stripe"));
        database.sql().execute("UPDATE stripe_outbox SET status = 'refused', cause = 'checkout_answer_malformed'");
        awaitState("No link");
        assertThat(text("#checkoutText")).contains("not a checkout");
        picture("users-checkout-problem");
        fire("#anotherCheckout");
        await("the form", () -> find("#checkoutForm").isVisible());
    }

    @Test
    void twoClicksMakeOneOrder() {
        open(OperatorRole.ADMIN);
        ask();
        onFx(() -> {
            javafx.scene.control.Button create = find("#createCheckout");
            create.fire();
            create.fire();
        });
        awaitState("Waiting");
        assertThat(orders()).isOne();
    }

    @Test
    void aLinkThatNobodyPaysIsOver() {
        rig.work();
        open(OperatorRole.SUPPORT);
        ask();
        fire("#createCheckout");
        awaitState("Open");
        database.advance(Duration.ofMinutes(6));
        awaitState("Over");
        assertThat(find("#checkoutUrlBox").isVisible()).isFalse();
        picture("users-checkout-over");
    }

    @Test
    void byKeyboardAloneALinkIsMadeCopiedAndWatchedUntilItIsCredited() {
        rig.work();
        open(OperatorRole.SUPPORT);
        onFx(() -> find("#newCheckout").requestFocus());
        robot().type(KeyCode.SPACE);
        await("the packages in focus", () -> find("#checkoutPackage").isFocused() && !isDisabled("#createCheckout"));
        robot().type(KeyCode.DOWN);
        await("the second package", () -> text("#checkoutPreview").contains("25 tokens and 5 as a bonus for £25.00"));
        robot().press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        awaitState("Open");
        await("the copying in focus", () -> find("#copyCheckout").isFocused());
        picture("users-checkout-open");
        robot().type(KeyCode.SPACE);
        await("the copy", () -> !test.desktop().copied().isEmpty());
        assertThat(test.desktop().copied()).containsExactly(text("#checkoutUrl"));
        assertThat(text("#checkoutUrl")).isEqualTo("https://checkout.stripe.com/c/pay/" + session());
        rig.simulator.pay(session());
        rig.credited(session());
        awaitState("Credited");
        picture("users-checkout-credited");
        assertThat(rig.balance(user)).isEqualTo(30);
        assertThat(database.sql()
                        .number(
                                "SELECT count(*) FROM audit_log WHERE action = 'request_checkout' AND customer_id = ?",
                                user))
                .isOne();
        robot().type(KeyCode.ESCAPE);
        await(
                "the lists again",
                () -> find("#tabs").isVisible() && !find("#checkoutPanel").isVisible());
    }
}
