package com.arzani.tokens.screens.packages;

import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import java.util.function.Function;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// Fields that differ, before and after. Its columns are named in the layout.
public final class ChangeTable extends TableView<ChangeRow> {
    private final TableColumn<ChangeRow, String> field = column(90, ChangeRow::field);
    private final TableColumn<ChangeRow, String> before = column(100, ChangeRow::before);
    private final TableColumn<ChangeRow, String> after = column(150, ChangeRow::after);

    public ChangeTable() {
        getColumns().add(field);
        getColumns().add(before);
        getColumns().add(after);
        ColumnWidths.on(this);
    }

    private static TableColumn<ChangeRow, String> column(int width, Function<ChangeRow, String> value) {
        TableColumn<ChangeRow, String> column = new TableColumn<>();
        column.setPrefWidth(width);
        Columns.customerText(column, value);
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    public String getFieldTitle() {
        return field.getText();
    }

    public void setFieldTitle(String text) {
        field.setText(text);
    }

    public String getBeforeTitle() {
        return before.getText();
    }

    public void setBeforeTitle(String text) {
        before.setText(text);
    }

    public String getAfterTitle() {
        return after.getText();
    }

    public void setAfterTitle(String text) {
        after.setText(text);
    }
}
