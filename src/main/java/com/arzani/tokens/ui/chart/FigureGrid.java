package com.arzani.tokens.ui.chart;

import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Texts;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

/// The table of a figure: the arrows walk from cell to cell, Enter or a double click opens a cell's rows.
final class FigureGrid extends TableView<FigureRows.Row> {
    private static final PseudoClass TOTAL = PseudoClass.getPseudoClass("total");
    private static final PseudoClass OPENS = PseudoClass.getPseudoClass("opens");
    private static final double NUMBER_WIDTH = 130;

    FigureGrid(Figure figure, FigureRows rows, Texts texts, Consumer<Figure.Point> open) {
        getStyleClass().add("figure-grid");
        getSelectionModel().setCellSelectionEnabled(true);
        TableColumn<FigureRows.Row, String> first = new TableColumn<>(texts.get("chart.category"));
        Columns.text(
                first, row -> row.mark().isEmpty() ? row.label() : texts.get("chart.marked", row.label(), row.mark()));
        first.setPrefWidth(200);
        first.setSortable(false);
        getColumns().add(first);
        for (int at = 0; at < rows.headers().size(); at++) {
            getColumns().add(column(figure, rows.headers().get(at), at));
        }
        getItems().setAll(rows.rows());
        setRowFactory(table -> new Line());
        setAccessibleText(figure.title());
        setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) {
                openSelected(open);
                key.consume();
            }
        });
        setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                openSelected(open);
            }
        });
    }

    private static TableColumn<FigureRows.Row, Long> column(Figure figure, String name, int at) {
        TableColumn<FigureRows.Row, Long> column = new TableColumn<>(name);
        column.getStyleClass().add("number-column");
        column.setPrefWidth(NUMBER_WIDTH);
        column.setSortable(false);
        column.setCellValueFactory(
                row -> new ReadOnlyObjectWrapper<>(row.getValue().values().get(at)));
        column.setCellFactory(of -> new NumberCell(figure.unit(), at));
        return column;
    }

    private void openSelected(Consumer<Figure.Point> open) {
        TablePosition<?, ?> cell = getFocusModel().getFocusedCell();
        int value = cell.getColumn() - 1;
        if (cell.getRow() >= 0 && value >= 0) {
            Figure.Point point = getItems().get(cell.getRow()).points().get(value);
            if (point != null) {
                open.accept(point);
            }
        }
    }

    private static final class NumberCell extends TableCell<FigureRows.Row, Long> {
        private final Unit unit;
        private final int at;

        NumberCell(Unit unit, int at) {
            this.unit = unit;
            this.at = at;
            getStyleClass().add("number-cell");
            setAlignment(Pos.CENTER_RIGHT);
        }

        @Override
        protected void updateItem(Long value, boolean empty) {
            super.updateItem(value, empty);
            setText(empty || value == null ? null : unit.text(value));
            FigureRows.Row row = empty ? null : getTableRow().getItem();
            Figure.Point point = row == null ? null : row.points().get(at);
            pseudoClassStateChanged(OPENS, value != null && point != null && point.canOpen());
        }
    }

    private static final class Line extends TableRow<FigureRows.Row> {
        @Override
        protected void updateItem(FigureRows.Row row, boolean empty) {
            super.updateItem(row, empty);
            pseudoClassStateChanged(TOTAL, !empty && row != null && row.total());
        }
    }
}
