package com.arzani.tokens.screens.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.BulkBatch;
import com.arzani.tokens.ledger.BulkLine;
import com.arzani.tokens.ledger.BulkMode;
import com.arzani.tokens.ledger.BulkRow;
import com.arzani.tokens.ledger.BulkService;
import com.arzani.tokens.ledger.Direction;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ledger.NewBulk;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class BulkScreenTest extends ScreenTest {
    private final LedgerFixture ledger;
    private final BulkService bulk;
    private final TestKit test = TestKit.threaded();

    @TempDir
    private Path folder;

    BulkScreenTest(TestDatabase database) {
        ledger = new LedgerFixture(database);
        bulk = new BulkService(ledger.supportDatabase);
    }

    private void open() {
        BulkServices services = new BulkServices(
                bulk, ledger.support, ledger.supportDatabase.operator().login(), LedgerFixture::key);
        BulkSheetViewModel sheet = new BulkSheetViewModel(test.kit(), services);
        BulkRunViewModel run = new BulkRunViewModel(test.kit(), services, sheet);
        BulkBatchesViewModel batches = new BulkBatchesViewModel(test.kit(), services);
        Screen screen = Screen.of("bulk", BulkController.class, () -> new BulkController(sheet, run, batches))
                .including(BulkSheetController.class, () -> new BulkSheetController(test.kit(), sheet))
                .including(BulkRunController.class, () -> new BulkRunController(test.kit(), sheet, run))
                .including(BulkBatchesController.class, () -> new BulkBatchesController(test.kit(), batches));
        show(test.kit(), screen, Target.of("bulk"));
        await("reasons", () -> !sheet.reasons.isEmpty());
    }

    private TableView<BulkItem> grid() {
        return find("#grid");
    }

    private void paste(String rows) {
        int before = fx(() -> grid().getItems().size());
        test.desktop().putOnClipboard(rows);
        onFx(() -> grid().requestFocus());
        robot().push(KeyCode.CONTROL, KeyCode.V);
        await("pasted rows", () -> grid().getItems().size() > before);
    }

    @Test
    void whatIsNoTextIsSaidAndNothingIsLost() {
        open();
        fire("#paste");
        await("the refusal", () -> find("#sheetPane .banner").isVisible());
        test.desktop().choose(folder.resolve("missing.csv"));
        fire("#open");
        await(
                "unreadable",
                () -> ((javafx.scene.control.Label) find("#sheetPane .banner .label"))
                        .getText()
                        .contains("missing.csv"));
        assertThat(isDisabled("#rehearse")).isTrue();
        picture("bulk-empty");
    }

    @Test
    void byKeyboardAloneRowsArePastedPutRightRehearsedAndPosted() {
        long first = ledger.userWith(3);
        long second = ledger.userWith(10);
        open();
        paste("%d\t1e3\tgoodwill\tgift\n%d\t-4\tcorrection\twrong".formatted(first, second));
        assertThat(fx(() -> grid().getItems().getFirst().problem())).contains("1e3");
        assertThat(text("#count")).contains("2 rows").contains("1 problem");

        onFx(() -> {
            grid().getSelectionModel().clearAndSelect(0, grid().getColumns().get(2));
            grid().getFocusModel().focus(0, grid().getColumns().get(2));
        });
        robot().push(KeyCode.F2);
        robot().push(KeyCode.DIGIT7);
        robot().push(KeyCode.ENTER);
        await("the corrected row", () -> !grid().getItems().getFirst().wrong());

        await("a rehearsal is possible", () -> !find("#rehearse").isDisabled());
        robot().push(KeyCode.CONTROL, KeyCode.ENTER);
        await("the rehearsal", () -> find("#run").isVisible());
        assertThat(text("#run")).isEqualTo("Grant 7 and take 4 tokens, 2 customers");
        assertThat(fx(() -> grid().getItems().getFirst().balances())).isEqualTo("3 → 10");
        assertThat(balance(first)).isEqualTo(3);

        robot().push(KeyCode.CONTROL, KeyCode.ENTER);
        await("the end", () -> find("#startOver").isVisible());
        assertThat(text("#totals")).startsWith("2 rows posted: 7 tokens granted, 4 taken.");
        assertThat(balance(first)).isEqualTo(10);
        assertThat(balance(second)).isEqualTo(6);
        assertThat(test.kit().notices().all()).isNotEmpty();
    }

    @Test
    void oneRefusedRowHoldsTheWholeBackAndTheValidOnesGo() throws IOException {
        long rich = ledger.userWith(10);
        long poor = ledger.userWith(1);
        open();
        paste("user,tokens,reason,note\n%d,5,goodwill,gift\n%d,-4,correction,\"=wrong\"\nx,1,goodwill,gift"
                .formatted(rich, poor));
        fire("#rehearse");
        await("the rehearsal", () -> find("#run").isVisible());
        assertThat(isDisabled("#run")).isTrue();
        assertThat(text("#hint")).startsWith("2 rows are refused");
        assertThat(text("#refused")).contains("lacks tokens").contains("is no user id");
        fire("#onlyProblems");
        await("problems alone", () -> grid().getItems().size() == 2);
        picture("bulk-refused");

        onFx(() -> ((javafx.scene.control.RadioButton) find("#validOnes")).fire());
        assertThat(text("#run")).isEqualTo("Grant 5 tokens to 1 customer");
        fire("#run");
        await("the end", () -> find("#startOver").isVisible());
        assertThat(text("#totals")).isEqualTo("1 row posted: 5 tokens granted, 0 taken. Not posted: 2.");
        assertThat(balance(rich)).isEqualTo(15);
        assertThat(balance(poor)).isEqualTo(1);

        Path file = folder.resolve("rest.csv");
        test.desktop().choose(file);
        fire("#export");
        await("the file", () -> Files.exists(file));
        assertThat(Files.readString(file))
                .contains("user_id,tokens,reason_code,note,problem")
                .contains(poor + ",-4,correction,'=wrong,")
                .contains("x,1,goodwill,gift,");
    }

    @Test
    void anEditMakesARehearsalWorthless() {
        long user = ledger.userWith(3);
        open();
        paste(user + "\t5\t\t");
        assertThat(fx(() -> grid().getItems().getFirst().problem())).isNotEmpty();
        onFx(() -> {
            javafx.scene.control.ComboBox<?> reason = find("#reason");
            reason.getSelectionModel().select(0);
        });
        type("#note", "spring gift");
        await("the common reason", () -> !grid().getItems().getFirst().wrong());
        fire("#rehearse");
        await("the rehearsal", () -> find("#run").isVisible());

        type("#note", "another gift");
        await(
                "to be rehearsed again",
                () -> find("#rehearse").isVisible() && !find("#run").isVisible());
        assertThat(fx(() -> grid().getItems().getFirst().balances())).isEmpty();
        onFx(() -> {
            grid().requestFocus();
            grid().getSelectionModel().clearAndSelect(0, grid().getColumns().getFirst());
        });
        await("the grid's focus", () -> grid().isFocused());
        robot().push(KeyCode.DELETE);
        await("no rows", () -> grid().getItems().isEmpty());
    }

    @Test
    void aRunThatWasCutIsGoneOnWithFromTheList() {
        List<BulkLine> lines = java.util.stream.IntStream.rangeClosed(1, 450)
                .mapToObj(row -> new BulkLine(
                        row, ledger.user(), Direction.CREDIT, new Tokens(2), new Adjustment.Reason("goodwill", "gift")))
                .toList();
        BulkBatch batch = bulk.make(new NewBulk(LedgerFixture.key(), "cut.csv", BulkMode.VALID_ONES, lines));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> bulk.run(batch.key(), (rows, of) -> {
            throw new IllegalStateException("the program ends here");
        }));
        open();
        TabPane tabs = find("#tabs");
        onFx(() -> tabs.getSelectionModel().select(1));
        await("the batch", () -> !this.<BulkBatch>table("#batches").getItems().isEmpty());
        onFx(() -> table("#batches").getSelectionModel().select(0));
        await("its rows", () -> !table("#rows").getItems().isEmpty());
        assertThat(text("#about")).startsWith("Not finished. 200 rows posted so far");
        picture("bulk-batches");

        fire("#resume");
        await("done", () -> text("#about").startsWith("450 rows posted"));
        assertThat(bulk.batch(batch.key()).orElseThrow().done().posted()).isEqualTo(450);
        assertThat(isDisabled("#resume")).isTrue();
        await("rows with their entries", () -> {
            TableView<BulkRow> rows = table("#rows");
            BulkRow last = rows.getItems().getLast();
            return last != null && last.posted();
        });
        onFx(() -> {
            Node rows = table("#rows");
            rows.requestFocus();
            table("#rows").getSelectionModel().select(0);
        });
        robot().push(KeyCode.ENTER);
        await(
                "its entry",
                () -> test.navigator().currentProperty().get() != null
                        && test.navigator().currentProperty().get().screen().equals("transactions"));
    }

    private long balance(long user) {
        return ledger.support.wallet(user).orElseThrow().balance().count();
    }
}
