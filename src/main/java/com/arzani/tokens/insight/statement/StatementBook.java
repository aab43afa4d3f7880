package com.arzani.tokens.insight.statement;

import com.arzani.tokens.files.CsvColumn;
import com.arzani.tokens.files.RowCount;
import com.arzani.tokens.files.XlsxBook;
import com.arzani.tokens.money.Tokens;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A statement as a workbook: a sheet for each of its tables, then the month's rows.
final class StatementBook {
    private final Words words;
    private final StatementRows rows;
    private final Set<String> names = new HashSet<>();

    StatementBook(Words words, StatementRows rows) {
        this.words = words;
        this.rows = rows;
    }

    /// @return how many rows of sales and returns it holds
    long write(XlsxBook book, List<StatementPage> pages, YearMonth month, RowCount count) throws IOException {
        for (StatementPage page : pages) {
            for (StatementTable table : page.tables()) {
                book.sheet(name(table), columns(table), table.rows()::forEach);
            }
        }
        book.sheet(
                words.get("statement.rows.sales"),
                StatementRows.SALE_COLUMNS,
                sink -> rows.sales(month, row -> {
                    sink.accept(row);
                    count.one(StatementRows.at(row));
                }));
        book.sheet(
                words.get("statement.rows.returns"),
                StatementRows.RETURN_COLUMNS,
                sink -> rows.returns(month, row -> {
                    sink.accept(row);
                    count.one(StatementRows.at(row));
                }));
        return count.rows();
    }

    /// Sheets of one name would spoil the workbook; tables of another currency have the same titles.
    private String name(StatementTable table) {
        String name = table.currency().isEmpty() || table.currency().equals("GBP")
                ? table.title()
                : table.currency() + " " + table.title();
        if (!names.add(name)) {
            throw new IllegalStateException("two tables are called " + name);
        }
        return name;
    }

    private static List<CsvColumn<StatementTable.Row>> columns(StatementTable table) {
        List<CsvColumn<StatementTable.Row>> columns = new ArrayList<>();
        columns.add(CsvColumn.text(table.columns().getFirst(), StatementTable.Row::label));
        for (int at = 1; at < table.columns().size(); at++) {
            int index = at - 1;
            columns.add(new CsvColumn<>(
                    table.columns().get(at),
                    row -> table.text(row.values().get(index)),
                    row -> cell(row.values().get(index))));
        }
        return columns;
    }

    private static Object cell(Object value) {
        if (value instanceof Tokens tokens) {
            return tokens.count();
        }
        return value instanceof String text ? CsvColumn.harmless(text) : value;
    }
}
