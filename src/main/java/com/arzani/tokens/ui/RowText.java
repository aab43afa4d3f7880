package com.arzani.tokens.ui;

import java.util.stream.Collectors;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// The selected rows of a table as text for a spreadsheet: cells apart by tabs, rows by line ends.
final class RowText {
    private RowText() {}

    static <R> String of(TableView<R> table) {
        return table.getSelectionModel().getSelectedIndices().stream()
                .map(index -> table.getVisibleLeafColumns().stream()
                        .map(column -> cell(column, index))
                        .collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\n"));
    }

    private static String cell(TableColumn<?, ?> column, int index) {
        Object value = column.getCellData(index);
        String text = value == null ? "" : value.toString().replaceAll("[\\t\\r\\n]+", " ");
        // A spreadsheet would run what begins like a formula; a plain number is none (H1).
        boolean formula = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 && !text.matches("[+-]\\d[\\d,.]*");
        return formula ? "'" + text : text;
    }
}
