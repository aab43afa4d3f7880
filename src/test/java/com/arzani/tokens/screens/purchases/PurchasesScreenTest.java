package com.arzani.tokens.screens.purchases;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.files.Sheets;
import com.arzani.tokens.insight.PurchaseExport;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.payments.outbox.Outbox;
import com.arzani.tokens.payments.outbox.OutboxWorkers;
import com.arzani.tokens.payments.purchases.PurchaseDesk;
import com.arzani.tokens.payments.refunds.RefundDesk;
import com.arzani.tokens.payments.refunds.RefundSending;
import com.arzani.tokens.payments.refunds.RefundShop;
import com.arzani.tokens.payments.refunds.RefundShop.Sale;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.TestKit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class PurchasesScreenTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;
    private RefundShop shop;
    private Sale sale;
    private OutboxWorkers workers;

    PurchasesScreenTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws Exception {
        shop = new RefundShop(database);
        sale = shop.sold();
    }

    private void work() {
        workers = OutboxWorkers.start(shop.jobs, List.of(new RefundSending(shop.refunds, shop.booking)), 1);
    }

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        if (workers != null) {
            workers.close();
        }
        shop.close();
    }

    private void open(OperatorRole role) {
        Database opened = database.openAs(role, Ledger.ENTITIES.toArray(Class<?>[]::new));
        boolean finance = role == OperatorRole.FINANCE;
        PurchaseDesk desk = new PurchaseDesk(opened);
        PurchaseServices services = new PurchaseServices(
                new PurchaseServices.PurchaseLists(desk, new PurchaseExport(desk, new ExportRecord(opened))),
                new RefundDesk(opened),
                new Outbox(opened),
                new PurchaseServices.Asking(
                        new Approvals(opened), () -> UUID.randomUUID().toString()),
                new LedgerService(opened),
                new PurchaseServices.May(
                        finance, finance || role == OperatorRole.SUPPORT, finance || role == OperatorRole.ADMIN));
        show(
                test.kit(),
                Screen.of(
                                "purchases",
                                PurchasesController.class,
                                () -> new PurchasesController(test.kit(), new PurchasesViewModel(test.kit(), services)))
                        .including(PurchaseDetailController.class, () -> new PurchaseDetailController(test.kit()))
                        .including(RefundFormController.class, () -> new RefundFormController(test.kit())),
                Places.purchases().with(Places.SEARCH, sale.orderId()));
        await("the order", () -> table("#table").getItems().size() == 1);
    }

    private void choose() {
        onFx(() -> table("#table").getSelectionModel().clearAndSelect(0));
        await("its details", () -> stage().getScene().getRoot().lookup("#preview") != null);
        await("the form", () -> !find("#form").isVisible() || !reasons().isEmpty());
    }

    private List<?> reasons() {
        return ((javafx.scene.control.ComboBox<?>) find("#reason")).getItems();
    }

    /// The lines under "Refunds".
    private String refunds() {
        VBox box = find("#refunds");
        StringBuilder lines = new StringBuilder();
        box.getChildren().forEach(child -> {
            if (child instanceof Label label) {
                lines.append(label.getText());
            } else {
                ((VBox) child)
                        .getChildren().stream()
                                .filter(Label.class::isInstance)
                                .forEach(label ->
                                        lines.append(((Label) label).getText()).append('\n'));
            }
        });
        return lines.toString();
    }

    @Test
    void anAdministratorReadsAndRefundsNothingAlone() {
        open(OperatorRole.ADMIN);
        choose();
        assertThat(find("#form").isVisible()).isFalse();
        assertThat(refunds()).isEqualTo("None so far");
        assertThat(text("#payment")).isEqualTo(sale.paymentId());
    }

    @Test
    void h1TheListIsExportedAsCsvAndXlsxAndTheAuditSaysSo() throws Exception {
        database.sql()
                .execute(
                        "UPDATE users SET first_name = '=1+1', last_name = NULL WHERE id = (SELECT user_id FROM token_orders WHERE id = ?)",
                        sale.orderId());
        open(OperatorRole.FINANCE);
        Path csv = folder.resolve("purchases.csv");
        test.desktop().choose(csv);
        fire("#export");
        await("the file", () -> Files.exists(csv));
        await("idle", () -> !isDisabled("#exportXlsx"));
        assertThat(Files.readString(csv))
                .contains("\r\n" + sale.orderId() + ",")
                .contains(",'=1+1");
        Path xlsx = folder.resolve("purchases.xlsx");
        test.desktop().choose(xlsx);
        fire("#exportXlsx");
        await("the workbook", () -> Files.exists(xlsx));
        Sheets sheets = Sheets.read(xlsx);
        assertThat(sheets.cell("purchases", "A2")).isEqualTo(new Sheets.Cell("n", Long.toString(sale.orderId())));
        assertThat(sheets.cell("purchases", "F2")).isEqualTo(new Sheets.Cell("inlineStr", "'=1+1"));
        assertThat(sheets.cell("purchases", "J2").kind()).isEqualTo("n");
        assertThat(database.sql().number("SELECT count(*) FROM audit_log WHERE subject_id = 'purchases'"))
                .isEqualTo(2);
    }

    @Test
    void aDisputeShowsAndLeadsToItsDesk() throws Exception {
        String dispute = shop.simulator.dispute(sale.paymentId(), "fraudulent", 1000);
        database.sql()
                .rows(
                        "SELECT * FROM book_dispute(jsonb_build_object('id', ?, 'payment_id', ?, 'amount_pence', 1000,"
                                + " 'currency', 'gbp', 'status', 'needs_response', 'reason', 'fraudulent', 'opened_at', now()),"
                                + " NULL, 0)",
                        dispute,
                        sale.paymentId());
        open(OperatorRole.SUPPORT);
        choose();
        await("the dispute", () -> refunds().contains("Dispute of £10.00, open, 12 tokens held"));
        assertThat(text("#state")).isEqualTo("Disputed");
        onFx(() -> ((Hyperlink) find("#refunds").lookup(".hyperlink")).fire());
        assertThat(fx(() -> test.navigator().currentProperty().get())).isEqualTo(Places.dispute(dispute));
    }

    @Test
    void financeRefundsAPartByKeyboardAloneAndSeesWhatBecomesOfIt() {
        shop.spend(sale, 22);
        open(OperatorRole.FINANCE);
        onFx(() -> table("#table").requestFocus());
        robot().push(KeyCode.DOWN);
        await("its details", () -> stage().getScene().getRoot().lookup("#preview") != null);
        await("the form", () -> find("#form").isVisible() && !reasons().isEmpty());
        robot().push(KeyCode.ENTER);
        await("the amount", () -> find("#amount").isFocused());
        robot().write("12.50");
        await("what it takes", () -> text("#preview").contains("15 tokens back"));
        assertThat(text("#preview"))
                .isEqualTo("Takes 15 tokens back: 8 that are there, 7 become a debt. Balance 8 → 0. Left to refund"
                        + " afterwards: £12.50.");
        robot().push(KeyCode.TAB);
        robot().push(KeyCode.DOWN);
        robot().push(KeyCode.TAB);
        await("the note", () -> find("#note").isFocused());
        robot().write("Asked by phone");
        await("it can be sent", () -> !isDisabled("#send"));
        picture("purchases-refund");
        robot().push(KeyCode.CONTROL, KeyCode.ENTER);
        await("it waits", () -> refunds().contains("waits to be sent"));
        picture("purchases-waiting");
        work();
        await("it is done", () -> refunds().contains("15 tokens taken back, 7 of them owed"));
        assertThat(refunds()).contains("£12.50, done").doesNotContain("waits");
        assertThat(shop.wallet(sale)).isEqualTo("0/7");
        picture("purchases-done");
        robot().push(KeyCode.ESCAPE);
        await("closed", () -> stage().getScene().getRoot().lookup("#preview") == null);
    }

    @Test
    void supportAsksAnotherPerson() {
        open(OperatorRole.SUPPORT);
        choose();
        type("#amount", "25");
        await("what it takes", () -> text("#preview").startsWith("Takes 30 tokens back."));
        onFx(() -> ((javafx.scene.control.ComboBox<?>) find("#reason"))
                .getSelectionModel()
                .select(0));
        type("#note", "Asked by phone");
        await("it can be asked", () -> !isDisabled("#send"));
        assertThat(text("#send")).isEqualTo("Ask to refund £25.00");
        fire("#send");
        await("it is asked", () -> test.kit().notices().all().size() == 1);
        assertThat(database.sql()
                        .number(
                                "SELECT count(*) FROM approval_requests WHERE kind = 'refund' AND subject_id = ?",
                                Long.toString(sale.orderId())))
                .isEqualTo(1);
    }

    @Test
    void f5_whoComesSecondSeesWhatIsLeftAndKeepsWhatWasTyped() {
        open(OperatorRole.FINANCE);
        choose();
        type("#amount", "20");
        await("what it takes", () -> !text("#preview").isEmpty());
        onFx(() -> ((javafx.scene.control.ComboBox<?>) find("#reason"))
                .getSelectionModel()
                .select(0));
        type("#note", "Asked by phone");
        shop.booking.bring(shop.simulator.refund(sale.paymentId(), 1000));
        await("it can be sent", () -> !isDisabled("#send"));
        fire("#send");
        await("the other's refund", () -> refunds().contains("£10.00, done"));
        await("what is left", () -> text("#amount").equals("20") && isDisabled("#send"));
        assertThat(text("#note")).isEqualTo("Asked by phone");
        assertThat(database.sql()
                        .number(
                                "SELECT count(*) FROM stripe_outbox WHERE subject_id = ?",
                                Long.toString(sale.orderId())))
                .isZero();
        picture("purchases-moved");
    }

    @Test
    void aParkedRefundSaysWhyAndIsSentAgain() {
        database.sql()
                .execute(
                        "SELECT outbox_put('refund', ?, 'order', ?, jsonb_build_object('payment_id', ?::text, 'pence', 500))",
                        UUID.randomUUID().toString(),
                        Long.toString(sale.orderId()),
                        sale.paymentId());
        database.sql()
                .execute(
                        "UPDATE stripe_outbox SET status = 'parked', attempts = 10, cause = 'stripe_away' WHERE subject_id = ?",
                        Long.toString(sale.orderId()));
        open(OperatorRole.FINANCE);
        choose();
        await("it says why", () -> refunds().contains("stopped") && refunds().contains("Stripe cannot be reached"));
        picture("purchases-parked");
        onFx(() -> ((Hyperlink) find("#refunds").lookup(".hyperlink")).fire());
        await("it waits", () -> refunds().contains("waits to be sent"));
        work();
        await("it is done", () -> refunds().contains("£5.00, done"));
    }
}
