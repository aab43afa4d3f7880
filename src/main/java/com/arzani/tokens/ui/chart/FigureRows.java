package com.arzani.tokens.ui.chart;

import com.arzani.tokens.files.CsvColumn;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.ui.Texts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/// A figure as a table: a row for each category, a column for each series, and sums where they mean something.
///
/// @param headers of the columns after the first
record FigureRows(List<String> headers, List<Row> rows) {
    /// @param points what each cell opens; null where nothing is opened
    record Row(String label, String mark, List<Long> values, List<Figure.Point> points, boolean total) {}

    static FigureRows of(Figure figure, Texts texts) {
        List<String> headers = new ArrayList<>();
        figure.series().forEach(series -> headers.add(series.name()));
        boolean across = hasStackTotal(figure);
        if (across) {
            headers.add(texts.get("chart.total"));
        }
        List<Row> rows = new ArrayList<>();
        for (int at = 0; at < figure.categories().size(); at++) {
            rows.add(row(figure, at, across));
        }
        Row total = total(figure, texts.get("chart.total"), across);
        if (rows.size() > 1 && total.values().stream().anyMatch(Objects::nonNull)) {
            rows.add(total);
        }
        return new FigureRows(headers, rows);
    }

    private static boolean hasStackTotal(Figure figure) {
        return figure.series().stream()
                        .filter(series -> series.kind() == Figure.Kind.STACK)
                        .count()
                > 1;
    }

    private static Row row(Figure figure, int at, boolean across) {
        List<Figure.Point> points = new ArrayList<>();
        figure.series().forEach(series -> points.add(series.points().get(at)));
        List<Long> values = new ArrayList<>();
        points.forEach(point -> values.add(point.value()));
        if (across) {
            values.add(stackTotal(figure, values));
            points.add(null);
        }
        Figure.Category category = figure.categories().get(at);
        return new Row(category.longLabel(), category.mark(), values, points, false);
    }

    private static Row total(Figure figure, String label, boolean across) {
        List<Long> values = new ArrayList<>();
        figure.series().forEach(series -> values.add(figure.unit() == Unit.PERCENT ? null : series.sum()));
        if (across) {
            values.add(stackTotal(figure, values));
        }
        return new Row(label, "", values, Collections.nCopies(values.size(), null), true);
    }

    private static Long stackTotal(Figure figure, List<Long> values) {
        long sum = 0;
        boolean any = false;
        for (int at = 0; at < figure.series().size(); at++) {
            if (figure.series().get(at).kind() == Figure.Kind.STACK && values.get(at) != null) {
                sum = Math.addExact(sum, values.get(at));
                any = true;
            }
        }
        return any ? Long.valueOf(sum) : null;
    }

    /// The rows for a file: without the sums, which whoever reads it can make, and which would be added twice.
    List<Row> counted() {
        return rows.stream().filter(row -> !row.total()).toList();
    }

    /// The columns of a file; numbers are numbers, percentages have two decimals, money names its currency.
    static List<CsvColumn<Row>> columns(Figure figure, FigureRows rows, Texts texts) {
        List<CsvColumn<Row>> columns = new ArrayList<>();
        columns.add(CsvColumn.text(texts.get("chart.category"), Row::label));
        for (int at = 0; at < rows.headers().size(); at++) {
            int index = at;
            String header = CsvColumn.harmless(rows.headers().get(at));
            columns.add(
                    switch (figure.unit().kind()) {
                        case PENCE ->
                            CsvColumn.money(
                                    header + " (" + figure.unit().currency() + ")",
                                    row -> row.values().get(index) == null
                                            ? null
                                            : new Pence(row.values().get(index)));
                        case PERCENT ->
                            CsvColumn.decimal(
                                    header + " (%)",
                                    row -> row.values().get(index) == null
                                            ? null
                                            : BigDecimal.valueOf(row.values().get(index), 2));
                        case TOKENS, COUNT ->
                            CsvColumn.number(header, row -> row.values().get(index));
                    });
        }
        if (figure.categories().stream().anyMatch(Figure.Category::isMarked)) {
            columns.add(CsvColumn.text(texts.get("chart.mark"), Row::mark));
        }
        return columns;
    }
}
