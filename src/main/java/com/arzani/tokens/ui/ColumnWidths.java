package com.arzani.tokens.ui;

import java.util.List;
import javafx.scene.control.ConstrainedColumnResizeBase;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableView;
import javafx.util.Callback;

/// Shares a table's whole width among its columns: ids, numbers, times and badges keep their preferred width, words
/// take what is left, each in proportion to its preferred width. When there is too little, words give way first, then
/// all. The same width of the table always gives the same columns.
@SuppressWarnings("rawtypes") // The control's own signature is raw.
public final class ColumnWidths extends ConstrainedColumnResizeBase
        implements Callback<TableView.ResizeFeatures, Boolean> {
    private static final String KEEPS = "arzani.keeps-width";
    private static final String DRAGGED = "arzani.dragged-width";
    /// As in the style sheet.
    private static final double HEADER_HEIGHT = 34;

    private static final double BORDERS = 2;
    private static final double WORDS_AT_LEAST = 0.6;

    /// Marks a column whose values are all about equally long.
    static void keep(TableColumn<?, ?> column) {
        column.getProperties().put(KEEPS, true);
    }

    /// Gives a table these widths and the row height every table has.
    public static void on(TableView<?> table) {
        table.setFixedCellSize(KeyTable.ROW_HEIGHT);
        table.setColumnResizePolicy(new ColumnWidths());
    }

    /// The height of a table that shows so many rows, none of them cut.
    public static double height(int rows) {
        return HEADER_HEIGHT + rows * KeyTable.ROW_HEIGHT + BORDERS;
    }

    @Override
    public Boolean call(TableView.ResizeFeatures features) {
        List<? extends TableColumnBase<?, ?>> columns = shown(features.getTable());
        if (columns.isEmpty()) {
            return false;
        }
        TableColumn<?, ?> dragged = features.getColumn();
        if (dragged != null && !drag(columns, dragged, features.getDelta())) {
            return false;
        }
        share(features, columns, features.getContentWidth());
        return true;
    }

    @SuppressWarnings("unchecked")
    private static List<? extends TableColumnBase<?, ?>> shown(TableView table) {
        return table.getVisibleLeafColumns();
    }

    /// What a dragged column gains, the next one loses, so that the columns before it stay where they are.
    private static boolean drag(
            List<? extends TableColumnBase<?, ?>> columns, TableColumnBase<?, ?> dragged, double by) {
        int index = columns.indexOf(dragged);
        if (index < 0 || index == columns.size() - 1) {
            return false;
        }
        TableColumnBase<?, ?> next = columns.get(index + 1);
        double most = next.getWidth() - next.getMinWidth();
        double least = dragged.getMinWidth() - dragged.getWidth();
        double delta = Math.max(least, Math.min(most, by));
        columns.forEach(column -> column.getProperties().put(DRAGGED, column.getWidth()));
        dragged.getProperties().put(DRAGGED, dragged.getWidth() + delta);
        next.getProperties().put(DRAGGED, next.getWidth() - delta);
        return delta != 0;
    }

    @SuppressWarnings("unchecked")
    private static void share(
            TableView.ResizeFeatures features, List<? extends TableColumnBase<?, ?>> columns, double whole) {
        double kept = sum(columns, true);
        double words = sum(columns, false);
        double forWords = words == 0 ? 0 : Math.max(whole - kept, words * WORDS_AT_LEAST);
        double squeeze = whole / (kept + forWords);
        double stretch = words == 0 ? 1 : forWords / words;
        double left = whole;
        for (int index = 0; index < columns.size(); index++) {
            TableColumnBase<?, ?> column = columns.get(index);
            double width = Math.floor(wanted(column) * (keeps(column) ? 1 : stretch) * squeeze);
            double given = index == columns.size() - 1 ? Math.max(left, column.getMinWidth()) : width;
            features.setColumnWidth(column, given);
            left -= given;
        }
    }

    private static double sum(List<? extends TableColumnBase<?, ?>> columns, boolean keeping) {
        return columns.stream()
                .filter(column -> keeps(column) == keeping)
                .mapToDouble(ColumnWidths::wanted)
                .sum();
    }

    private static boolean keeps(TableColumnBase<?, ?> column) {
        return column.getProperties().containsKey(KEEPS);
    }

    private static double wanted(TableColumnBase<?, ?> column) {
        return column.getProperties().get(DRAGGED) instanceof Double dragged ? dragged : column.getPrefWidth();
    }
}
