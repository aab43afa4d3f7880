package com.arzani.tokens.files;

import com.arzani.tokens.money.Pence;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// A workbook written sheet after sheet and row by row, of which memory holds the last rows alone. Numbers, money and
/// times stay what they are; text is text, made harmless by its [CsvColumn] (H1), so that saving it as CSV from the
/// spreadsheet is harmless too. A sheet that is full is followed by another of the same name and a number.
public final class XlsxBook {
    /// Rows of one sheet, its header included; what a spreadsheet program opens, with some to spare.
    public static final int SHEET_ROWS_MAX = 1_000_000;

    private static final int FLUSH_ROWS = 1_000;
    private static final int TEXT_LENGTH_MAX = 32_767;
    private static final int NAME_LENGTH_MAX = 31;
    private static final String TIME = "yyyy-mm-dd hh:mm:ss";
    private static final String WHOLE = "#,##0";
    private static final String DECIMALS = "#,##0.00";
    private static final double WIDTH = 20;

    private final Workbook book;
    private final int rowsMax;

    private XlsxBook(Workbook book, int rowsMax) {
        this.book = book;
        this.rowsMax = rowsMax;
    }

    /// Writes what `body` puts into it. If that fails, `out` holds no workbook: write into a [WholeFile].
    public static <T> T write(OutputStream out, Body<T> body) throws IOException {
        return write(out, SHEET_ROWS_MAX, body);
    }

    static <T> T write(OutputStream out, int rowsMax, Body<T> body) throws IOException {
        Workbook book = new Workbook(out, "Arzani Token Console", null);
        try {
            T result = body.write(new XlsxBook(book, rowsMax));
            book.finish();
            return result;
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    /// Adds a sheet with a header and these rows.
    public <R> void sheet(String name, List<CsvColumn<R>> columns, CsvTable.Rows<R> rows) throws IOException {
        try {
            Sheet<R> sheet = new Sheet<>(name, columns);
            rows.each(sheet::add);
            sheet.finish();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    /// Puts sheets into a workbook.
    public interface Body<T> {
        T write(XlsxBook book) throws IOException;
    }

    private final class Sheet<R> {
        private final String name;
        private final List<CsvColumn<R>> columns;
        private Worksheet sheet;
        private int number;
        private int row;

        Sheet(String name, List<CsvColumn<R>> columns) throws IOException {
            this.name = name;
            this.columns = columns;
            begin();
        }

        private void begin() throws IOException {
            number++;
            String suffix = number == 1 ? "" : " " + number;
            int length = Math.min(name.length(), NAME_LENGTH_MAX - suffix.length());
            sheet = book.newWorksheet(name.substring(0, length) + suffix);
            for (int column = 0; column < columns.size(); column++) {
                sheet.inlineString(0, column, columns.get(column).header());
                sheet.style(0, column).bold().wrapText(true).set();
                sheet.width(column, WIDTH);
            }
            sheet.freezePane(0, 1);
            row = 1;
        }

        void add(R item) {
            try {
                if (row >= rowsMax) {
                    // Sheets share one stream: the one before must be whole first.
                    sheet.finish();
                    begin();
                }
                for (int column = 0; column < columns.size(); column++) {
                    cell(column, columns.get(column).raw().apply(item));
                }
                if (++row % FLUSH_ROWS == 0) {
                    sheet.flush();
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private void cell(int column, Object value) {
            if (value instanceof Long number) {
                number(column, number, WHOLE);
            } else if (value instanceof Pence pence) {
                number(column, BigDecimal.valueOf(pence.amount(), 2), DECIMALS);
            } else if (value instanceof BigDecimal decimal) {
                number(column, decimal, DECIMALS);
            } else if (value instanceof Instant time) {
                sheet.value(row, column, time.atOffset(ZoneOffset.UTC).toLocalDateTime());
                sheet.style(row, column).format(TIME).set();
            } else if (value != null && !value.toString().isEmpty()) {
                // Shared strings would all stay in memory.
                sheet.inlineString(row, column, shortened(value.toString()));
            }
        }

        private void number(int column, Number value, String format) {
            sheet.value(row, column, value);
            sheet.style(row, column).format(format).set();
        }

        /// A spreadsheet refuses a whole file for one longer text.
        private static String shortened(String text) {
            return text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX - 1) + "…";
        }

        void finish() throws IOException {
            sheet.finish();
        }
    }
}
