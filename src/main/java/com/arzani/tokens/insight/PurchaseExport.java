package com.arzani.tokens.insight;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.files.CsvColumn;
import com.arzani.tokens.files.CsvTable;
import com.arzani.tokens.files.RowCount;
import com.arzani.tokens.files.RowProgress;
import com.arzani.tokens.files.WholeFile;
import com.arzani.tokens.files.XlsxBook;
import com.arzani.tokens.payments.purchases.Purchase;
import com.arzani.tokens.payments.purchases.PurchaseDesk;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Orders as a file, newest first, page after page in bounded memory, whole or not at all (F20); itself audited.
public final class PurchaseExport {
    private static final int PAGE_ROWS = 500;

    private static final List<CsvColumn<Purchase>> COLUMNS = List.of(
            CsvColumn.number("order_id", Purchase::id),
            CsvColumn.text("state", purchase -> purchase.course().state().code()),
            CsvColumn.time("created_at", purchase -> purchase.course().createdAt()),
            CsvColumn.time("paid_at", purchase -> purchase.course().paidAt().orElse(null)),
            CsvColumn.number("user_id", purchase -> purchase.customer().id()),
            CsvColumn.text("customer", purchase -> purchase.customer().name()),
            CsvColumn.text("package", purchase -> purchase.sold().packageName()),
            CsvColumn.number("tokens", purchase -> purchase.sold().tokens().count()),
            CsvColumn.number("bonus", purchase -> purchase.sold().bonus().count()),
            CsvColumn.money("price", purchase -> purchase.sold().price()),
            CsvColumn.money("refunded", purchase -> purchase.course().refunded()),
            CsvColumn.number("disputes", purchase -> (long) purchase.course().disputes()),
            CsvColumn.text(
                    "session_id", purchase -> purchase.stripe().sessionId().orElse(null)),
            CsvColumn.text(
                    "payment_id", purchase -> purchase.stripe().paymentId().orElse(null)));

    private final PurchaseDesk desk;
    private final ExportRecord record;

    public PurchaseExport(PurchaseDesk desk, ExportRecord record) {
        this.desk = desk;
        this.record = record;
    }

    /// Writes the orders that fit; interrupting the thread ends it without a file.
    ///
    /// @param words the filter as the screen shows it, for the audit
    /// @return how many
    /// @throws Unavailable `cancelled` when interrupted, or `disk_full`
    public long csv(PurchaseDesk.Filter filter, String words, Path target, RowProgress progress) {
        record.record("purchases", words, null);
        return WholeFile.write(target, out -> {
            RowCount count = new RowCount(progress);
            new CsvTable<>(COLUMNS).write(out, sink -> rows(filter, count, sink));
            return count.rows();
        });
    }

    /// As [#csv], as a workbook.
    public long xlsx(PurchaseDesk.Filter filter, String words, Path target, RowProgress progress) {
        record.record("purchases", words, null);
        return WholeFile.write(
                target,
                out -> XlsxBook.write(out, book -> {
                    RowCount count = new RowCount(progress);
                    book.sheet("purchases", COLUMNS, sink -> rows(filter, count, sink));
                    return count.rows();
                }));
    }

    private void rows(PurchaseDesk.Filter filter, RowCount count, Consumer<Purchase> sink) {
        long before = Long.MAX_VALUE;
        List<Purchase> page;
        do {
            page = desk.page(filter, before, PAGE_ROWS);
            for (Purchase purchase : page) {
                sink.accept(purchase);
                count.one(purchase.course().createdAt());
                before = purchase.id();
            }
        } while (page.size() == PAGE_ROWS);
    }
}
