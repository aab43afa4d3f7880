package com.arzani.tokens.screens.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.access.AuditTrail;
import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.insight.AuditExport;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import com.arzani.tokens.ui.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditScreenTest extends ScreenTest {
    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final TestKit test = TestKit.threaded();
    private long user;
    private AuditViewModel model;

    AuditScreenTest(TestDatabase database) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
    }

    @BeforeAll
    void happen() {
        user = ledger.userWith(12);
        database.sqlAs(database.login(OperatorRole.SUPPORT))
                .rows("SELECT * FROM reveal_contact(?, 'customer asked about \u202Eher bill')", user);
        database.sqlAs(database.login(OperatorRole.PRODUCT))
                .rows(
                        "SELECT * FROM set_package_active(1, (SELECT version FROM token_packages WHERE id = 1), false, 'sold out')");
    }

    private void open(OperatorRole role, Target target) {
        Database signedIn = database.openAs(role);
        AuditTrail trail = new AuditTrail(signedIn, Clock.systemUTC());
        model = new AuditViewModel(
                test.kit(), new AuditServices(trail, new AuditExport(trail, new ExportRecord(signedIn))));
        onFx(() -> test.navigator().open(target));
        show(
                test.kit(),
                Screen.of("audit", AuditController.class, () -> new AuditController(test.kit(), model))
                        .including(AuditDetailController.class, () -> new AuditDetailController(test.kit())),
                target);
    }

    private void press(KeyCode... keys) {
        robot().press(keys).release(keys);
    }

    private int count() {
        return fx(() -> table("#table").getItems().size());
    }

    @Test
    void aWordNobodyKnowsIsRefusedAndNothingChanges() {
        open(OperatorRole.ADMIN, Places.audit());
        await("rows", () -> count() >= 3);
        type("#filter", "by:jane yesterday");
        robot().type(KeyCode.ENTER);
        await("the refusal", () -> model.typedProblemProperty().get().contains("yesterday"));
        assertThat(model.chips).isEmpty();
        type("#filter", "from:2026-12-01 to:2026-11-01");
        robot().type(KeyCode.ENTER);
        await("the period", () -> model.typedProblemProperty().get().startsWith("The first day"));
        picture("audit-refused");
    }

    @Test
    void theAuditIsFilteredAndReadWithTheKeyboardAlone() {
        open(OperatorRole.FINANCE, Places.audit());
        await("the field", () -> find("#filter").isFocused());
        robot().write("action:deactivate_package");
        press(KeyCode.ENTER);
        await("one row", () -> count() == 1);
        await("a chip", () -> find("#chips").isVisible());
        for (int i = 0; i < 20 && !fx(() -> table("#table").isFocused()); i++) {
            press(KeyCode.TAB);
        }
        press(KeyCode.HOME);
        press(KeyCode.ENTER);
        await(
                "the detail",
                () -> stage().getScene().getRoot().lookup("#changes") != null
                        && find("#changes").isFocused());
        TableView<ChangeRow> changes = find("#changes");
        assertThat(changes.getItems())
                .filteredOn(ChangeRow::changed)
                .extracting(ChangeRow::field)
                .contains("is_active", "version");
        assertThat(text("#title")).isEqualTo("Hid a package");
        picture("audit-detail");
        fire("#close");
        await("closed", () -> stage().getScene().getRoot().lookup("#changes") == null);
    }

    @Test
    void h4_oneCustomersAuditHoldsGrantsAndLooksAndShowsHiddenSigns() {
        open(OperatorRole.ADMIN, Places.auditOf(user));
        await("both", () -> count() == 2);
        onFx(() -> table("#table").getSelectionModel().select(0));
        await(
                "the detail",
                () -> stage().getScene().getRoot().lookup("#fields") != null
                        && text("#title").equals("Revealed e-mail and phone"));
        GridPane fields = find("#fields");
        assertThat(fields.getChildren().toString()).doesNotContain("\u202E");
        assertThat(isDisabled("#openCustomer")).isFalse();
        fire("#openCustomer");
        await("the customer", () -> test.navigator().currentProperty().get().equals(Places.user(user)));
        picture("audit-customer");
    }

    @Test
    void supportSeesItsOwnAndIsToldSo() {
        open(OperatorRole.SUPPORT, Places.audit());
        await("rows", () -> count() > 0);
        assertThat(find("#own").isVisible()).isTrue();
        String login = database.login(OperatorRole.SUPPORT).login();
        assertThat(fx(() -> model.rows.loaded().stream()
                        .allMatch(row -> row.event().actor().equals(login))))
                .isTrue();
    }

    @Test
    void h14_supportSeesNothingOfAnother() {
        open(
                OperatorRole.SUPPORT,
                Places.auditBy(database.login(OperatorRole.PRODUCT).login()));
        await("nothing", () -> model.rows.stateProperty().get() == com.arzani.tokens.ui.KeyList.State.END);
        assertThat(count()).isZero();
        picture("audit-empty");
    }

    @Test
    void theExportIsWrittenWholeAndItselfAudited(@TempDir Path folder) throws Exception {
        open(OperatorRole.ADMIN, Places.auditOf(ledger.userWith(3)));
        await("the grant", () -> count() == 1);
        Path file = folder.resolve("audit.csv");
        test.desktop().choose(file);
        fire("#export");
        await(
                "the notice",
                () -> test.kit().notices().all().stream()
                        .anyMatch(notice -> notice.text().contains("Exported 2 rows to")));
        assertThat(Files.readAllLines(file).getFirst()).startsWith("created_at,source,id,actor,action");
        onFx(() -> model.rows.restart());
        await("its own row", () -> count() == 2);
    }

    @Test
    void darkIsAsReadable() {
        open(OperatorRole.ADMIN, Places.audit());
        await("rows", () -> count() >= 3);
        onFx(Theme.DARK::apply);
        onFx(() -> table("#table").getSelectionModel().select(0));
        picture("audit-dark");
        onFx(Theme.LIGHT::apply);
    }
}
