package com.arzani.tokens.screens.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.approval.ApprovalFixture;
import com.arzani.tokens.approval.ApprovalFixture.Person;
import com.arzani.tokens.approval.ApprovalRequest;
import com.arzani.tokens.approval.ApprovalTab;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.BulkService;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// A batch that passes its person's limits, from the rehearsal to the run that another person agreed to.
@PostgresTest
class BulkApprovalScreenTest extends ScreenTest {
    private final ApprovalFixture fixture;
    private final Person ann;
    private final Person fiona;
    private final TestKit test = TestKit.threaded();

    BulkApprovalScreenTest(TestDatabase database) {
        fixture = new ApprovalFixture(database);
        ann = fixture.person(OperatorRole.SUPPORT);
        fiona = fixture.person(OperatorRole.FINANCE);
    }

    @Test
    void byKeyboardAloneABatchOverTheLimitIsSentAndRunOnceAgreed() {
        long user = fixture.customerWith(1);
        open();
        TableView<BulkItem> grid = find("#grid");
        test.desktop().putOnClipboard(user + "\t60\tgoodwill\tspring gift");
        onFx(grid::requestFocus);
        robot().push(KeyCode.CONTROL, KeyCode.V);
        await("the row", () -> !grid.getItems().isEmpty() && !find("#rehearse").isDisabled());
        robot().push(KeyCode.CONTROL, KeyCode.ENTER);
        await("the limit", () -> find("#ask").isVisible());
        assertThat(text("#limits")).contains("1 row is above 50 tokens in one step");
        assertThat(fx(() -> find("#run").isVisible())).isFalse();
        assertThat(isDisabled("#ask")).isTrue();
        picture("bulk-limit");

        type("#why", "promised by the board");
        robot().push(KeyCode.CONTROL, KeyCode.ENTER);
        await("asked", () -> find("#startOver").isVisible());
        assertThat(text("#hint")).startsWith("Waits for another person");
        ApprovalRequest request =
                fiona.approvals().page(ApprovalTab.REVIEW, null, 10).getFirst();
        assertThat(request.kind()).isEqualTo("bulk");
        fiona.approvals()
                .approve(request.id(), fiona.approvals().now(request.id()).planHash(), "agreed");

        TabPane tabs = find("#tabs");
        onFx(() -> tabs.getSelectionModel().select(1));
        await("the batch", () -> !table("#batches").getItems().isEmpty());
        onFx(() -> table("#batches").getSelectionModel().select(0));
        await("agreed", () -> text("#about").contains("Approved by another person"));
        fire("#resume");
        await("done", () -> text("#about").startsWith("1 row posted"));
        assertThat(ann.ledger().wallet(user).orElseThrow().balance().count()).isEqualTo(61);
    }

    private void open() {
        BulkServices services =
                new BulkServices(new BulkService(ann.database()), ann.ledger(), ann.login(), LedgerFixture::key);
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
}
