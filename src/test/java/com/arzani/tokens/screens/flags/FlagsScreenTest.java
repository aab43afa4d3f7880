package com.arzani.tokens.screens.flags;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.market.FeatureFlag;
import com.arzani.tokens.market.FeatureFlags;
import com.arzani.tokens.market.MarketSeed;
import com.arzani.tokens.ui.Notice;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.math.BigDecimal;
import java.util.List;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The flags' screen on a real database: its own controls, by mouse and by keys.
@PostgresTest
class FlagsScreenTest extends ScreenTest {
    private static final FeatureFlag.Setting ALL = new FeatureFlag.Setting(true, new BigDecimal("100"), List.of());
    private static TestDatabase database;
    private static FeatureFlags product;
    private static FeatureFlags admin;
    private static long user;

    private final TestKit test = TestKit.threaded();

    @BeforeAll
    static void signIn(TestDatabase injected) {
        database = injected;
        product = new FeatureFlags(database.openAs(OperatorRole.PRODUCT));
        admin = new FeatureFlags(database.openAs(OperatorRole.ADMIN));
        MarketSeed seed = new MarketSeed(database);
        for (int i = 0; i < 20; i++) {
            user = seed.user();
        }
        database.sql().execute("UPDATE users SET buyer_plan = 'pro' WHERE id = ?", user);
    }

    @BeforeEach
    void allOn() {
        admin.all().stream()
                .filter(flag -> !flag.setting().equals(ALL))
                .forEach(flag -> admin.change(flag, ALL, "As at the beginning"));
    }

    @Test
    void supportLooksACustomerUpAndChangesNothing() {
        open(new FeatureFlags(database.openAs(OperatorRole.SUPPORT)));
        assertThat(find("#form").isVisible()).isFalse();
        await("who is in", () -> text("#reach").equals("20 of 20 customers have it."));
        type("#user", "not a number");
        assertThat(isDisabled("#check")).isTrue();
        type("#user", "999999999");
        fire("#check");
        await("refusal", () -> text("#why").contains("999"));
        assertThat(find("#verdict").isVisible()).isFalse();
        type("#user", Long.toString(user));
        fire("#check");
        await("verdict", () -> text("#verdict").equals("Has it"));
        assertThat(text("#why")).isEqualTo("Token system is on for everybody of its audience.");
    }

    @Test
    void theEffectIsShownBeforeAndMadeWithAReason() {
        open(product);
        type("#percentage", "101");
        assertThat(isDisabled("#change")).isTrue();
        await(
                "said at the field",
                () -> find("#percentageField").lookupAll(".form-hint").stream()
                        .anyMatch(hint -> ((Labeled) hint).getText().contains("0 to 100")));
        type("#percentage", "0");
        await(
                "effect",
                () -> text("#reach")
                        .equals("20 of 20 customers have it now; 0 would. 0 would get it, 20 would lose it."));
        assertThat(text("#changes")).isEqualTo("Share: 100 % → 0 %");
        assertThat(isDisabled("#change")).as("no reason").isTrue();
        type("#reason", "Pause");
        picture("flags-effect");
        fire("#change");
        await(
                "made",
                () -> row(0).share().equals("0 %")
                        && !history().isEmpty()
                        && history().getFirst().flag().reason().equals("Pause"));
        assertThat(row(0).state().text()).isEqualTo("Off");
        assertThat(history().getFirst().change()).isEqualTo("Share: 100 % → 0 %");
        assertThat(notice().text()).startsWith("Token system changed: version");

        onFx(notice().action());
        assertThat(text("#percentage")).as("the way back").isEqualTo("100");
        assertThat(isDisabled("#change")).as("needs a reason of its own").isTrue();
    }

    @Test
    void whoComesSecondSeesTheOthersChangeAndKeepsWhatWasTyped_F5() {
        open(product);
        type("#percentage", "50");
        type("#reason", "Half of them");
        admin.change(flag(0), new FeatureFlag.Setting(false, new BigDecimal("80"), List.of()), "Off for now");
        fire("#change");
        String other = database.login(OperatorRole.ADMIN).login();
        await("told", () -> find("#formBanner").isVisible());
        await("the other's version", () -> row(0).state().text().equals("Off"));
        assertThat(find("#formBanner").lookupAll(".label").stream().map(node -> ((Labeled) node).getText()))
                .anyMatch(text -> text != null && text.startsWith(other));
        assertThat(text("#percentage")).isEqualTo("50");
        await("compared with the new version", () -> text("#changes").equals("Switch: off → on\nShare: 80 % → 50 %"));
        picture("flags-conflict");
        fire("#change");
        await("made knowingly", () -> row(0).share().equals("50 %"));
    }

    @Test
    void byKeyboardAlone_aPlanIsChosenAndEscPutsBack() {
        open(product);
        await("plans", () -> stage().getScene().getRoot().lookup("#plan-pro") != null);
        CheckBox pro = find("#plan-pro");
        onFx(pro::requestFocus);
        robot().push(KeyCode.SPACE);
        await("chosen", () -> text("#changes").equals("For: Everybody → Plans: pro"));
        await("effect", () -> text("#reach").contains("1 would."));
        robot().push(KeyCode.ESCAPE);
        await("put back", () -> text("#changes").isEmpty() && !pro.isSelected());
        robot().push(KeyCode.SPACE);
        onFx(find("#reason")::requestFocus);
        robot().write("Pro first");
        robot().push(KeyCode.CONTROL, KeyCode.ENTER);
        await("made", () -> row(0).audience().equals("Plans: pro"));
        assertThat(flag(0).setting().buyerPlans()).containsExactly("pro");
    }

    private FeatureFlag flag(int place) {
        return product.all().get(place);
    }

    private void open(FeatureFlags flags) {
        FlagsViewModel model = fx(() -> new FlagsViewModel(test.kit(), flags));
        Screen screen = Screen.of("flags", FlagsController.class, () -> new FlagsController(test.kit(), model))
                .including(FlagFormController.class, () -> new FlagFormController(test.kit(), model));
        show(test.kit(), screen, Target.of("flags"));
        await("flags", () -> !table0().getItems().isEmpty() && !history().isEmpty());
    }

    private TableView<FlagRow> table0() {
        return find("#table");
    }

    private FlagRow row(int place) {
        return fx(() -> table0().getItems().get(place));
    }

    private List<FlagRow> history() {
        TableView<FlagRow> table = find("#history");
        return fx(() -> List.copyOf(table.getItems()));
    }

    private Notice notice() {
        return fx(() -> test.kit().notices().all().getFirst());
    }
}
