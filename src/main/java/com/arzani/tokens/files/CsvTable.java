package com.arzani.tokens.files;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/// Rows as RFC 4180: comma, CRLF, quotes where needed, UTF-8 without a mark, a header line. Writes row by row and keeps
/// none.
public record CsvTable<R>(List<CsvColumn<R>> columns) {
    public CsvTable {
        columns = List.copyOf(columns);
    }

    /// @param rows hands every row to the consumer it is given
    public void write(OutputStream out, Rows<R> rows) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
        try {
            csv.writeRecord(columns.stream().map(CsvColumn::header).toList());
            rows.each(row -> csv.writeRecord(
                    columns.stream().map(column -> column.value().apply(row)).toList()));
            csv.flush();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    /// Where rows come from.
    public interface Rows<R> {
        void each(Consumer<R> row);
    }
}
