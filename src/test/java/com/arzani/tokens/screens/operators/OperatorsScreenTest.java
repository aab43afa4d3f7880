package com.arzani.tokens.screens.operators;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.access.Operators;
import com.arzani.tokens.access.OwnAccess;
import com.arzani.tokens.access.Passwords;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.util.UUID;
import javafx.application.Platform;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class OperatorsScreenTest extends ScreenTest {
    private final TestDatabase database;
    private final TestKit test = TestKit.threaded();
    private final String login = "eve." + UUID.randomUUID().toString().substring(0, 8);
    private Credentials adminLogin;
    private Operators admin;

    OperatorsScreenTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void oneAdministrator() {
        database.sql().execute("UPDATE operators SET state = 'disabled'");
        adminLogin = database.newLogin(OperatorRole.ADMIN);
        admin = signIn(adminLogin);
    }

    private Operators signIn(Credentials who) {
        Database opened = database.open(who);
        new OwnAccess(opened).signedIn();
        return new Operators(opened);
    }

    private void open() {
        OperatorFormViewModel form = new OperatorFormViewModel(test.kit(), admin, new Passwords());
        OperatorsViewModel model = new OperatorsViewModel(test.kit(), admin, form);
        Screen screen = Screen.of(
                        "operators", OperatorsController.class, () -> new OperatorsController(test.kit(), model))
                .including(OperatorFormController.class, () -> new OperatorFormController(test.kit(), form));
        show(test.kit(), screen, Target.of("operators"));
        await("operators", () -> !table("#table").getItems().isEmpty());
    }

    @Test
    void oneselfCannotBeChanged() {
        open();
        choose(adminLogin.login());

        assertThat(fx(() -> find("#own").isVisible())).isTrue();
        for (String button : new String[] {"#setRole", "#reset", "#disable", "#enable", "#create"}) {
            assertThat(fx(() -> find(button).isVisible())).as(button).isFalse();
        }
        assertThat(fx(() -> find("#reasonField").isVisible())).isFalse();
    }

    @Test
    void nothingHappensWithoutAReasonAndARefusalKeepsWhatWasTyped() {
        open();
        fire("#newOperator");
        type("#login", "Not A Login");
        type("#name", "Eve");
        assertThat(isDisabled("#create")).isTrue();
        type("#reason", "joins us");
        fire("#create");
        await(
                "the refusal",
                () -> find("#form").lookup(".banner") != null
                        && fx(() -> find("#form").lookup(".banner").isVisible()));
        assertThat(text("#login")).isEqualTo("Not A Login");
        assertThat(text("#reason")).isEqualTo("joins us");
        assertThat(fx(() -> find("#passwordBox").isVisible())).isFalse();
    }

    @Test
    void aNewOperatorsPasswordIsShownOnceAndOpensTheDoor() {
        open();
        assertThat(text("#fourEyes")).startsWith("Four eyes off");
        fire("#newOperator");
        type("#login", login);
        type("#name", "Eve Example");
        type("#reason", "joins support");
        fire("#create");
        await("the password", () -> find("#passwordBox").isVisible());
        String password = text("#password");
        fire("#copy");
        assertThat(test.desktop().copied()).containsExactly(password);
        picture("operators-password");
        fire("#hide");
        assertThat(text("#password")).isEmpty();
        Database eve = database.open(new Credentials(login, password.toCharArray()));
        assertThat(eve.operator().role()).isEqualTo(OperatorRole.SUPPORT);
        assertThat(new OwnAccess(eve).signedIn()).isTrue();
    }

    @Test
    void disablesAndEnablesWithAReason() {
        make();
        open();
        choose(login);
        assertThat(isDisabled("#disable")).isTrue();
        type("#reason", "left the company");
        fire("#disable");
        await("disabled", () -> find("#enable").isVisible());
        assertThat(account().active()).isFalse();
        type("#reason", "came back");
        fire("#enable");
        await("enabled", () -> find("#disable").isVisible());
        assertThat(account().active()).isTrue();
    }

    @Test
    void aWaitingRoleIsApprovedByTheOtherAdministratorAlone() {
        Operators second = signIn(database.newLogin(OperatorRole.ADMIN));
        second.create(
                new com.arzani.tokens.access.NewOperator(login, "Eve", OperatorRole.FINANCE),
                new Passwords().next().toCharArray(),
                "joins finance");
        open();
        await("four eyes", () -> text("#fourEyes").startsWith("Four eyes on"));
        await("the request", () -> !table("#requests").getItems().isEmpty());
        onFx(() -> table("#requests").getSelectionModel().select(0));
        assertThat(fx(() -> find("#approve").isVisible())).isTrue();
        picture("operators-request");
        type("#reason", "I know her");
        fire("#approve");
        await("approved", () -> table("#requests").getItems().isEmpty());
        assertThat(account().role()).contains(OperatorRole.FINANCE);
    }

    private void make() {
        admin.create(
                new com.arzani.tokens.access.NewOperator(login, "Eve", OperatorRole.SUPPORT),
                new Passwords().next().toCharArray(),
                "joins support");
    }

    private com.arzani.tokens.access.OperatorAccount account() {
        if (Platform.isFxApplicationThread()) {
            throw new IllegalStateException("reads the database");
        }
        return admin.all().stream()
                .filter(one -> one.login().equals(login))
                .findFirst()
                .orElseThrow();
    }

    private void choose(String who) {
        TableView<OperatorRow> rows = table("#table");
        await(
                "the row",
                () -> rows.getItems().stream()
                        .anyMatch(row -> row != null && row.login().equals(who)));
        onFx(() -> rows.getItems().stream()
                .filter(row -> row.login().equals(who))
                .findFirst()
                .ifPresent(row -> rows.getSelectionModel().select(row)));
    }
}
