package com.arzani.tokens.screens.stripeevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.inbox.EventDesk;
import com.arzani.tokens.payments.inbox.InboxFixture;
import com.arzani.tokens.payments.inbox.InboxFixture.Sale;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import javafx.scene.control.Hyperlink;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class StripeEventsScreenTest extends ScreenTest {
    private static final String COMPLETED = "checkout.session.completed";

    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;
    private InboxFixture inbox;
    private Sale sale;

    StripeEventsScreenTest(TestDatabase database) {
        this.database = database;
    }

    /// One credited, one of another account at Stripe, one of no concern.
    @BeforeEach
    void start() throws Exception {
        inbox = new InboxFixture(database);
        sale = inbox.sell();
        inbox.simulator.pay(sale.sessionId());
        inbox.work();
        inbox.deliver(inbox.made("customer.created", "customer", "cus_1"));
        inbox.deliver(inbox.made(COMPLETED, "checkout.session", sale.sessionId())
                .replace("\"amount\": 2500", "\"customer_details\": {\"email\": \"ann@example.com\"}"));
        inbox.deliver(inbox.made(COMPLETED, "checkout.session", "cs_test_elsewhere"));
        inbox.drained();
    }

    @AfterEach
    void stop() {
        inbox.close();
    }

    private void open(OperatorRole role, Target target) {
        StripeEventServices services =
                new StripeEventServices(new EventDesk(database.openAs(role)), role != OperatorRole.SUPPORT);
        show(
                test.kit(),
                Screen.of(
                                "stripeevents",
                                StripeEventsController.class,
                                () -> new StripeEventsController(
                                        test.kit(), new StripeEventsViewModel(test.kit(), services)))
                        .including(EventDetailController.class, () -> new EventDetailController(test.kit())),
                target);
    }

    private void rows(int count) {
        await(count + " rows", () -> table("#table").getItems().size() == count);
    }

    private void choose(int row) {
        onFx(() -> table("#table").getSelectionModel().clearAndSelect(row));
        await("the event", () -> stage().getScene().getRoot().lookup("#payload") != null);
        await("what Stripe sent", () -> !text("#payload").isEmpty());
    }

    @Test
    void supportReadsWithoutContactsAndReplaysNothing() {
        open(OperatorRole.SUPPORT, Places.stripeEvents());
        rows(1);
        await("the figures", () -> text("#summary").equals("0 waiting, 1 parked, 1 ignored, 1 done"));
        fire("#showProcessed");
        await(
                "the credited one",
                () -> table("#table").getItems().size() == 1
                        && text("#summary").contains("1 done")
                        && ((EventRow) table("#table").getItems().getFirst())
                                .type()
                                .equals(COMPLETED)
                        && ((EventRow) table("#table").getItems().getFirst())
                                .object()
                                .equals(sale.sessionId()));
        choose(0);
        assertThat(text("#payload")).contains("a***@example.com").doesNotContain("ann@");
        assertThat(find("#form").isVisible()).isFalse();
        assertThat(text("#status")).isEqualTo("Done");
    }

    @Test
    void aParkedEventSaysWhyAndIsReplayedByKeyboardAlone() {
        open(OperatorRole.FINANCE, Places.stripeEvents());
        rows(1);
        onFx(() -> table("#table").requestFocus());
        robot().push(KeyCode.DOWN);
        await("the event", () -> stage().getScene().getRoot().lookup("#payload") != null);
        await("what Stripe sent", () -> !text("#payload").isEmpty());
        assertThat(text("#cause")).isEqualTo("Stripe does not know cs_test_elsewhere in this account.");
        assertThat(isDisabled("#replay")).isTrue();
        picture("stripeevents-parked");
        robot().push(KeyCode.ENTER);
        await("the reason", () -> find("#reason").isFocused());
        robot().write("Found it");
        assertThat(isDisabled("#replay")).isFalse();
        robot().push(KeyCode.CONTROL, KeyCode.ENTER);
        await("it was replayed", () -> test.kit().notices().all().size() == 1);
        InboxFixture.await("it is parked again", () -> inbox.in("parked") == 1);
        assertThat(database.sql()
                        .value(
                                String.class,
                                "SELECT reason FROM audit_log WHERE action = 'replay_event' ORDER BY id DESC LIMIT 1"))
                .isEqualTo("Found it");
        robot().push(KeyCode.ESCAPE);
        await("the details are closed", () -> stage().getScene().getRoot().lookup("#payload") == null);
    }

    @Test
    void aReplayNeedsAReasonThatFits() {
        open(OperatorRole.ADMIN, Places.stripeEvents());
        rows(1);
        choose(0);
        type("#reason", "   ");
        assertThat(isDisabled("#replay")).isTrue();
        type("#reason", "x".repeat(2_001));
        assertThat(isDisabled("#replay")).isTrue();
        type("#reason", "Once more");
        database.sql()
                .execute(
                        "UPDATE webhook_logs SET status = 'received', next_attempt_at = 'infinity' WHERE status = 'parked'");
        fire("#replay");
        await("the refusal", () -> find("#replayBanner").isVisible());
        assertThat(text("#reason")).isEqualTo("Once more");
    }

    @Test
    void whatItChangedIsALinkAway() {
        open(OperatorRole.FINANCE, Places.stripeEvents().with("show", "processed"));
        rows(1);
        choose(0);
        picture("stripeevents");
        Hyperlink order = find("#changed .hyperlink");
        assertThat(order.getText()).isEqualTo("Order " + sale.orderId());
        onFx(order::fire);
        assertThat(fx(() -> test.navigator().currentProperty().get()))
                .isEqualTo(Places.transactionsOfOrder(sale.orderId()));
    }

    @Test
    void itIsFoundByItsIdItsObjectAndItsType() {
        String event = database.sql()
                .value(String.class, "SELECT stripe_event_id FROM webhook_logs WHERE event_type = 'customer.created'");
        open(OperatorRole.SUPPORT, Places.stripeEvents().with("show", "all"));
        rows(3);
        type("#sought", sale.sessionId());
        rows(1);
        type("#sought", "checkout.session");
        rows(2);
        type("#sought", event);
        rows(1);
        type("#sought", "%");
        rows(0);
        EventFinder finder = new EventFinder(
                new EventDesk(database.openAs(OperatorRole.SUPPORT)), test.kit().texts());
        assertThat(finder.find(event, 5)).hasSize(1);
        assertThat(finder.find("evt_none", 5)).isEmpty();
        assertThat(finder.find("ann", 5)).isEmpty();
    }

    @Test
    void aLinkFromElsewhereOpensTheEvent() {
        String event = database.sql()
                .value(String.class, "SELECT stripe_event_id FROM webhook_logs WHERE event_type = 'customer.created'");
        open(OperatorRole.SUPPORT, Places.stripeEvent(event));
        rows(3);
        await("the event", () -> stage().getScene().getRoot().lookup("#title") != null);
        assertThat(text("#title")).isEqualTo("customer.created");
        assertThat(text("#cause")).isEqualTo("Events of this type do not concern the tokens.");
    }
}
