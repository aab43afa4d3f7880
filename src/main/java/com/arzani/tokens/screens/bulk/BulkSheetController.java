package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.ledger.BulkCell;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import java.util.List;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;

/// The rows of a new batch. A plain table rather than a spreadsheet control: it makes cells for the visible rows alone,
/// so
/// 100,000 rows cost what 50 cost, and a filter can hide rows.
public final class BulkSheetController {
    @FXML
    private Button open;

    @FXML
    private Button paste;

    @FXML
    private Button add;

    @FXML
    private Button remove;

    @FXML
    private ToggleButton onlyProblems;

    @FXML
    private Label count;

    @FXML
    private Label rowProblem;

    @FXML
    private Banner banner;

    @FXML
    private Node reading;

    @FXML
    private TableView<BulkItem> grid;

    @FXML
    private TableColumn<BulkItem, Long> rowColumn;

    @FXML
    private TableColumn<BulkItem, String> userColumn;

    @FXML
    private TableColumn<BulkItem, String> tokensColumn;

    @FXML
    private TableColumn<BulkItem, String> reasonColumn;

    @FXML
    private TableColumn<BulkItem, String> noteColumn;

    @FXML
    private TableColumn<BulkItem, String> balanceColumn;

    @FXML
    private TableColumn<BulkItem, String> problemColumn;

    private final Kit kit;
    private final BulkSheetViewModel model;

    public BulkSheetController(Kit kit, BulkSheetViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::activate);
        open.setOnAction(click -> model.openFile());
        paste.setOnAction(click -> model.paste());
        add.setOnAction(click -> addRow());
        remove.setOnAction(click -> removeRows());
        onlyProblems.selectedProperty().bindBidirectional(model.onlyProblems);
        count.textProperty().bind(model.countText());
        reading.visibleProperty().bind(model.reading.slowProperty());
        List.of(open, paste, add).forEach(button -> button.disableProperty().bind(model.locked));
        Columns.number(rowColumn, item -> (long) item.row());
        Columns.amount(balanceColumn, BulkItem::balances);
        Columns.text(problemColumn, BulkItem::problem);
        edited(userColumn, BulkCell.USER);
        edited(tokensColumn, BulkCell.TOKENS);
        edited(reasonColumn, BulkCell.REASON);
        edited(noteColumn, BulkCell.NOTE);
        ColumnWidths.on(grid);
        grid.setItems(model.shown);
        grid.editableProperty().bind(model.locked.not());
        grid.getSelectionModel().setCellSelectionEnabled(true);
        grid.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        // What a narrow column cuts off stands whole below, for the keyboard too.
        rowProblem
                .textProperty()
                .bind(grid.getSelectionModel()
                        .selectedItemProperty()
                        .map(BulkItem::problem)
                        .orElse(""));
        grid.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        grid.setOnDragOver(this::dragged);
        grid.setOnDragDropped(this::dropped);
    }

    private void edited(TableColumn<BulkItem, String> column, BulkCell cell) {
        Columns.text(column, item -> item.text().of(cell));
        column.setCellFactory(of -> new EditCell(cell));
        column.setOnEditCommit(edit -> {
            int at = edit.getTablePosition().getRow();
            if (!edit.getNewValue().equals(edit.getOldValue())) {
                model.edit(edit.getRowValue().row(), cell, edit.getNewValue());
            }
            select(at, column);
        });
    }

    private void select(int row, TableColumn<BulkItem, ?> column) {
        grid.requestFocus();
        if (row >= 0 && row < grid.getItems().size()) {
            grid.getSelectionModel().clearAndSelect(row, column);
            grid.getFocusModel().focus(row, column);
        }
    }

    private void addRow() {
        int at = model.add();
        if (at >= 0) {
            grid.scrollTo(at);
            grid.layout();
            select(at, userColumn);
            grid.edit(at, userColumn);
        }
    }

    private void removeRows() {
        model.remove(grid.getSelectionModel().getSelectedCells().stream()
                .map(cell -> cell.getRow())
                .filter(row -> row >= 0 && row < grid.getItems().size())
                .map(row -> grid.getItems().get(row).row())
                .collect(Collectors.toSet()));
    }

    private void pressed(KeyEvent key) {
        if (new KeyCodeCombination(KeyCode.V, KeyCombination.SHORTCUT_DOWN).match(key)) {
            model.paste();
            key.consume();
        } else if (key.getCode() == KeyCode.DELETE) {
            removeRows();
            key.consume();
        } else if (key.getCode() == KeyCode.INSERT) {
            addRow();
            key.consume();
        }
    }

    private void dragged(DragEvent drag) {
        if (drag.getDragboard().hasFiles() && !model.locked.get()) {
            drag.acceptTransferModes(TransferMode.COPY);
            drag.consume();
        }
    }

    private void dropped(DragEvent drag) {
        drag.getDragboard().getFiles().stream().findFirst().ifPresent(file -> model.open(file.toPath()));
        drag.setDropCompleted(true);
        drag.consume();
    }
}
