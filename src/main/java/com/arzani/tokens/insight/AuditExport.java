package com.arzani.tokens.insight;

import com.arzani.tokens.access.AuditEvent;
import com.arzani.tokens.access.AuditFilter;
import com.arzani.tokens.access.AuditTrail;
import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.files.CsvColumn;
import com.arzani.tokens.files.CsvTable;
import com.arzani.tokens.files.WholeFile;
import com.arzani.tokens.problem.Unavailable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// The audit as a file, newest first, in bounded memory and whole or not at all; itself audited.
public final class AuditExport {
    private static final int REPORT_ROWS = 1_000;

    private static final CsvTable<AuditEvent> TABLE = new CsvTable<>(List.of(
            CsvColumn.time("created_at", AuditEvent::at),
            CsvColumn.text("source", event -> event.key().source().name().toLowerCase(java.util.Locale.ROOT)),
            CsvColumn.number("id", event -> event.key().id()),
            CsvColumn.text("actor", AuditEvent::actor),
            CsvColumn.text("action", AuditEvent::action),
            CsvColumn.text("subject_type", event -> event.subject().type()),
            CsvColumn.text("subject_id", event -> event.subject().id()),
            CsvColumn.number("customer_id", AuditEvent::customerId),
            CsvColumn.text("before", event -> event.change().before()),
            CsvColumn.text("after", event -> event.change().after()),
            CsvColumn.text("reason", event -> event.change().reason()),
            CsvColumn.text("client_address", event -> event.origin().address()),
            CsvColumn.text("application_name", event -> event.origin().application())));

    private final AuditTrail trail;
    private final ExportRecord record;

    public AuditExport(AuditTrail trail, ExportRecord record) {
        this.trail = trail;
        this.record = record;
    }

    /// Writes what the filter lets through; interrupting the thread ends it without a file.
    ///
    /// @param words the filter as the screen shows it, for the audit
    /// @return how many rows were written
    public long write(AuditFilter filter, String words, Path target, Progress progress) {
        record.record("audit", words, filter.customerId());
        return WholeFile.write(target, out -> {
            long[] rows = {0};
            TABLE.write(
                    out,
                    sink -> trail.stream(filter, event -> {
                        if (Thread.currentThread().isInterrupted()) {
                            throw new Unavailable("cancelled");
                        }
                        sink.accept(event);
                        if (++rows[0] % REPORT_ROWS == 0) {
                            progress.reached(rows[0], event.at());
                        }
                    }));
            return rows[0];
        });
    }

    /// Takes how far an export is, on the exporting thread.
    public interface Progress {
        /// @param rows   written so far
        /// @param backTo time of the last one
        void reached(long rows, Instant backTo);
    }
}
