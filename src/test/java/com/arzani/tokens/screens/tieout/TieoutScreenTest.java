package com.arzani.tokens.screens.tieout;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.insight.ReconciliationExport;
import com.arzani.tokens.payments.Window;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import com.arzani.tokens.reconciliation.PackageEdits;
import com.arzani.tokens.reconciliation.PlantedSales;
import com.arzani.tokens.reconciliation.ReconciliationJob;
import com.arzani.tokens.reconciliation.ReconciliationReport;
import com.arzani.tokens.reconciliation.RunListener;
import com.arzani.tokens.reconciliation.StripeSides;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.TestKit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import javafx.event.Event;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class TieoutScreenTest extends ScreenTest {
    private static final String KEY = "sk_test_simulated";

    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;
    private final PlantedSales sales;

    @TempDir
    private Path folder;

    TieoutScreenTest(TestDatabase database) {
        this.database = database;
        this.sales = new PlantedSales(database);
    }

    /// Eleven sales of £25 and 30 tokens each; the second was never paid at Stripe.
    @BeforeEach
    void start() throws Exception {
        sales.reset();
        sales.orders(11, List.of());
        for (int sale = 1; sale <= 11; sale++) {
            if (sale == 2) {
                sales.canceled(sale);
            } else {
                sales.paid(sale);
            }
        }
        sales.save();
        Database jobs = database.openService();
        try (StripeSimulator simulator = StripeSimulator.start(jobs, Clock.systemUTC(), 0, KEY)) {
            StripeJavaGateway gateway = new StripeJavaGateway(KEY, () -> Optional.of(simulator.address()), 1000);
            new ReconciliationJob(jobs, StripeSides.looking(gateway)).run(true, RunListener.NONE, () -> false);
        }
    }

    @Test
    void totalsSayWhatDiffersAndWhatExplainsIt() {
        open(OperatorRole.FINANCE);
        LineRow money = line("Payments, GBP", "All of them");
        assertThat(money.numbers()).isEqualTo(new LineRow.Numbers("£250.00", "£275.00", "−£25.00", "−£25.00", "£0.00"));
        LineRow tokens = line("Payments, tokens", "All of them");
        assertThat(tokens.numbers()).isEqualTo(new LineRow.Numbers("300", "330", "−30", "−30", "0"));
        assertThat(line("Ledger, tokens", "All wallets beside it").numbers().difference())
                .isEqualTo("0");
        assertThat(line("Stripe balance, GBP", "Stripe's own balance, and what was read")
                        .numbers()
                        .difference())
                .isEqualTo("£0.00");
        picture("tieout");
    }

    @Test
    void supportSeesNoBalanceAndNoPayouts() {
        open(OperatorRole.SUPPORT);
        line("Payments, GBP", "All of them");
        assertThat(rows()).noneMatch(row -> row.section().startsWith("Stripe balance"));
    }

    @Test
    void daysThatAreNoneAreSaidAndNotRead() {
        open(OperatorRole.FINANCE);
        type("#from", "yesterday");
        assertThat(isDisabled("#show")).isTrue();
        type("#from", "2026-02-31");
        assertThat(isDisabled("#show")).isTrue();
        type("#from", "2099-01-02");
        assertThat(isDisabled("#show")).isTrue();
        type("#from", "2020-01-01");
        assertThat(isDisabled("#show")).isFalse();
    }

    @Test
    void byKeyboardAPaymentThatDiffersOpensItsFinding() {
        open(OperatorRole.FINANCE);
        line("Payments, GBP", "All of them");
        fire("#partDiffering");
        await("the payment", () -> rows().size() == 2);
        TableView<LineRow> table = find("#table");
        onFx(() -> {
            table.requestFocus();
            table.getSelectionModel().select(0);
            Event.fireEvent(
                    table, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
        });
        assertThat(test.navigator().currentProperty().get())
                .isEqualTo(Places.reconciliation().with("show", "all").with("find", "pi_s2"));
    }

    @Test
    void f20_bothFilesHoldEveryLineAndTheirMakingIsAudited() throws Exception {
        Database finance = database.openAs(OperatorRole.FINANCE);
        ReconciliationExport export =
                new ReconciliationExport(new ReconciliationReport(finance, true), new ExportRecord(finance));
        Window window = new Window(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));
        Path csv = folder.resolve("report.csv");
        Path xlsx = folder.resolve("report.xlsx");
        long lines = export.csv(window, csv, (rows, at) -> {});
        assertThat(export.xlsx(window, xlsx, (rows, at) -> {})).isEqualTo(lines);

        List<String> text = Files.readAllLines(csv, StandardCharsets.UTF_8);
        assertThat(text).hasSize((int) lines + 1);
        assertThat(text)
                .filteredOn(line -> line.startsWith("item,GBP,pi_s2"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line).contains(",0,2500,-2500,-2500,0,R2");
                });
        try (ZipFile zip = new ZipFile(xlsx.toFile())) {
            String items = new String(
                    zip.getInputStream(zip.getEntry("xl/worksheets/sheet2.xml")).readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(items.split("<row ", -1)).hasSize(1 + 1 + 22);
            assertThat(items).contains("<v>-2500</v>");
        }
        assertThat(
                        database.sql()
                                .number(
                                        "SELECT count(*) FROM audit_log WHERE action = 'export' AND subject_id = 'reconciliation'"))
                .isEqualTo(2);
    }

    private List<LineRow> rows() {
        TableView<LineRow> table = find("#table");
        return List.copyOf(table.getItems());
    }

    private LineRow line(String section, String name) {
        await("the report", () -> rows().stream().anyMatch(row -> row.section().equals(section)));
        return rows().stream()
                .filter(row -> row.section().equals(section) && row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void open(OperatorRole role) {
        Database own = database.openAs(role);
        ReconciliationReport report = new ReconciliationReport(own, role != OperatorRole.SUPPORT);
        TieoutServices services = new TieoutServices(
                report, new ReconciliationExport(report, new ExportRecord(own)), new PackageEdits(own));
        Screen screen = Screen.of(
                "tieout",
                TieoutController.class,
                () -> new TieoutController(test.kit(), new TieoutViewModel(test.kit(), services)));
        show(test.kit(), screen, Places.tieout().with("from", "2020-01-01").with("to", "2099-01-01"));
    }
}
