package com.arzani.tokens.screens.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.BalanceExplainer;
import com.arzani.tokens.ledger.ChargeExplainer;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import com.arzani.tokens.ui.Theme;
import com.arzani.tokens.ui.Waterfall;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainScreenTest extends ScreenTest {
    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final TestKit test = TestKit.threaded();
    private ExplainViewModel model;

    ExplainScreenTest(TestDatabase database) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
    }

    private void open(Target target) {
        model = new ExplainViewModel(
                test.kit(),
                new ExplainServices(
                        new BalanceExplainer(ledger.supportDatabase), new ChargeExplainer(ledger.supportDatabase)));
        test.desktop().copied().clear();
        onFx(() -> test.navigator().open(target));
        show(
                test.kit(),
                Screen.of("explain", ExplainController.class, () -> new ExplainController(test.kit(), model))
                        .including(AnswerController.class, () -> new AnswerController(test.kit(), model))
                        .including(ChargeController.class, () -> new ChargeController(test.kit(), model.charge())),
                target);
    }

    /// A history with each kind of step a person or the service can post.
    private long customer() {
        long user = ledger.user();
        ledger.buy(user, 2);
        LedgerEntry spend = ledger.service.post(LedgerFixture.spend(user, 4));
        ledger.service.post(LedgerFixture.spend(user, 3));
        ledger.support.adjust(LedgerFixture.grant(user, 12));
        ledger.support.adjust(LedgerFixture.take(user, 2));
        ledger.support.reverse(new com.arzani.tokens.ledger.Reversal(
                LedgerFixture.key(), spend.id(), new com.arzani.tokens.money.Tokens(4), LedgerFixture.reason()));
        return user;
    }

    private Target place() {
        return test.navigator().currentProperty().get();
    }

    private void press(KeyCode... keys) {
        robot().press(keys).release(keys);
    }

    @Test
    void h3_aWrongUserAWrongMomentAndAStrangerAreRefusedInTheirPlace() {
        open(Target.of("explain"));
        assertThat(find("#none").isVisible()).isTrue();
        type("#user", "1; DROP TABLE users");
        type("#moment", "yesterday");
        fire("#explain");
        assertThat(model.userProblem.get()).startsWith("Enter the id");
        assertThat(model.momentProblem.get()).startsWith("This is no day");
        type("#moment", "3 Nov 2999");
        fire("#explain");
        assertThat(model.momentProblem.get()).startsWith("This time is still to come");
        type("#user", "2000000000");
        type("#moment", "");
        fire("#explain");
        await("the refusal", () -> model.failureProperty().get() != null);
        assertThat(find("#none").isVisible()).isTrue();
        picture("explain-refused");
    }

    @Test
    void aBalanceIsExplainedAndCopiedWithTheKeyboardAlone() {
        long user = customer();
        open(Target.of("explain"));
        await("the field", () -> find("#user").isFocused());
        robot().write(Long.toString(user));
        press(KeyCode.ENTER);
        await("the balance", () -> find("#shown").isVisible());
        await("lots", () -> table("#lots").getItems().size() == 3);
        assertThat(text("#balance")).isEqualTo("37");
        assertThat(text("#sum")).endsWith("come to 37.");
        assertThat(text("#letter")).startsWith("On ").contains("37 tokens are left.");
        Waterfall chart = find("#chart");
        walkTo(() -> chart.getChildrenUnmodifiable().getFirst().isFocused());
        press(KeyCode.DOWN);
        await("the next bar", () -> chart.getChildrenUnmodifiable().get(1).isFocused());
        assertThat(chart.getChildrenUnmodifiable().get(1).getAccessibleText())
                .startsWith("Bonus: +5 tokens, 1 entry on");
        press(KeyCode.UP);
        press(KeyCode.ENTER);
        await("its entries", () -> place() != null && place().screen().equals("transactions"));
        assertThat(place().value("type")).contains("purchase");
        walkTo(() -> find("#copyLetter").isFocused());
        press(KeyCode.SPACE);
        await("the copy", () -> !test.desktop().copied().isEmpty());
        assertThat(test.desktop().copied()).last().isEqualTo(text("#letter"));
        walkTo(() -> table("#lots").isFocused());
        press(KeyCode.HOME);
        press(KeyCode.DOWN);
        await(
                "uses",
                () -> find("#uses").isVisible() && !table("#uses").getItems().isEmpty());
        picture("explain");
    }

    private void walkTo(java.util.function.BooleanSupplier there) {
        for (int i = 0; i < 60 && !fx(there::getAsBoolean); i++) {
            press(KeyCode.TAB);
        }
        assertThat(fx(there::getAsBoolean)).as("reached by Tab").isTrue();
    }

    @Test
    void theStepsStandInATableToo() {
        long user = customer();
        open(Places.balance(user));
        await("the balance", () -> find("#shown").isVisible());
        fire("#asTable");
        TableView<?> steps = find("#steps");
        await("the table", steps::isVisible);
        assertThat(find("#chart").isVisible()).isFalse();
        assertThat(steps.getItems())
                .hasSize(((Waterfall) this.<Node>find("#chart"))
                        .getChildrenUnmodifiable()
                        .size());
        picture("explain-table");
    }

    @Test
    void aMomentOfThePastAndTheStateAfterAnEntryAreShown() {
        long user = ledger.user();
        LedgerEntry first = ledger.support.adjust(LedgerFixture.grant(user, 5));
        database.advance(java.time.Duration.ofDays(-1));
        ledger.support.adjust(LedgerFixture.grant(user, 6));
        open(Places.balanceAfter(user, first.id()));
        await("then", () -> find("#shown").isVisible() && text("#balance").equals("5"));
        assertThat(text("#moment")).isEqualTo("entry " + first.id());
        assertThat(text("#as")).startsWith("As entry " + first.id());
        fire("#now");
        await("now", () -> text("#balance").equals("11"));
        type("#moment", "1 Jan 2020 10:00");
        fire("#explain");
        await("before", () -> text("#balance").equals("0"));
        assertThat(text("#letter")).contains("you had not had any tokens yet");
        database.advance(java.time.Duration.ofDays(1));
    }

    @Test
    void aChargeSaysWhatItWasForAndWhatItHadCost() {
        long user = ledger.user();
        ledger.buy(user, 2);
        LedgerEntry spend = ledger.service.post(LedgerFixture.spend(user, 8));
        open(Places.charge(spend.id()));
        await("the charge", () -> find("#charge").isVisible());
        assertThat(text("#before")).isEqualTo("30");
        assertThat(text("#after")).isEqualTo("22");
        assertThat(text("#chargeLetter"))
                .contains("you spent 8 tokens on contacting sellers")
                .contains("Your balance was 30 before and 22 after.")
                .contains("had cost you £");
        picture("explain-charge");
        fire("#copyCharge");
        await("copied", () -> !test.desktop().copied().isEmpty());
        fire("#back");
        await("its balance", () -> place().equals(Places.balanceAfter(user, spend.id())));
    }

    @Test
    void darkIsAsReadable() {
        long user = customer();
        open(Places.balance(user));
        await("the balance", () -> find("#shown").isVisible());
        await("lots", () -> table("#lots").getItems().size() == 3);
        onFx(Theme.DARK::apply);
        onFx(() -> table("#lots").getSelectionModel().select(2));
        await(
                "uses",
                () -> find("#uses").isVisible() && !table("#uses").getItems().isEmpty());
        picture("explain-dark");
        onFx(Theme.LIGHT::apply);
    }
}
