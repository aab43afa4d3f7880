package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.ledger.BulkCell;
import com.arzani.tokens.ui.SafeText;
import javafx.scene.control.TableCell;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// A cell of the sheet that is typed into. What is shown is made safe, what is edited is the raw text; leaving the
/// field keeps
/// it, Esc does not.
final class EditCell extends TableCell<BulkItem, String> {
    private final BulkCell cell;
    private TextField field;

    EditCell(BulkCell cell) {
        this.cell = cell;
        setMnemonicParsing(false);
    }

    @Override
    public void startEdit() {
        super.startEdit();
        if (!isEditing()) {
            return;
        }
        field = new TextField(getItem());
        field.setAccessibleText(getTableColumn().getText());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        field.focusedProperty().addListener((value, had, has) -> {
            if (!has && isEditing()) {
                commitEdit(field.getText());
            }
        });
        setText(null);
        setGraphic(field);
        field.requestFocus();
        field.selectAll();
    }

    private void pressed(KeyEvent key) {
        if (key.getCode() == KeyCode.ENTER) {
            commitEdit(field.getText());
            key.consume();
        } else if (key.getCode() == KeyCode.ESCAPE) {
            cancelEdit();
            getTableView().requestFocus();
            key.consume();
        }
    }

    @Override
    public void cancelEdit() {
        super.cancelEdit();
        show(getItem());
    }

    @Override
    protected void updateItem(String item, boolean empty) {
        super.updateItem(item, empty);
        show(empty ? null : item);
    }

    private void show(String text) {
        setGraphic(null);
        setText(text == null ? null : SafeText.line(text));
        BulkItem row = getTableRow() == null ? null : getTableRow().getItem();
        boolean wrong = text != null && row != null && row.wrong(cell);
        getStyleClass().remove("bulk-wrong");
        if (wrong) {
            getStyleClass().add("bulk-wrong");
        }
        setTooltip(wrong ? new Tooltip(row.problem()) : null);
        setAccessibleHelp(wrong ? row.problem() : null);
    }
}
