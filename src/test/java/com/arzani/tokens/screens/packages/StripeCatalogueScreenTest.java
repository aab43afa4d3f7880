package com.arzani.tokens.screens.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.catalog.PackageCatalog;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.products.CatalogueFixture;
import com.arzani.tokens.payments.products.CatalogueRuns;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.time.Clock;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The packages beside Stripe: looked at, sent after a question, by keys alone.
@PostgresTest
class StripeCatalogueScreenTest extends ScreenTest {
    private static final int TABS_MOST = 40;

    private final TestDatabase database;
    private final TestKit test = TestKit.threaded();
    private CatalogueFixture catalogue;
    private AutoCloseable background;

    StripeCatalogueScreenTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws Exception {
        catalogue = new CatalogueFixture(database, database.openService());
    }

    @AfterEach
    void stop() throws Exception {
        if (background != null) {
            background.close();
        }
        catalogue.close();
    }

    private void open(OperatorRole role) {
        DatabaseOptions options = DatabaseOptions.console(Clock.systemUTC(), Platform::isFxApplicationThread)
                .withEntities(PackageCatalog.ENTITIES)
                .withPoolSize(2);
        Database own = database.open(database.login(role), options);
        PackagesViewModel model = fx(() -> new PackagesViewModel(
                test.kit(),
                new PackageCatalog(own),
                new StripeCatalogueViewModel(test.kit(), new CatalogueRuns(own), role)));
        Screen screen = Screen.of("packages", PackagesController.class, () -> new PackagesController(test.kit(), model))
                .including(PackageEditorController.class, () -> new PackageEditorController(test.kit(), model.editor))
                .including(StripeCatalogueController.class, () -> new StripeCatalogueController(test.kit(), model))
                .including(PackageVersionsController.class, () -> new PackageVersionsController(test.kit(), model));
        show(test.kit(), screen, Target.of("packages"));
        TableView<PackageRow> table = find("#table");
        await("packages", () -> !table.getItems().isEmpty());
    }

    /// Goes there by Tab alone.
    private void tabTo(String id) {
        for (int tab = 0; tab < TABS_MOST; tab++) {
            Node focused = fx(() -> stage().getScene().getFocusOwner());
            if (focused != null && id.equals(focused.getId())) {
                return;
            }
            press(KeyCode.TAB);
        }
        throw new AssertionError("no way to " + id + " by Tab");
    }

    private static void press(KeyCode... keys) {
        robot().push(keys);
    }

    private List<StripeRow> differences() {
        TableView<StripeRow> table = find("#stripeTable");
        return fx(() -> List.copyOf(table.getItems()));
    }

    private List<String> badges() {
        TableView<PackageRow> table = find("#table");
        return fx(() -> {
            TableColumn<PackageRow, ?> column = table.getColumns().stream()
                    .filter(each -> "stripeColumn".equals(each.getId()))
                    .findFirst()
                    .orElseThrow();
            return table.getItems().stream()
                    .map(row -> (Badge) column.getCellObservableValue(row).getValue())
                    .map(badge -> badge == null ? "" : badge.text())
                    .toList();
        });
    }

    private boolean isShown(String selector) {
        return fx(() -> find(selector).isVisible());
    }

    @Test
    void r12_byKeysAlonePackagesAreLookedAtAndSent() {
        background = catalogue.background();
        open(OperatorRole.PRODUCT);
        await("the look that was due", () -> differences().size() == 6);
        await("badges", () -> badges().equals(List.of("Not sent", "Not sent", "Not sent")));
        tabTo("stripeShow");
        press(KeyCode.SPACE);
        await("differences", () -> isShown("#stripePanel"));
        assertThat(isShown("#versions")).isTrue();
        picture("packages-stripe-differences");
        tabTo("stripeSend");
        press(KeyCode.SPACE);
        await("the question", () -> isShown("#stripeQuestion"));
        picture("packages-stripe-question");
        press(KeyCode.ESCAPE);
        await("no question", () -> !isShown("#stripeQuestion"));
        assertThat(catalogue.prices()).isEmpty();
        tabTo("stripeSend");
        press(KeyCode.SPACE);
        await("the question", () -> isShown("#stripeQuestion"));
        press(KeyCode.CONTROL, KeyCode.ENTER);
        await("in step", () -> badges().equals(List.of("In step", "In step", "In step")));
        assertThat(differences()).isEmpty();
        assertThat(catalogue.prices()).hasSize(3);
        picture("packages-stripe-in-step");
    }

    @Test
    void aProblemIsToldInPlainWordsAndAnotherLookTakesItAway() {
        background = catalogue.background();
        open(OperatorRole.ADMIN);
        await("the look that was due", () -> differences().size() == 6);
        catalogue.simulator.faults().keyRevoked(1);
        fire("#stripeLook");
        await("the problem", () -> isShown("#stripeBanner"));
        picture("packages-stripe-problem");
        fire("#stripeLook");
        await("no problem", () -> !isShown("#stripeBanner"));
    }

    @Test
    void aNewVersionDiffersBeforeAnybodyLooks() {
        catalogue.send();
        catalogue.publish(1, 1200);
        open(OperatorRole.FINANCE);
        await("badges", () -> badges().equals(List.of("Differs", "In step", "In step")));
        assertThat(isShown("#stripeSend")).isFalse();
        assertThat(isShown("#stripeLook")).isTrue();
    }

    @Test
    void supportSeesNothingOfIt() {
        open(OperatorRole.SUPPORT);
        assertThat(isShown("#stripeLook")
                        && fx(() -> find("#stripeLook").getParent().getParent().isVisible()))
                .isFalse();
    }
}
