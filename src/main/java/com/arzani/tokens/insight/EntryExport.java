package com.arzani.tokens.insight;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.files.CsvColumn;
import com.arzani.tokens.files.CsvTable;
import com.arzani.tokens.files.RowCount;
import com.arzani.tokens.files.RowProgress;
import com.arzani.tokens.files.WholeFile;
import com.arzani.tokens.files.XlsxBook;
import com.arzani.tokens.ledger.EntryFilter;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerHistory;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Ledger entries as a file, newest first, under the specification's column names. However many there are, they pass
/// through one by one (F28) and the file appears whole or not at all (F20).
public final class EntryExport {
    private static final List<CsvColumn<LedgerEntry>> COLUMNS = List.of(
            CsvColumn.time("created_at", LedgerEntry::createdAt),
            CsvColumn.number("id", LedgerEntry::id),
            CsvColumn.number("user_id", LedgerEntry::userId),
            CsvColumn.text("transaction_type", entry -> entry.type().code()),
            CsvColumn.number("tokens_amount", entry -> entry.amount().count()),
            CsvColumn.number("direction", entry -> (long) entry.direction().sign()),
            CsvColumn.number("tokens_delta", entry -> entry.delta().count()),
            CsvColumn.number("tokens_owed_delta", entry -> entry.owedDelta().count()),
            CsvColumn.number("balance_after", entry -> entry.balanceAfter().count()),
            CsvColumn.number("wallet_seq", LedgerEntry::walletSeq),
            CsvColumn.text("operation_key", LedgerEntry::operationKey),
            CsvColumn.number("operation_line", entry -> (long) entry.operationLine()),
            CsvColumn.text("action_type", LedgerEntry::actionType),
            CsvColumn.number("reference_id", LedgerEntry::referenceId),
            CsvColumn.number("order_id", LedgerEntry::orderId),
            CsvColumn.text("stripe_payment_intent_id", LedgerEntry::paymentIntentId),
            CsvColumn.number("reverses", LedgerEntry::reverses),
            CsvColumn.text("reason_code", LedgerEntry::reasonCode),
            CsvColumn.text("note", LedgerEntry::note),
            CsvColumn.text("actor", LedgerEntry::actor),
            CsvColumn.text("on_behalf_of", LedgerEntry::onBehalfOf),
            CsvColumn.text("metadata", LedgerEntry::metadata));

    private final LedgerHistory history;
    private final ExportRecord record;

    public EntryExport(LedgerHistory history, ExportRecord record) {
        this.history = history;
        this.record = record;
    }

    /// Writes what the filter lets through; interrupting the thread ends it without a file.
    ///
    /// @param words the filter as the screen shows it: the audit keeps who took what along, before a row is read
    /// @return how many entries were written
    /// @throws Unavailable `cancelled` when interrupted, or `disk_full`
    public long csv(EntryFilter filter, String words, Path target, RowProgress progress) {
        record.record("transactions", words, filter.userId());
        return WholeFile.write(target, out -> {
            RowCount count = new RowCount(progress);
            new CsvTable<>(COLUMNS).write(out, sink -> rows(filter, count, sink));
            return count.rows();
        });
    }

    /// As [#csv], as a workbook.
    public long xlsx(EntryFilter filter, String words, Path target, RowProgress progress) {
        record.record("transactions", words, filter.userId());
        return WholeFile.write(
                target,
                out -> XlsxBook.write(out, book -> {
                    RowCount count = new RowCount(progress);
                    book.sheet("transactions", COLUMNS, sink -> rows(filter, count, sink));
                    return count.rows();
                }));
    }

    private void rows(EntryFilter filter, RowCount count, Consumer<LedgerEntry> sink) {
        history.stream(filter, entry -> {
            sink.accept(entry);
            count.one(entry.createdAt());
        });
    }
}
