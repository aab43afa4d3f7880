package com.arzani.tokens.screens.economy;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.app.screens.EconomyModule;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.insight.Economy;
import com.arzani.tokens.insight.FigureProofs;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.operations.Rollups;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.testing.Await;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class EconomyScreenTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;

    EconomyScreenTest(TestDatabase database) {
        this.database = database;
    }

    /// One who bought and spent, and one who only joined.
    @BeforeEach
    void start() {
        LedgerFixture ledger = new LedgerFixture(database);
        long user = ledger.user();
        ledger.buy(user);
        ledger.service.post(LedgerFixture.spend(user, 4));
        ledger.user();
        long own = database.sql().number("SELECT pg_current_xact_id()::text::bigint");
        Rollups rollups = new Rollups(database.openService());
        Await.until("everything is folded", () -> {
            rollups.foldOnce();
            return database.sql()
                            .number("SELECT min(folded_below) FROM token_rollup_marks"
                                    + " WHERE name IN ('token_daily_totals', 'customer_facts')")
                    > own;
        });
    }

    private void open(OperatorRole role) {
        Database own = database.openAs(role);
        EconomyServices services =
                new EconomyServices(new Economy(own), new FigureProofs(own), role != OperatorRole.PRODUCT);
        show(test.kit(), EconomyModule.screen(test.kit(), services), Target.of("economy"));
    }

    private void press(KeyCode... keys) {
        for (KeyCode key : keys) {
            robot().press(key).release(key);
        }
    }

    private void choose(String selector) {
        onFx(() -> find(selector).requestFocus());
        press(KeyCode.SPACE);
    }

    private List<BehaviourRow> behaviour() {
        TableView<BehaviourRow> table = find("#behaviour");
        return List.copyOf(table.getItems());
    }

    @Test
    void whoMayNotIsToldSo() {
        open(OperatorRole.SUPPORT);
        await("the refusal", () -> find("#banner").isVisible());
        assertThat(behaviour()).isEmpty();
    }

    @Test
    void everyIndicatorIsACardWithItsTargetAndOneIsShownByKeyboard() {
        open(OperatorRole.FINANCE);
        GridPane cards = find("#cards");
        await("the cards", () -> cards.getChildren().size() == 9);
        List<String> spoken =
                cards.getChildren().stream().map(Node::getAccessibleText).toList();
        assertThat(spoken)
                .anySatisfy(card -> assertThat(card).startsWith("Token sales").contains("£50,000.00 or more"))
                .anySatisfy(card -> assertThat(card).startsWith("Conversion").contains("more than 15%", "Too few"))
                .anySatisfy(
                        card -> assertThat(card).startsWith("Operation time").contains("less than 100 ms", "No data"));
        onFx(() -> cards.getChildren().getFirst().requestFocus());
        press(KeyCode.SPACE);
        await("its months", () -> text("#indicatorFigure .figure-title").startsWith("Token sales"));
        press(KeyCode.RIGHT);
        await(
                "the next card's months",
                () -> text("#indicatorFigure .figure-title").startsWith("Revenue per buyer"));
        picture("economy");
    }

    @Test
    void aSegmentOpensItsUsersByKeyboardAlone() {
        open(OperatorRole.FINANCE);
        await("the rows", () -> !behaviour().isEmpty());
        choose("#partCustomers");
        await("the part", () -> find("#customersPart").isVisible());
        onFx(() -> find("#behaviour").requestFocus());
        press(KeyCode.HOME, KeyCode.DOWN, KeyCode.ENTER);

        assertThat(test.navigator().currentProperty().get())
                .isEqualTo(Places.customers().with(Places.SEGMENT, "new"));
        assertThat(behaviour())
                .filteredOn(row -> row.opens() != null
                        && row.opens().equals(Places.customers().with(Places.SEGMENT, "new")))
                .singleElement()
                .satisfies(row -> assertThat(row.behaviour().spent()).isGreaterThanOrEqualTo(4));
    }

    @Test
    void aBarOfTheFlowsOpensItsEntries() {
        open(OperatorRole.FINANCE);
        await("the rows", () -> !behaviour().isEmpty());
        choose("#partFlows");
        choose("#rangeHalfYear");
        await("the bars", () -> !find("#flows").lookupAll(".figure-point").isEmpty());
        onFx(() -> find("#flows").lookupAll(".figure-point").stream()
                .filter(Node::isFocusTraversable)
                .findFirst()
                .orElseThrow()
                .requestFocus());
        press(KeyCode.END, KeyCode.ENTER);

        Target opened = test.navigator().currentProperty().get();
        assertThat(opened.screen()).isEqualTo("transactions");
        assertThat(opened.values())
                .containsEntry("type", "purchase")
                .containsEntry("direction", "in")
                .containsKeys("from", "to");
    }

    @Test
    void productSeesNumbersAndNobodyBehindThem() {
        open(OperatorRole.PRODUCT);
        await("the rows", () -> !behaviour().isEmpty());
        assertThat(behaviour()).allMatch(row -> row.opens() == null);
    }
}
