package com.arzani.tokens.ui;

import java.util.function.Consumer;
import javafx.beans.DefaultProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A table over a [KeyList]: it reads page after page as one scrolls, however deep, keeps the selected row on refresh,
/// says what, why and what next when it is empty, and flashes rows that changed. Enter or a double click opens a row,
/// Ctrl+C copies the selected rows, Ctrl+E explains the row's number, Ctrl+Home goes to the newest.
///
/// In FXML: `<KeyTable fx:id="table" emptyTitle="%…" emptyText="%…"><TableColumn fx:id="…" text="%…"/></KeyTable>`.
@DefaultProperty("columns")
public final class KeyTable<R> extends VBox {
    /// Of every table.
    static final double ROW_HEIGHT = 32;

    private final TableView<R> table = new TableView<>();
    private final KeyTableStatus status = new KeyTableStatus();
    private final ReadOnlyObjectWrapper<R> selected = new ReadOnlyObjectWrapper<>();
    private final StringProperty emptyTitle = new SimpleStringProperty("");
    private final StringProperty emptyText = new SimpleStringProperty("");
    private KeyList<R, ?> list;
    private Desktop desktop;
    private Consumer<R> onOpen = row -> {};
    private Consumer<R> onExplain = row -> {};

    public KeyTable() {
        getStyleClass().add("key-table");
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        ColumnWidths.on(table);
        table.setRowFactory(view -> new FlashingRow<>(() -> list));
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        table.setOnMouseClicked(click -> {
            if (click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2) {
                openSelected();
            }
        });
        table.getSelectionModel().selectedItemProperty().addListener((item, old, row) -> choose(row));
        setVgrow(table, Priority.ALWAYS);
        getChildren().setAll(table, status.footer());
    }

    /// Binds this table to a view-model's list; call once, when the screen is made.
    public void show(KeyList<R, ?> newList, Kit kit) {
        list = newList;
        desktop = kit.desktop();
        table.getColumns().forEach(KeyTable::fix);
        status.bind(list, kit, emptyTitle, emptyText, this::jumpToNewest);
        table.setPlaceholder(status.placeholder());
        table.setItems(list);
        list.resetsProperty().addListener((count, old, now) -> restoreSelection());
    }

    private static void fix(TableColumn<?, ?> column) {
        // The order is the key's: another one cannot be paged by that key.
        column.setSortable(false);
        column.setReorderable(false);
        column.getColumns().forEach(KeyTable::fix);
    }

    private void choose(R row) {
        // A selected row whose page left memory reads as null; it is still the selected one.
        boolean leftMemory = row == null && table.getSelectionModel().getSelectedIndex() >= 0;
        if (!leftMemory && !list.isReplacing()) {
            selected.set(row);
        }
    }

    private void restoreSelection() {
        R before = selected.get();
        int index = before == null ? -1 : list.indexOf(before);
        int place = table.getSelectionModel().getSelectedIndex();
        if (before != null
                && index < 0
                && place >= 0
                && place < list.size()
                && !list.inMemory().containsKey(place)) {
            return; // its page left memory, above what was read anew: it did not move
        }
        if (index >= 0) {
            table.getSelectionModel().clearAndSelect(index);
            selected.set(list.get(index));
        } else {
            table.getSelectionModel().clearSelection();
            selected.set(null);
        }
    }

    /// Reads again what is visible, keeping the selected row.
    public void refresh() {
        int index = Math.max(table.getSelectionModel().getSelectedIndex(), lastVisibleRow());
        list.refresh(index);
    }

    /// Selects a row by its identity if it is in memory, and scrolls to it.
    public boolean select(R row) {
        int index = list.indexOf(row);
        if (index >= 0) {
            table.getSelectionModel().clearAndSelect(index);
            selected.set(list.get(index)); // also while rows are replaced, when the place alone would mean nothing
            table.scrollTo(Math.max(0, index - 3));
        }
        return index >= 0;
    }

    private void jumpToNewest() {
        table.getSelectionModel().clearSelection();
        list.restart();
        table.scrollTo(0);
    }

    private int lastVisibleRow() {
        return table.lookupAll(".table-row-cell").stream()
                .filter(Node::isVisible)
                .mapToInt(row -> ((javafx.scene.control.TableRow<?>) row).getIndex())
                .filter(index -> index < list.size())
                .max()
                .orElse(0);
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && table.getEditingCell() == null) {
            openSelected();
            event.consume();
        } else if (new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN).match(event)) {
            copySelected();
            event.consume();
        } else if (new KeyCodeCombination(KeyCode.E, KeyCombination.SHORTCUT_DOWN).match(event)) {
            if (selected.get() != null) {
                onExplain.accept(selected.get());
            }
            event.consume();
        } else if (new KeyCodeCombination(KeyCode.HOME, KeyCombination.SHORTCUT_DOWN).match(event)) {
            jumpToNewest();
            event.consume();
        }
    }

    private void openSelected() {
        if (selected.get() != null) {
            onOpen.accept(selected.get());
        }
    }

    private void copySelected() {
        String text = RowText.of(table);
        if (!text.isEmpty()) {
            desktop.copy(text);
        }
    }

    /// What Enter and a double click do with a row.
    public void setOnOpen(Consumer<R> action) {
        onOpen = action;
    }

    /// What Ctrl+E does with a row: tells how its number came about.
    public void setOnExplain(Consumer<R> action) {
        onExplain = action;
    }

    /// The control under an empty list that says what next, such as a button; null for none.
    public void setEmptyAction(Node action) {
        status.setEmptyAction(action);
    }

    /// The selected row; null for none.
    public ReadOnlyObjectProperty<R> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    public R getSelected() {
        return selected.get();
    }

    public ObservableList<TableColumn<R, ?>> getColumns() {
        return table.getColumns();
    }

    /// The control inside, for what this class does not cover.
    public TableView<R> table() {
        return table;
    }

    /// What the list is, said when it has no rows.
    public String getEmptyTitle() {
        return emptyTitle.get();
    }

    public void setEmptyTitle(String text) {
        emptyTitle.set(text);
    }

    public StringProperty emptyTitleProperty() {
        return emptyTitle;
    }

    /// Why it has no rows and what to do next.
    public String getEmptyText() {
        return emptyText.get();
    }

    public void setEmptyText(String text) {
        emptyText.set(text);
    }

    public StringProperty emptyTextProperty() {
        return emptyText;
    }
}
