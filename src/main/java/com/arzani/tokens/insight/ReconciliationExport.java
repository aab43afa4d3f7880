package com.arzani.tokens.insight;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.files.CsvColumn;
import com.arzani.tokens.files.CsvTable;
import com.arzani.tokens.files.WholeFile;
import com.arzani.tokens.files.XlsxBook;
import com.arzani.tokens.payments.Window;
import com.arzani.tokens.problem.Unavailable;
import com.arzani.tokens.reconciliation.ReconciliationReport;
import com.arzani.tokens.reconciliation.ReportLine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The report of a window as a file, item by item and in total, in bounded memory and whole or not at all; itself
/// audited. CSV holds every line in one table, XLSX totals and items on a sheet each.
public final class ReconciliationExport {
    private static final int REPORT_ROWS = 1_000;

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
            XlsxBook.write(out, book -> {
                book.sheet("totals", COLUMNS, sink -> totals(window, counted(progress, rows, sink)));
                book.sheet("items", COLUMNS, sink -> items(window, counted(progress, rows, sink)));
                return rows[0];
            });
            return rows[0];
        });
    }

    private void lines(Window window, Progress progress, long[] rows, Consumer<ReportLine> sink) {
        Consumer<ReportLine> counted = counted(progress, rows, sink);
        totals(window, counted);
        items(window, counted);
    }

    private void totals(Window window, Consumer<ReportLine> sink) {
        report.totals(window).forEach(sink);
    }

    private void items(Window window, Consumer<ReportLine> sink) {
        report.items(window, ReconciliationReport.Which.ALL, sink);
    }

    private static Consumer<ReportLine> counted(Progress progress, long[] rows, Consumer<ReportLine> sink) {
        return line -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new Unavailable("cancelled");
            }
            sink.accept(line);
            if (++rows[0] % REPORT_ROWS == 0 && line.at() != null) {
                progress.reached(rows[0], line.at());
            }
        };
    }

    private static String words(Window window) {
        return window.from() + " " + window.to();
    }
}
