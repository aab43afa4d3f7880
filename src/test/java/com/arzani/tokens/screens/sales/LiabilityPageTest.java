package com.arzani.tokens.screens.sales;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.insight.FigureProofJob;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import com.arzani.tokens.ui.chart.Figure;
import com.arzani.tokens.ui.chart.Unit;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// One customer: 25 tokens and 5 bonus for £25, a gift of 5, 12 spent.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiabilityPageTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;
    private LocalDate first;
    private SalesPages pages;

    LiabilityPageTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void trade() {
        LedgerFixture shop = new LedgerFixture(database);
        long user = shop.userWith(5);
        shop.buy(user, 2);
        shop.service.post(LedgerFixture.spend(user, 12));
        database.sql().number("SELECT ledger_fold_entries(pg_snapshot_xmax(pg_current_snapshot())::text::bigint)");
        first = database.now().atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    }

    private void open(OperatorRole role) {
        pages = new SalesPages(test.kit(), database.openAs(role), role != OperatorRole.PRODUCT);
        Target month = Places.sales()
                .with("range", "own")
                .with("from", first)
                .with("to", first.plusMonths(1).minusDays(1))
                .with("by", "month");
        show(test.kit(), pages.screen, month);
        key("#tabs", KeyCode.RIGHT);
        await("the roll-forward", () -> table().getItems().size() == 5);
    }

    private TableView<LiabilityLine> table() {
        return find("#rollForward");
    }

    private void key(String selector, KeyCode code) {
        onFx(() -> {
            Node node = find(selector);
            node.requestFocus();
            Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
        });
    }

    @Test
    void theRollForwardAddsUpAndChartsSayTheSame() {
        open(OperatorRole.FINANCE);
        List<LiabilityLine> lines = table().getItems();
        // The bonus of 5 and the gift of 5 go first; then 2 of 25 paid for with 2083 of 2500 pence.
        assertThat(lines).extracting(LiabilityLine::tokens).containsExactly("0", "+30", "+5", "\u221212", "23");
        assertThat(lines)
                .extracting(LiabilityLine::worth)
                .containsExactly("£0.00", "+£25.00", "£0.00", "\u2212£5.83", "£19.17");
        assertThat(pages.liability
                        .revenue
                        .get()
                        .series()
                        .getFirst()
                        .points()
                        .getFirst()
                        .value())
                .isEqualTo(583);
        Figure ages = pages.liability.ages.get();
        assertThat(ages.series().getFirst().points().getLast().value()).isEqualTo(1_917);
        fire("#measureTokens");
        assertThat(pages.liability.ages.get().unit()).isEqualTo(Unit.TOKENS);
        assertThat(pages.liability
                        .ages
                        .get()
                        .series()
                        .getFirst()
                        .points()
                        .getLast()
                        .value())
                .isEqualTo(23);
        picture("liability");
    }

    @Test
    void byKeyboardALineOpensItsEntries() {
        open(OperatorRole.FINANCE);
        onFx(() -> table().getSelectionModel().select(3));
        key("#rollForward", KeyCode.ENTER);
        Target opened = test.navigator().currentProperty().get();
        assertThat(opened.screen()).isEqualTo("transactions");
        assertThat(opened.values())
                .containsEntry("type", "consumption")
                .containsEntry("direction", "out")
                .containsEntry("from", first.toString());
    }

    @Test
    void productSeesTotalsAndOpensNoEntries() {
        open(OperatorRole.PRODUCT);
        assertThat(table().getItems()).allMatch(line -> line.opens() == null);
        assertThat(pages.liability.ages.get().series().getFirst().points()).noneMatch(Figure.Point::canOpen);
    }

    @Test
    void aProofIsAskedForAndWhatDiffersIsShown() {
        open(OperatorRole.FINANCE);
        FigureProofJob job = new FigureProofJob(database.openService());
        fire("#prove");
        await(
                "the request",
                () -> database.sql().number("SELECT count(*) FROM figure_proofs WHERE state = 'waiting'") == 1);
        job.runOnce();
        await("proven", () -> text("#proofText").contains("Nothing differs"));
        assertThat(find("#proofDifferences").isVisible()).isFalse();

        database.sql().execute("UPDATE cohort_use SET tokens = tokens + 1");
        fire("#prove");
        await(
                "the request",
                () -> database.sql().number("SELECT count(*) FROM figure_proofs WHERE state = 'waiting'") == 1);
        job.runOnce();
        database.sql().execute("UPDATE cohort_use SET tokens = tokens - 1");
        await("red", () -> find("#proofDifferences").isVisible());
        assertThat(pages.proof.differences).allMatch(one -> one.figure().equals("cohort_use"));
        assertThat(text("#proofText")).contains("differ");
    }

    @Test
    void nothingIsReadWhileTheOtherPageIsInFront() {
        pages = new SalesPages(test.kit(), database.openAs(OperatorRole.FINANCE), true);
        show(test.kit(), pages.screen, Places.sales());
        TabPane tabs = find("#tabs");
        assertThat(tabs.getSelectionModel().getSelectedIndex()).isZero();
        await("sales", () -> pages.sales.figure.get() != null);
        assertThat(pages.liability.revenue.get()).isNull();
    }
}
