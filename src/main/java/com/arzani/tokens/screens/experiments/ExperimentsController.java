package com.arzani.tokens.screens.experiments;

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
import javafx.scene.control.Button;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// Binds the list of experiments.
public final class ExperimentsController implements ScreenController {
    private static final int ROWS_MIN = 2;
    private static final int ROWS_MAX = 5;

    @FXML
    private Banner banner;

    @FXML
    private Button create;

    @FXML
    private TableView<ExperimentRow> table;

    @FXML
    private TableColumn<ExperimentRow, String> nameColumn;

    @FXML
    private TableColumn<ExperimentRow, Badge> stateColumn;

    @FXML
    private TableColumn<ExperimentRow, String> trafficColumn;

    @FXML
    private TableColumn<ExperimentRow, String> groupsColumn;

    @FXML
    private TableColumn<ExperimentRow, Instant> horizonColumn;

    @FXML
    private TableColumn<ExperimentRow, String> winnerColumn;

    @FXML
    private TableColumn<ExperimentRow, String> byColumn;

    private final Kit kit;
    private final ExperimentsViewModel model;

    public ExperimentsController(Kit kit, ExperimentsViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::load);
        create.setVisible(model.mayDecide);
        create.setOnAction(click -> model.create());
        Columns.customerText(nameColumn, row -> row.experiment().name());
        Columns.badge(stateColumn, ExperimentRow::state);
        Columns.text(trafficColumn, ExperimentRow::traffic);
        Columns.text(groupsColumn, ExperimentRow::groups);
        Columns.time(
                horizonColumn,
                kit.times(),
                row -> row.experiment().course().horizon().orElse(null));
        Columns.text(winnerColumn, ExperimentRow::winner);
        Columns.customerText(byColumn, row -> row.experiment().course().changedBy());
        ColumnWidths.on(table);
        table.setItems(model.rows);
        table.prefHeightProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> ColumnWidths.height(Math.clamp(model.rows.size(), ROWS_MIN, ROWS_MAX)), model.rows));
        table.minHeightProperty().bind(table.prefHeightProperty());
        table.getSelectionModel().selectedItemProperty().addListener((value, old, row) -> choose(row));
        model.selected.addListener((value, old, row) -> mark(row));
    }

    private void choose(ExperimentRow row) {
        if (row != null) {
            model.selected.set(row);
        } else if (model.selected.get() != null) {
            // Rows that were replaced take the mark with them.
            Platform.runLater(() -> mark(model.selected.get()));
        }
    }

    private void mark(ExperimentRow row) {
        if (row == null) {
            table.getSelectionModel().clearSelection();
        } else if (table.getSelectionModel().getSelectedItem() != row) {
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
