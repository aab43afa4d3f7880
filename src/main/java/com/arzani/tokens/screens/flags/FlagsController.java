package com.arzani.tokens.screens.flags;

import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import java.time.Instant;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// Binds the list of flags and the history of the chosen one.
public final class FlagsController implements ScreenController {
    private static final int ROWS_MIN = 3;
    private static final int ROWS_MAX = 8;

    @FXML
    private Banner banner;

    @FXML
    private TableView<FlagRow> table;

    @FXML
    private TableColumn<FlagRow, String> featureColumn;

    @FXML
    private TableColumn<FlagRow, String> nameColumn;

    @FXML
    private TableColumn<FlagRow, Badge> stateColumn;

    @FXML
    private TableColumn<FlagRow, String> shareColumn;

    @FXML
    private TableColumn<FlagRow, String> audienceColumn;

    @FXML
    private TableColumn<FlagRow, String> byColumn;

    @FXML
    private TableColumn<FlagRow, Instant> atColumn;

    @FXML
    private TableView<FlagRow> history;

    @FXML
    private TableColumn<FlagRow, Long> versionColumn;

    @FXML
    private TableColumn<FlagRow, Instant> changedColumn;

    @FXML
    private TableColumn<FlagRow, String> whoColumn;

    @FXML
    private TableColumn<FlagRow, String> changeColumn;

    @FXML
    private TableColumn<FlagRow, String> reasonColumn;

    private final Kit kit;
    private final FlagsViewModel model;

    public FlagsController(Kit kit, FlagsViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::load);
        Columns.text(featureColumn, FlagRow::feature);
        Columns.text(nameColumn, row -> row.flag().name());
        Columns.badge(stateColumn, FlagRow::state);
        Columns.amount(shareColumn, FlagRow::share);
        Columns.text(audienceColumn, FlagRow::audience);
        Columns.customerText(byColumn, row -> row.flag().changedBy());
        Columns.time(atColumn, kit.times(), row -> row.flag().changedAt());
        ColumnWidths.on(table);
        table.setItems(model.rows);
        table.prefHeightProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> ColumnWidths.height(Math.clamp(model.rows.size(), ROWS_MIN, ROWS_MAX)), model.rows));
        table.minHeightProperty().bind(table.prefHeightProperty());
        table.getSelectionModel().selectedItemProperty().addListener((value, old, row) -> choose(row));
        model.selected.addListener((value, old, row) -> mark(row));
        Columns.number(versionColumn, row -> (long) row.flag().version());
        Columns.time(changedColumn, kit.times(), row -> row.flag().changedAt());
        Columns.customerText(whoColumn, row -> row.flag().changedBy());
        Columns.text(changeColumn, FlagRow::change);
        Columns.customerText(reasonColumn, row -> row.flag().reason());
        ColumnWidths.on(history);
        history.setItems(model.history);
    }

    private void choose(FlagRow row) {
        if (row != null) {
            model.selected.set(row);
        } else if (model.selected.get() != null) {
            // Rows that were replaced take the mark with them.
            Platform.runLater(() -> mark(model.selected.get()));
        }
    }

    private void mark(FlagRow row) {
        if (row != null && table.getSelectionModel().getSelectedItem() != row) {
            table.getSelectionModel().select(row);
        }
    }

    @Override
    public void activate() {
        model.load();
        table.requestFocus();
    }

    @Override
    public void deactivate() {
        model.leave();
    }

    @Override
    public void refresh() {
        model.load();
    }
}
