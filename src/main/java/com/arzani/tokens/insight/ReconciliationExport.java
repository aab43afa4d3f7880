package com.arzani.tokens.insight;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.payments.Window;
import com.arzani.tokens.problem.Unavailable;
import com.arzani.tokens.reconciliation.ReconciliationReport;
import com.arzani.tokens.reconciliation.ReportLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// The report of a window as a file, item by item and in total, in bounded memory and whole or not at all; itself
/// audited. CSV holds every line in one table, XLSX totals and items on a sheet each.
public final class ReconciliationExport {
    private static final int REPORT_ROWS = 1_000;
    private static final int SHEET_ROWS_MAX = 1_000_000;
    private static final String DATE = "yyyy-mm-dd hh:mm:ss";

    private static final List<CsvColumn<ReportLine>> COLUMNS = List.of(
            CsvColumn.text("section", line -> line.section().name().toLowerCase(Locale.ROOT)),
            CsvColumn.text("unit", ReportLine::unit),
            CsvColumn.text("name", ReportLine::name),
            CsvColumn.time("at", ReportLine::at),
            CsvColumn.number("stripe", ReportLine::stripe),
            CsvColumn.number("ours", ReportLine::ours),
            CsvColumn.number("difference", ReportLine::difference),
            CsvColumn.number("explained", ReportLine::explained),
            CsvColumn.number("unexplained", ReportLine::unexplained),
            CsvColumn.text("why", ReportLine::why));

    private final ReconciliationReport report;
    private final ExportRecord record;

    public ReconciliationExport(ReconciliationReport report, ExportRecord record) {
        this.report = report;
        this.record = record;
    }

    /// Takes how far an export is, on the exporting thread.
    public interface Progress {
        void reached(long rows, Instant at);
    }

    /// Writes every line of the window; interrupting the thread ends it without a file.
    ///
    /// @return how many lines were written
    public long csv(Window window, Path target, Progress progress) {
        record.record("reconciliation", words(window), null);
        return WholeFile.write(target, out -> {
            long[] rows = {0};
            new CsvTable<>(COLUMNS).write(out, sink -> lines(window, progress, rows, sink));
            return rows[0];
        });
    }

    /// As [#csv], as a workbook.
    public long xlsx(Window window, Path target, Progress progress) {
        record.record("reconciliation", words(window), null);
        return WholeFile.write(target, out -> {
            long[] rows = {0};
            workbook(out, window, progress, rows);
            return rows[0];
        });
    }

    private void lines(Window window, Progress progress, long[] rows, Consumer<ReportLine> sink) {
        Consumer<ReportLine> counted = line -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new Unavailable("cancelled");
            }
            sink.accept(line);
            if (++rows[0] % REPORT_ROWS == 0 && line.at() != null) {
                progress.reached(rows[0], line.at());
            }
        };
        report.totals(window).forEach(counted);
        report.items(window, ReconciliationReport.Which.ALL, counted);
    }

    private void workbook(OutputStream out, Window window, Progress progress, long[] rows) throws IOException {
        Workbook book = new Workbook(out, "Arzani Token Console", null);
        Sheets sheets = new Sheets(book);
        try {
            lines(window, progress, rows, sheets::add);
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        sheets.finish();
        book.finish();
    }

    private static String words(Window window) {
        return window.from() + " " + window.to();
    }

    private interface Writing {
        void run() throws IOException;
    }

    /// Totals first, then items; a sheet that is full is followed by another.
    private static final class Sheets {
        private final Workbook book;
        private Worksheet sheet;
        private String name = "";
        private int number;
        private int row;

        Sheets(Workbook book) {
            this.book = book;
        }

        void add(ReportLine line) {
            String wanted = line.section() == ReportLine.Section.ITEM ? "items" : "totals";
            if (!wanted.equals(name) || row >= SHEET_ROWS_MAX) {
                begin(wanted);
            }
            for (int column = 0; column < COLUMNS.size(); column++) {
                cell(column, line);
            }
            row++;
            if (row % REPORT_ROWS == 0) {
                unchecked(sheet::flush);
            }
        }

        private void begin(String wanted) {
            // Sheets share one stream: the one before must be whole first.
            unchecked(() -> {
                if (sheet != null) {
                    sheet.finish();
                }
            });
            number = wanted.equals(name) ? number + 1 : 1;
            name = wanted;
            sheet = book.newWorksheet(number == 1 ? name : name + " " + number);
            for (int column = 0; column < COLUMNS.size(); column++) {
                sheet.value(0, column, COLUMNS.get(column).header());
                sheet.style(0, column).bold().set();
            }
            sheet.freezePane(0, 1);
            row = 1;
        }

        /// Text as in CSV, so that what a spreadsheet would take for a formula stays text; numbers stay numbers.
        private void cell(int column, ReportLine line) {
            switch (COLUMNS.get(column).header()) {
                case "at" -> {
                    if (line.at() != null) {
                        sheet.value(
                                row, column, line.at().atOffset(ZoneOffset.UTC).toLocalDateTime());
                        sheet.style(row, column).format(DATE).set();
                    }
                }
                case "stripe" -> number(column, line.stripe());
                case "ours" -> number(column, line.ours());
                case "difference" -> number(column, line.difference());
                case "explained" -> number(column, line.explained());
                case "unexplained" -> number(column, line.unexplained());
                default -> sheet.value(row, column, COLUMNS.get(column).value().apply(line));
            }
        }

        private void number(int column, Long value) {
            if (value != null) {
                sheet.value(row, column, value);
            }
        }

        private static void unchecked(Writing writing) {
            try {
                writing.run();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        void finish() throws IOException {
            if (sheet == null) {
                begin("totals");
            }
            sheet.finish();
        }
    }
}
