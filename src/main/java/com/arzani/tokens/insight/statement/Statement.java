package com.arzani.tokens.insight.statement;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.files.RowCount;
import com.arzani.tokens.files.RowProgress;
import com.arzani.tokens.files.WholeFile;
import com.arzani.tokens.files.XlsxBook;
import com.arzani.tokens.insight.Economy;
import com.arzani.tokens.insight.Kpis;
import com.arzani.tokens.insight.Liability;
import com.arzani.tokens.insight.LiabilityReport;
import com.arzani.tokens.insight.Sales;
import com.arzani.tokens.insight.SalesGrain;
import com.arzani.tokens.insight.SalesPart;
import com.arzani.tokens.insight.SalesQuestion;
import com.arzani.tokens.insight.SalesReport;
import com.arzani.tokens.insight.SalesSpan;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Makes the statement of a month: pages as one PDF, the same tables with the month's rows as one workbook. Its figures
/// are those of the Sales and Economy screens, from the same services. Only of a month that is over and wholly counted,
/// so a statement never changes by itself.
public final class Statement implements StatementMaker {
    private static final String POUNDS = "GBP";
    private static final int YEAR = 12;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.UK);

    private final Sales sales;
    private final Liability liability;
    private final Economy economy;
    private final Kpis kpis;
    private final StatementRows rows;
    private final ExportRecord record;
    private final Words words;

    /// @param database of a login of finance, an administrator or the service
    public Statement(Database database, Words words) {
        sales = new Sales(database);
        liability = new Liability(database);
        economy = new Economy(database);
        kpis = new Kpis(database);
        rows = new StatementRows(database);
        record = new ExportRecord(database);
        this.words = words;
    }

    /// The two files, and how many rows the workbook holds.
    public record Files(Path pdf, Path workbook, long rows) {}

    /// Writes `statement-2026-10.pdf` and `.xlsx` into a folder, each whole or not at all (F20); interrupting the
    /// thread
    /// ends it.
    ///
    /// @param now the present moment
    /// @throws Rejected    `statement_month_not_over`, `file_not_writable`
    /// @throws Unavailable `statement_not_counted` while its last entries are not counted yet, `cancelled`, `disk_full`
    @Override
    public Files make(YearMonth month, Path folder, Instant now, RowProgress progress) {
        if (now.isBefore(StatementRows.start(month.plusMonths(1)))) {
            throw new Rejected("statement_month_not_over", NAME.format(month));
        }
        record.record("statement", month.toString(), null);
        List<StatementPage> pages = pages(month, now);
        Path pdf = folder.resolve("statement-" + month + ".pdf");
        Path workbook = folder.resolve("statement-" + month + ".xlsx");
        RowCount count = new RowCount(progress);
        // The workbook takes long and may be cancelled; the PDF comes after it, so that there are both or none.
        WholeFile.write(
                workbook,
                out -> XlsxBook.write(out, book -> new StatementBook(words, rows).write(book, pages, month, count)));
        String made = words.get("statement.made", MINUTE.format(now.atOffset(ZoneOffset.UTC)));
        WholeFile.write(pdf, out -> {
            StatementPdf.write(
                    out,
                    words.get("statement.title", NAME.format(month)),
                    made,
                    pages,
                    (page, of) -> words.get("statement.page", page, of));
            return null;
        });
        return new Files(pdf, workbook, count.rows());
    }

    /// The pages of every currency in which anything moved, pounds first, and those of the indicators.
    List<StatementPage> pages(YearMonth month, Instant now) {
        List<StatementPage> pages = new ArrayList<>();
        MonthFigures pounds = figures(month, POUNDS);
        List<String> currencies = new ArrayList<>(pounds.month().currencies());
        pounds.liability().currencies().stream()
                .filter(currency -> !currencies.contains(currency))
                .forEach(currencies::add);
        currencies.remove(POUNDS);
        add(pages, pounds, words);
        for (String currency : currencies) {
            MonthFigures others = figures(month, currency);
            add(pages, others, words);
        }
        YearMonth first = month.minusMonths(YEAR - 1);
        int months = (int) ChronoUnit.MONTHS.between(first, YearMonth.from(now.atOffset(ZoneOffset.UTC))) + 1;
        pages.add(new EconomyPages(words, month)
                .page(economy.report(months).flows().stream()
                        .filter(flow ->
                                !flow.month().isBefore(first) && !flow.month().isAfter(month))
                        .toList()));
        pages.add(new KpiPages(words, month).page(kpis.read()));
        return pages;
    }

    private static void add(List<StatementPage> pages, MonthFigures figures, Words words) {
        List<StatementPage> own = new ArrayList<>();
        own.addAll(new SalesPages(words, figures).pages());
        own.addAll(new LiabilityPages(words, figures).pages());
        for (StatementPage page : own) {
            String title = figures.currency().equals(POUNDS)
                    ? page.title()
                    : words.get("statement.in_currency", page.title(), figures.currency());
            pages.add(new StatementPage(title, page.note(), page.charts(), page.tables()));
        }
    }

    private MonthFigures figures(YearMonth month, String currency) {
        SalesSpan span = new SalesSpan(month.atDay(1), month.plusMonths(1).atDay(1));
        SalesSpan year = new SalesSpan(month.minusMonths(YEAR - 1).atDay(1), span.to());
        SalesReport days = sales.read(new SalesQuestion(span, SalesGrain.DAY, SalesPart.NONE, currency));
        LiabilityReport held = liability.read(span, SalesGrain.DAY, currency);
        Instant end = StatementRows.start(month.plusMonths(1));
        if (days.asOf().isBefore(end)
                || held.asOf().filter(end::isAfter).isPresent()
                || held.asOf().isEmpty()) {
            throw new Unavailable("statement_not_counted", NAME.format(month));
        }
        Map<SalesPart, SalesReport> parts = new EnumMap<>(SalesPart.class);
        for (SalesPart part : SalesPart.values()) {
            if (part != SalesPart.NONE) {
                parts.put(part, sales.read(new SalesQuestion(span, SalesGrain.MONTH, part, currency)));
            }
        }
        return new MonthFigures(
                currency,
                days,
                sales.read(new SalesQuestion(year, SalesGrain.MONTH, SalesPart.NONE, currency)),
                parts,
                held,
                liability.read(year, SalesGrain.MONTH, currency));
    }
}
