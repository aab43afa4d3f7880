package com.arzani.tokens.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.files.Sheets;
import com.arzani.tokens.insight.statement.Statement;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import com.arzani.tokens.ui.Texts;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A month's statement on paper and in sheets, against what happened and against the raw entries, to the penny.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementTest {
    private static final Texts TEXTS = Texts.load();
    private static final String POUNDS = "GBP";

    private final TestDatabase database;
    private final Database finance;
    private SalesHistory history;
    private YearMonth month;

    @TempDir
    Path folder;

    StatementTest(TestDatabase database) {
        this.database = database;
        finance = database.openAs(OperatorRole.FINANCE);
    }

    @BeforeAll
    void live() throws SQLException {
        Database service = database.openService();
        history = new SalesHistory(database, service, 20_261_123);
        for (int part = 0; part < 25; part++) {
            history.live(5);
            spend();
        }
        month = YearMonth.from(history.first).plusMonths(1);
        assertThat(history.today()).isAfter(month.plusMonths(1).atEndOfMonth());
        history.settle();
        // Everything of this database is over, whatever other databases of the server do.
        database.sql().number("SELECT ledger_fold_entries(pg_snapshot_xmax(pg_current_snapshot())::text::bigint)");
    }

    /// Everybody who can spends one token: revenue comes from that.
    private void spend() {
        for (Map<String, Object> user :
                database.sql().rows("SELECT DISTINCT user_id FROM token_lots WHERE remaining > 0")) {
            database.sql()
                    .number(
                            "SELECT id FROM post_tokens(?, ?, 'consumption', 1, -1, 'contact_seller')",
                            LedgerFixture.key(),
                            user.get("user_id"));
        }
    }

    private Statement statement(Database of) {
        return new Statement(of, TEXTS::get);
    }

    private Instant now() {
        return database.now();
    }

    private static Sheets.Cell money(long pence) {
        return new Sheets.Cell("n", BigDecimal.valueOf(pence, 2).toPlainString());
    }

    private static Sheets.Cell count(long number) {
        return new Sheets.Cell("n", Long.toString(number));
    }

    private SalesFigures slow(YearMonth of) {
        SalesSpan span = new SalesSpan(of.atDay(1), of.plusMonths(1).atDay(1));
        return history.slow
                .side(new SalesQuestion(span, SalesGrain.MONTH, SalesPart.NONE, POUNDS))
                .total();
    }

    @Test
    void aMonthThatIsNotOverIsRefused() {
        YearMonth present = YearMonth.from(now().atOffset(ZoneOffset.UTC));
        assertThatThrownBy(() -> statement(finance).make(present, folder, now(), (rows, at) -> {}))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("statement_month_not_over");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whoMayNotSeeSalesMakesNone() {
        for (OperatorRole role : List.of(OperatorRole.SUPPORT, OperatorRole.PRODUCT)) {
            assertThatThrownBy(() -> statement(database.openAs(role)).make(month, folder, now(), (rows, at) -> {}))
                    .isInstanceOf(TokenProblem.class);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void f20WhatIsInterruptedLeavesNoFile() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> statement(finance).make(month, folder, now(), (rows, at) -> {}))
                    .isInstanceOf(TokenProblem.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> statement(finance).make(month, folder.resolve("missing"), now(), (rows, at) -> {}))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void t9_t21_theMonthAddsUpToThePennyOnPaperAndInSheets() throws IOException {
        Statement.Files files = statement(finance).make(month, folder, now(), (rows, at) -> {});
        assertThat(files.pdf()).hasFileName("statement-" + month + ".pdf");
        Sheets sheets = Sheets.read(files.workbook());
        String text = text(files.pdf());
        SalesFigures sold = slow(month);
        SalesFigures before = slow(month.minusMonths(1));
        assertThat(sold.grossPence()).isPositive();

        line(sheets, text, 2, "Gross", sold.grossPence(), before.grossPence());
        line(sheets, text, 3, "Refunds", -sold.refundsPence(), -before.refundsPence());
        line(sheets, text, 4, "Disputes", -sold.disputesPence(), -before.disputesPence());
        line(sheets, text, 5, "Fees", -sold.feesPence(), -before.feesPence());
        line(sheets, text, 6, "Net", sold.netPence(), before.netPence());
        assertThat(sheets.cell(COMPARED, "B9")).isEqualTo(count(sold.purchases()));
        assertThat(sheets.cell(COMPARED, "B10")).isEqualTo(count(sold.buyers()));
        parts(sheets, sold);
        rows(sheets, files.rows());
        liability(sheets, text);
        flows(sheets);
        assertThat(sheets.names()).contains("EUR Sales by day", "Indicators");
        assertThat(database.sql().number("SELECT count(*) FROM audit_log WHERE subject_id = 'statement'"))
                .isPositive();
        pictures(files.pdf());
    }

    private static final String COMPARED = "The month and the one before";

    private static void line(Sheets sheets, String text, int row, String label, long now, long before) {
        assertThat(sheets.cell(COMPARED, "A" + row).text()).isEqualTo(label);
        assertThat(sheets.cell(COMPARED, "B" + row)).isEqualTo(money(now));
        assertThat(sheets.cell(COMPARED, "C" + row)).isEqualTo(money(before));
        assertThat(sheets.cell(COMPARED, "D" + row)).isEqualTo(money(now - before));
        assertThat(text)
                .contains(label + " " + new Pence(now) + " " + new Pence(before) + " " + new Pence(now - before));
    }

    /// Packages, plans, variants, buyers and days each add up to the month.
    private void parts(Sheets sheets, SalesFigures sold) {
        for (String sheet : List.of(
                "By package", "By buyer's plan", "By price variant", "By new and returning buyers", "Sales by day")) {
            long last = sheets.rows(sheet);
            assertThat(sum(sheets, sheet, "D", last)).as(sheet).isEqualTo(sold.grossPence());
            assertThat(sum(sheets, sheet, "H", last)).as(sheet).isEqualTo(sold.netPence());
            assertThat(sheets.cell(sheet, "H" + last)).as(sheet).isEqualTo(money(sold.netPence()));
            assertThat(sheets.cell(sheet, "B" + last)).as(sheet).isEqualTo(count(sold.purchases()));
        }
    }

    /// Of the rows between the header and the last one.
    private static long sum(Sheets sheets, String sheet, String column, long last) {
        return LongStream.range(2, last)
                .map(row -> new BigDecimal(sheets.cell(sheet, column + row).text())
                        .movePointRight(2)
                        .longValueExact())
                .sum();
    }

    /// The rows are all of the month's, in every currency, as they happened.
    private void rows(Sheets sheets, long written) {
        SalesSpan span = new SalesSpan(month.atDay(1), month.plusMonths(1).atDay(1));
        List<SlowSales.Sale> sales =
                history.slow.sales.stream().filter(sale -> in(span, sale.at())).toList();
        List<SlowSales.Return> returns = history.slow.returns.stream()
                .filter(back -> in(span, back.at()))
                .toList();
        assertThat(sheets.rows("Sales rows")).isEqualTo(sales.size() + 1);
        assertThat(sheets.rows("Refunds disputes fees")).isEqualTo(returns.size() + 1);
        assertThat(written).isEqualTo(sales.size() + returns.size());
        assertThat(sum(sheets, "Sales rows", "L", sales.size() + 2))
                .isEqualTo(sales.stream().mapToLong(SlowSales.Sale::pence).sum());
        assertThat(sum(sheets, "Refunds disputes fees", "G", returns.size() + 2))
                .isEqualTo(returns.stream().mapToLong(SlowSales.Return::pence).sum());
    }

    private static boolean in(SalesSpan span, Instant at) {
        LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
        return !day.isBefore(span.from()) && day.isBefore(span.to());
    }

    /// Opening, closing and revenue against the raw entries, lot by lot and draw by draw.
    private void liability(Sheets sheets, String text) {
        RawLedger.Sum opening = new RawLedger.Sum(0, 0);
        RawLedger.Sum closing = opening;
        long revenue = 0;
        for (Map.Entry<String, RawLedger.Sum> one :
                RawLedger.read(database.sql()).liability().entrySet()) {
            String[] key = one.getKey().split(" ");
            LocalDate day = LocalDate.parse(key[0]);
            if (!key[3].equals(POUNDS) || day.isAfter(month.atEndOfMonth())) {
                continue;
            }
            closing = closing.plus(one.getValue());
            if (day.isBefore(month.atDay(1))) {
                opening = opening.plus(one.getValue());
            } else if (List.of("spent", "settled", "expired").contains(key[4])) {
                revenue -= one.getValue().pence();
            }
        }
        assertThat(revenue).isPositive();
        String forward = "From opening to closing";
        long last = sheets.rows(forward);
        assertThat(sheets.cell(forward, "B2")).isEqualTo(count(opening.tokens()));
        assertThat(sheets.cell(forward, "C2")).isEqualTo(money(opening.pence()));
        assertThat(sheets.cell(forward, "B" + last)).isEqualTo(count(closing.tokens()));
        assertThat(sheets.cell(forward, "C" + last)).isEqualTo(money(closing.pence()));
        assertThat(sum(sheets, forward, "C", last)).isEqualTo(closing.pence());
        String ages = "Closing by month of sale";
        assertThat(sum(sheets, ages, "C", sheets.rows(ages))).isEqualTo(closing.pence());
        String days = "Revenue by day";
        assertThat(sum(sheets, days, "E", sheets.rows(days))).isEqualTo(revenue);
        assertThat(text).contains("Opening " + Digits.grouped(opening.tokens()) + " " + new Pence(opening.pence()));
        assertThat(text).contains("Closing " + Digits.grouped(closing.tokens()) + " " + new Pence(closing.pence()));
        assertThat(text).containsPattern("Total .* " + new Pence(revenue));
    }

    /// The month's flows add up to what its entries moved.
    private void flows(Sheets sheets) {
        long moved = database.sql()
                .number(
                        "SELECT coalesce(sum(tokens_amount * direction), 0)::bigint FROM token_transactions"
                                + " WHERE created_at >= ?::date AND created_at < ?::date",
                        month.atDay(1).toString(),
                        month.plusMonths(1).atDay(1).toString());
        assertThat(sheets.cell("Token economy", "B10")).isEqualTo(count(moved));
    }

    private static String text(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        }
    }

    /// To be looked at.
    private static void pictures(Path pdf) throws IOException {
        Path pictures = Files.createDirectories(Path.of("target/pictures"));
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            PDFRenderer renderer = new PDFRenderer(document);
            for (int page = 0; page < document.getNumberOfPages(); page++) {
                BufferedImage image = renderer.renderImageWithDPI(page, 80);
                ImageIO.write(
                        image,
                        "png",
                        pictures.resolve("statement-" + (page + 1) + ".png").toFile());
            }
        }
    }

    @Test
    void theServiceMakesTheSameForAScheduler() throws IOException {
        Path own = Files.createDirectories(folder.resolve("service"));
        Statement.Files files = statement(database.openService()).make(month, own, now(), (rows, at) -> {});
        assertThat(Sheets.read(files.workbook()).cell(COMPARED, "B6"))
                .isEqualTo(money(slow(month).netPence()));
    }

    @Test
    void untilItsLastEntriesAreCountedThereIsNone() {
        database.sql()
                .execute(
                        "UPDATE token_rollup_marks SET folded_at = folded_at - interval '1 year' WHERE name = 'sale_facts'");
        try {
            assertThatThrownBy(() -> statement(finance).make(month, folder, now(), (rows, at) -> {}))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("statement_not_counted");
        } finally {
            database.sql()
                    .execute(
                            "UPDATE token_rollup_marks SET folded_at = folded_at + interval '1 year' WHERE name = 'sale_facts'");
        }
    }
}
