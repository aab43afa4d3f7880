package com.arzani.tokens.screens.risk;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.risk.RiskDesk;
import com.arzani.tokens.payments.risk.RiskShop;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.util.UUID;
import javafx.scene.control.Hyperlink;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class RiskScreenTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;
    private final RiskShop shop;
    private long held;

    RiskScreenTest(TestDatabase database) {
        this.database = database;
        shop = new RiskShop(database);
    }

    @BeforeEach
    void aHeldPurchase() {
        held = shop.buy(shop.hasty(), RiskShop.PROFESSIONAL);
        shop.pay(held);
    }

    private void open(OperatorRole role, Target target) {
        RiskServices services = new RiskServices(
                new RiskDesk(database.openAs(role)),
                () -> UUID.randomUUID().toString(),
                role != OperatorRole.SUPPORT,
                role == OperatorRole.FINANCE);
        show(
                test.kit(),
                Screen.of(
                                "risk",
                                RiskController.class,
                                () -> new RiskController(test.kit(), new RiskViewModel(test.kit(), services)))
                        .including(RiskDetailController.class, () -> new RiskDetailController(test.kit())),
                target);
    }

    private void shown(long order) {
        // What stands in the scrolling part is there one layout later than the heading.
        await(
                "the review",
                () -> stage().getScene().getRoot().lookup("#standing") != null
                        && text("#title").equals("Order " + order));
    }

    private String state(long order) {
        return database.sql().value(String.class, "SELECT state FROM risk_reviews WHERE order_id = ?", order);
    }

    private void only(long order) {
        await(
                "the order alone",
                () -> table("#table").getItems().size() == 1
                        && table("#table").getItems().getFirst() instanceof RiskRow row
                        && row.id() == order);
    }

    @Test
    void supportReadsTheEvidenceAndCommentsOnly() {
        open(OperatorRole.SUPPORT, Places.riskReview(held));
        shown(held);
        assertThat(text("#score")).isEqualTo("30");
        assertThat(text("#standing")).isEqualTo("30 tokens are held and cannot be spent.");
        assertThat(text("#evidence .risk-rule"))
                .isEqualTo("Buys fast: 4 other purchases or open checkouts within one hour, more than 3 (+30)");
        assertThat(text("#numbers")).contains("5 purchases paid, £65.00 in all").contains("Balance 0, owed 0");
        for (String action : new String[] {"#release", "#refund", "#block", "#unblock"}) {
            assertThat(find(action).isVisible()).as(action).isFalse();
        }
        assertThat(isDisabled("#send")).isTrue();
        type("#reason", "They called from the number we know.");
        fire("#send");
        await("the note", () -> text("#notes").contains("They called"));
        assertThat(state(held)).isEqualTo("open");
        Hyperlink customer = find("#customer");
        onFx(customer::fire);
        assertThat(fx(() -> test.navigator().currentProperty().get()).screen()).isEqualTo("users");
    }

    @Test
    void aReviewIsReleasedByKeyboardAlone() {
        open(OperatorRole.FINANCE, Places.riskReviews().with(Places.SEARCH, held));
        only(held);
        onFx(() -> table("#table").requestFocus());
        robot().push(KeyCode.DOWN);
        shown(held);
        picture("risk");
        robot().push(KeyCode.ENTER);
        await("the reason", () -> find("#reason").isFocused());
        assertThat(text("#effect")).contains("Held 30 → 0. Balance 0 → 30.");
        assertThat(isDisabled("#send")).isTrue();
        robot().write("Known customer");
        picture("risk-release");
        robot().push(KeyCode.CONTROL, KeyCode.ENTER);
        await("it was said", () -> test.kit().notices().all().size() == 1);
        await("it is released", () -> text("#state").equals("Released"));
        assertThat(state(held)).isEqualTo("released");
        robot().push(KeyCode.ESCAPE);
        await("the details are closed", () -> stage().getScene().getRoot().lookup("#title") == null);
    }

    @Test
    void lettersChooseRefundBlockAndComment() {
        open(OperatorRole.FINANCE, Places.riskReviews().with(Places.SEARCH, held));
        only(held);
        onFx(() -> table("#table").requestFocus());
        robot().push(KeyCode.DOWN);
        shown(held);
        robot().write('b');
        await("the reason", () -> find("#reason").isFocused());
        assertThat(text("#send")).isEqualTo("Block customer");
        robot().write("Stolen card");
        robot().push(KeyCode.CONTROL, KeyCode.ENTER);
        await("the block", () -> find("#unblock").isVisible());
        assertThat(text("#blocked")).contains("Stolen card");
        onFx(() -> table("#table").requestFocus());
        robot().write('r');
        await("the reason", () -> find("#reason").isFocused());
        assertThat(text("#effect")).contains("once Stripe has sent £25.00 back");
        robot().write("Stolen card");
        robot().push(KeyCode.CONTROL, KeyCode.ENTER);
        await("the refund", () -> text("#state").equals("Refunding"));
        picture("risk-refunding");
        assertThat(state(held)).isEqualTo("refunding");
        assertThat(find("#release").isVisible()).isFalse();
    }

    @Test
    void f5WhatSomebodyElseDecidedMeanwhileIsToldAndShown() {
        open(OperatorRole.ADMIN, Places.riskReview(held));
        shown(held);
        assertThat(find("#refund").isVisible()).as("refunds are finance's").isFalse();
        new RiskDesk(database.openAs(OperatorRole.FINANCE))
                .release(
                        UUID.randomUUID().toString(),
                        held,
                        database.sql().number("SELECT version FROM risk_reviews WHERE order_id = ?", held),
                        "Known customer");
        type("#reason", "Also known to me");
        fire("#send");
        await("the refusal", () -> find("#actionBanner").isVisible());
        await("what they did", () -> text("#state").equals("Released"));
        assertThat(text("#notes")).contains("Known customer");
        assertThat(text("#reason")).isEqualTo("Also known to me");
    }

    @Test
    void aRefusedPurchaseShowsEveryRuleThatFired() {
        long refused = shop.buy(shop.hastyAndUnpaid(), RiskShop.STARTER);
        open(OperatorRole.FINANCE, Places.riskReviews().with("show", "refused"));
        await("it", () -> !table("#table").getItems().isEmpty());
        onFx(() -> table("#table").getSelectionModel().clearAndSelect(0));
        shown(refused);
        assertThat(text("#standing")).isEqualTo("Refused before its checkout. No money was taken.");
        assertThat(fx(() ->
                        stage().getScene().getRoot().lookupAll(".risk-finding").size()))
                .isEqualTo(2);
        assertThat(find("#release").isVisible()).isFalse();
        picture("risk-refused");
    }

    @Test
    void anEmptyListSaysWhatWouldStandHere() {
        open(OperatorRole.SUPPORT, Places.riskReviews().with(Places.SEARCH, 999_999_999L));
        await("the figures", () -> text("#summary").contains("to decide"));
        await("nothing", () -> table("#table").getItems().isEmpty());
        picture("risk-empty");
    }
}
