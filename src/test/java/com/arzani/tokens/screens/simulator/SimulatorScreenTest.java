package com.arzani.tokens.screens.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.market.MarketSeed;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.checkout.Checkout;
import com.arzani.tokens.payments.checkout.ReturnPages;
import com.arzani.tokens.payments.simulator.SimulatorDesk;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.payments.simulator.Thing;
import com.arzani.tokens.payments.simulator.WebhookReceiver;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import com.arzani.tokens.ui.Theme;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class SimulatorScreenTest extends ScreenTest {
    private static final URI WEBSITE = URI.create("http://127.0.0.1:1/demo");

    private static final String KEY = "sk_test_simulated";

    private final TestKit test = TestKit.threaded();
    private final AtomicInteger keys = new AtomicInteger();
    private final TestDatabase database;
    private final long user;
    private StripeSimulator simulator;
    private SimulatorDesk desk;

    SimulatorScreenTest(TestDatabase database) {
        this.database = database;
        this.user = new MarketSeed(database).user();
    }

    @BeforeEach
    void start() throws IOException {
        database.sql().execute("TRUNCATE simulator.objects, simulator.idempotent_answers, simulator.deliveries");
        Database service = database.openService();
        simulator = StripeSimulator.start(service, Clock.systemUTC(), 0, KEY);
        StripeGateway gateway = new StripeJavaGateway(KEY, () -> Optional.of(simulator.address()), 1_000);
        // The package of £25.
        database.sql().execute("UPDATE token_packages SET is_active = id = 2");
        desk = new SimulatorDesk(
                () -> Optional.ofNullable(simulator),
                service,
                new Checkout(service, gateway, ReturnPages.of("https://x.example")));
    }

    @AfterEach
    void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }

    private void show() {
        Kit kit = test.kit();
        SimulatorViewModel model = new SimulatorViewModel(kit, desk, Optional.of(WEBSITE));
        CustomerViewModel customer =
                new CustomerViewModel(model, desk, () -> "screen-" + System.nanoTime() + keys.incrementAndGet());
        ThingViewModel thing = new ThingViewModel(model);
        ConditionsViewModel conditions = new ConditionsViewModel(model);
        Screen screen = Screen.of("simulator", SimulatorController.class, () -> new SimulatorController(kit, model))
                .including(CustomerController.class, () -> new CustomerController(kit, customer))
                .including(ThingController.class, () -> new ThingController(kit, model, thing))
                .including(ConditionsController.class, () -> new ConditionsController(kit, conditions));
        show(kit, screen, Target.of("simulator"));
        ComboBox<Object> packages = find("#tokenPackage");
        await("the packages", () -> packages.getValue() != null);
    }

    private void bought() {
        type("#user", Long.toString(user));
        fire("#buy");
        newest(Thing.Kind.PAYMENT, "succeeded");
    }

    private void newest(Thing.Kind kind, String status) {
        await(
                "a " + kind + " that is " + status,
                () -> first().test(
                                thing -> thing.kind() == kind && thing.status().equals(status)));
    }

    private Predicate<Predicate<Thing>> first() {
        TableView<ThingRow> rows = table("#things");
        return wanted -> !rows.getItems().isEmpty()
                && rows.getItems().getFirst() != null
                && wanted.test(rows.getItems().getFirst().thing());
    }

    private void choose(int row) {
        TableView<ThingRow> rows = table("#things");
        onFx(() -> rows.getSelectionModel().clearAndSelect(row));
    }

    @Test
    void theWebsiteOpensInTheBrowser() {
        show();
        fire("#website");
        assertThat(test.desktop().opened()).containsExactly(WEBSITE.toString());
    }

    @Test
    void nothingIsBoughtForNobody() {
        show();
        assertThat(isDisabled("#buy")).isTrue();
        for (String typed : new String[] {"x", "0", "-1", "1e3", "１２"}) {
            type("#user", typed);
            assertThat(isDisabled("#buy")).as(typed).isTrue();
        }
        type("#user", "999999999");
        fire("#buy");
        await("the refusal", () -> find("#banner").isVisible());
        assertThat(text("#user")).isEqualTo("999999999");
        assertThat(database.sql().number("SELECT count(*) FROM token_orders WHERE user_id = 999999999"))
                .isZero();
        picture("simulator-refusal");
    }

    @Test
    void anAmountThatDoesNotFitIsNotSent() {
        show();
        bought();
        choose(0);
        await("the amount", () -> text("#amount").equals("25.00"));
        for (String typed : new String[] {"", "0", "25.01", "1.234", "-1", "£"}) {
            type("#amount", typed);
            assertThat(isDisabled("#do-refund")).as(typed).isTrue();
            assertThat(isDisabled("#do-dispute")).as(typed).isTrue();
        }
        type("#webhooks", "0");
        assertThat(isDisabled("#loseWebhooks")).isTrue();
        type("#minutes", "x");
        assertThat(isDisabled("#down")).isTrue();
    }

    @Test
    void aPurchaseIsRefundedInPartAndTheRestDisputedAndWon() {
        show();
        bought();
        assertThat(database.sql()
                        .number(
                                "SELECT count(*) FROM token_orders WHERE user_id = ? AND stripe_checkout_session_id IS NOT NULL",
                                user))
                .isPositive();
        choose(0);
        await("the amount", () -> text("#amount").equals("25.00"));
        type("#amount", "10");
        picture("simulator-bought");
        fire("#do-refund");
        newest(Thing.Kind.REFUND, "succeeded");
        choose(1);
        await("what is left", () -> text("#amount").equals("15.00"));
        fire("#do-dispute");
        newest(Thing.Kind.DISPUTE, "needs_response");
        choose(0);
        await("the bank's choice", () -> find("#do-win").isVisible());
        assertThat(find("#amount").getParent().isVisible()).isFalse();
        picture("simulator-disputed");
        onFx(Theme.DARK::apply);
        picture("simulator-disputed-dark");
        fire("#do-win");
        newest(Thing.Kind.DISPUTE, "won");
        assertThat(isDisabled("#do-win")).isTrue();
        onFx(Theme.LIGHT::apply);
    }

    @Test
    void aLostWebhookIsShownAndSentAgain() throws IOException {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            simulator.webhooks().listen(receiver.address(), "checkout.session.completed");
            show();
            fire("#loseWebhooks");
            await("the notice", () -> !test.kit().notices().all().isEmpty());
            bought();
            TableView<EventRow> events = table("#events");
            await(
                    "the lost event",
                    () -> !events.getItems().isEmpty()
                            && events.getItems().getFirst().delivery().text().equals("Lost"));
            assertThat(receiver.deliveries()).isEmpty();
            onFx(() -> events.getSelectionModel().clearAndSelect(0));
            picture("simulator-lost");
            fire("#redeliver");
            await(
                    "the delivery",
                    () -> events.getItems().getFirst() != null
                            && events.getItems().getFirst().delivery().text().equals("Delivered"));
            assertThat(receiver.types()).containsExactly("checkout.session.completed");
        }
    }

    @Test
    void timeWeatherAndPayouts() {
        show();
        type("#user", Long.toString(user));
        fire("#buyLater");
        newest(Thing.Kind.PAYMENT, "processing");
        ComboBox<Object> span = find("#span");
        onFx(() -> span.getSelectionModel().select(4));
        fire("#advance");
        await(
                "the payment",
                () -> simulator.recent(10).stream()
                        .anyMatch(thing -> thing.kind() == Thing.Kind.PAYMENT
                                && thing.status().equals("succeeded")));
        await("the end of it", () -> !isDisabled("#down"));
        fire("#down");
        await("the weather", () -> simulator.faults().isDown());
        await("the end of it", () -> !isDisabled("#buy"));
        fire("#buy");
        await("the refusal", () -> find("#banner").isVisible());
        fire("#recover");
        await("the weather", () -> !simulator.faults().isDown());
        await("the end of it", () -> !isDisabled("#payOut"));
        fire("#payOut");
        await("nothing to pay out", () -> find("#banner").isVisible());
    }

    @Test
    void byKeyboardAlone() {
        show();
        robot().press(KeyCode.CONTROL).release(KeyCode.CONTROL);
        write(Long.toString(user));
        robot().press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        newest(Thing.Kind.PAYMENT, "succeeded");
        onFx(() -> table("#things").requestFocus());
        robot().type(KeyCode.DOWN);
        await("the amount", () -> text("#amount").equals("25.00"));
        robot().type(KeyCode.ENTER);
        await("the amount in focus", () -> find("#amount").isFocused());
        robot().type(KeyCode.TAB, 2);
        await("the button in focus", () -> find("#do-refund").isFocused());
        robot().type(KeyCode.SPACE);
        newest(Thing.Kind.REFUND, "succeeded");
        await("the list in focus", () -> table("#things").isFocused());
    }

    private static void write(String digits) {
        for (char digit : digits.toCharArray()) {
            robot().type(KeyCode.getKeyCode(String.valueOf(digit)));
        }
    }

    @Test
    void whereAnotherConsoleRunsItThatIsSaid() {
        show();
        simulator.close();
        simulator = null;
        show();
        await("the sentence", () -> find("#elsewhere").isVisible());
        type("#user", Long.toString(user));
        assertThat(isDisabled("#buy")).isTrue();
        assertThat(isDisabled("#advance")).isTrue();
        picture("simulator-elsewhere");
    }
}
