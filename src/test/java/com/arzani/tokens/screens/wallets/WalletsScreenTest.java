package com.arzani.tokens.screens.wallets;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerExplanation;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.WalletDirectory;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WalletsScreenTest extends ScreenTest {
    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final TestKit test = TestKit.threaded();

    WalletsScreenTest(TestDatabase database) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
    }

    private Screen screen() {
        WalletServices services = new WalletServices(
                new LedgerService(ledger.supportDatabase),
                new LedgerExplanation(ledger.supportDatabase),
                new WalletDirectory(ledger.supportDatabase),
                OperatorRole.SUPPORT,
                LedgerFixture::key,
                new SecondPerson(
                        new com.arzani.tokens.approval.Approvals(ledger.supportDatabase),
                        new com.arzani.tokens.approval.Limits(ledger.supportDatabase),
                        ledger.supportDatabase.operator().login()));
        return Screen.of(
                        "wallets",
                        WalletsController.class,
                        () -> new WalletsController(test.kit(), new WalletsViewModel(test.kit(), services)))
                .including(WalletDetailController.class, () -> new WalletDetailController(test.kit()))
                .including(AdjustmentController.class, () -> new AdjustmentController(test.kit()));
    }

    private void open(Target target) {
        show(test.kit(), screen(), target);
        await("reasons", () -> !this.<ComboBox<?>>node("#reason").getItems().isEmpty());
    }

    @SuppressWarnings("unchecked")
    private <N> N node(String selector) {
        return (N) stage().getScene().getRoot().lookup(selector);
    }

    private void choose(String selector, int index) {
        ComboBox<?> box = find(selector);
        onFx(() -> box.getSelectionModel().select(index));
    }

    @Test
    void nothingCanBeGrantedBeforeAWalletAnAmountAReasonAndANoteAreThere() {
        long user = ledger.userWith(12);
        open(Target.of("wallets"));
        assertThat(find("#shown").isVisible()).isFalse();
        await("rows", () -> !table("#table").getItems().isEmpty());
        onFx(() -> table("#table").getSelectionModel().select(0));
        await("the wallet", () -> find("#shown").isVisible());
        assertThat(isDisabled("#post")).isTrue();
        type("#amount", "-5");
        assertThat(isDisabled("#post")).isTrue();
        assertThat(find("#preview").isVisible()).isFalse();
        type("#amount", "5");
        choose("#reason", 0);
        assertThat(isDisabled("#post")).isTrue();
        type("#note", "   ");
        assertThat(isDisabled("#post")).isTrue();
        type("#note", "The form was down.");
        assertThat(isDisabled("#post")).isFalse();
        assertThat(text("#previewBalance")).contains("→");
        assertThat(ledger.support.wallet(user).orElseThrow().balance()).isEqualTo(new Tokens(12));
    }

    @Test
    void aGrantIsMadeWithTheKeyboardAlone() {
        long user = ledger.userWith(12);
        ledger.buy(user);
        open(Places.wallet(user));
        await("the wallet", () -> find("#shown").isVisible());
        await(
                "its row",
                () -> table("#table").getSelectionModel().getSelectedItem() instanceof WalletRow row
                        && row.userId() == user);
        robot().clickOn(this.<javafx.scene.Node>find("#amount"));
        robot().write("5");
        robot().type(KeyCode.TAB);
        robot().type(KeyCode.DOWN);
        await("a reason", () -> this.<ComboBox<?>>node("#reason").getValue() != null);
        robot().type(KeyCode.TAB);
        robot().write("Called us");
        await("ready", () -> !find("#post").isDisabled());
        assertThat(text("#post")).isEqualTo("Grant 5 tokens");
        picture("wallets-grant");
        robot().press(KeyCode.CONTROL)
                .press(KeyCode.ENTER)
                .release(KeyCode.ENTER)
                .release(KeyCode.CONTROL);
        await("the notice", () -> !test.kit().notices().all().isEmpty());
        assertThat(test.kit().notices().all().getFirst().text()).startsWith("Granted 5 tokens to Ann Example");
        await("the new state", () -> text("#sum").contains("balance"));
        await("an empty form", () -> text("#amount").isEmpty());
        picture("wallets");
    }

    @Test
    void aTakeShowsTheLotsItDrawsFromAndThenLeadsBackByAReversal() {
        long user = ledger.userWith(2);
        ledger.support.adjust(LedgerFixture.grant(user, 3));
        open(Places.wallet(user));
        await("the wallet", () -> find("#shown").isVisible());
        fire("#takeMode");
        type("#amount", "9");
        assertThat(isDisabled("#post")).isTrue();
        type("#amount", "3");
        await("the lots", () -> text("#previewRest").lines().count() == 2);
        choose("#reason", 0);
        type("#note", "Credited twice.");
        fire("#post");
        await("taken", () -> text("#balance").equals("2"));
        onFx(() ->
                this.<TableView<EntryRow>>node("#entries").getSelectionModel().select(0));
        fire("#reverseEntry");
        assertThat(text("#post")).startsWith("Reverse entry");
        choose("#reason", 0);
        type("#note", "It was right after all.");
        picture("wallets-reverse");
        fire("#post");
        await("given back", () -> text("#balance").equals("5"));
        assertThat(fx(() -> this.<TableView<EntryRow>>node("#entries")
                        .getItems()
                        .get(1)
                        .link()))
                .startsWith("reversed by");
    }

    @Test
    void h16AHostileNameIsShownAsText() {
        long user = ledger.userWith(1);
        database.sql()
                .execute("UPDATE users SET first_name = ?, last_name = '_x' WHERE id = ?", "<b>\u202Eevil", (int) user);
        open(Places.wallet(user));
        await("the wallet", () -> find("#shown").isVisible());
        assertThat(text("#name")).contains("<b>").contains("‹202E›").contains("_x");
    }
}
