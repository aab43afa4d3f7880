package com.arzani.tokens.screens.backups;

import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import java.time.Instant;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.VBox;

/// How the way back stands above, then the backups; the drills below. Enter on a backup copies its place.
public final class BackupsController implements ScreenController {
    @FXML
    private Label state;

    @FXML
    private Button backUp;

    @FXML
    private Button drill;

    @FXML
    private Banner banner;

    @FXML
    private VBox standing;

    @FXML
    private Label headline;

    @FXML
    private Label told;

    @FXML
    private KeyTable<BackupRow> backups;

    @FXML
    private TableColumn<BackupRow, Instant> atColumn;

    @FXML
    private TableColumn<BackupRow, Badge> stateColumn;

    @FXML
    private TableColumn<BackupRow, String> numberColumn;

    @FXML
    private TableColumn<BackupRow, String> sizeColumn;

    @FXML
    private TableColumn<BackupRow, String> tookColumn;

    @FXML
    private TableColumn<BackupRow, Long> entriesColumn;

    @FXML
    private TableColumn<BackupRow, Tokens> tokensColumn;

    @FXML
    private TableColumn<BackupRow, String> byColumn;

    @FXML
    private TableColumn<BackupRow, String> fileColumn;

    @FXML
    private BackupDrillsController drillsPartController;

    private final Kit kit;
    private final BackupsViewModel model;

    public BackupsController(Kit kit, BackupsViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::refresh);
        state.textProperty().bind(model.state);
        backUp.disableProperty().bind(model.backupUnderWay);
        backUp.setOnAction(press -> model.request());
        drill.textProperty().bind(model.drillWords());
        drill.disableProperty().bind(model.cannotDrill());
        drill.setOnAction(press -> model.drill());
        model.standing.subscribe(this::tell);
        bindBackups();
        drillsPartController.bind(model);
    }

    private void tell(Standing now) {
        standing.setVisible(now != null);
        standing.setManaged(now != null);
        if (now == null) {
            return;
        }
        standing.getStyleClass().removeAll("backups-green", "backups-red");
        if (now.color() != Standing.Color.NONE) {
            standing.getStyleClass().add(now.color() == Standing.Color.RED ? "backups-red" : "backups-green");
        }
        headline.setText(now.headline());
        told.setText(now.told());
    }

    private void bindBackups() {
        Columns.time(atColumn, kit.times(), BackupRow::at);
        Columns.badge(stateColumn, BackupRow::state);
        Columns.id(numberColumn, row -> Long.toString(row.id()));
        Columns.amount(sizeColumn, BackupRow::size);
        Columns.amount(tookColumn, BackupRow::took);
        Columns.number(entriesColumn, BackupRow::entries);
        Columns.tokens(tokensColumn, row -> row.tokens() == null ? null : new Tokens(row.tokens()));
        Columns.text(byColumn, BackupRow::by);
        Columns.text(fileColumn, BackupRow::told);
        backups.show(model.backups, kit);
        backups.setOnOpen(model::open);
        model.selected.bind(backups.selectedProperty());
    }

    @Override
    public void activate() {
        model.activate();
    }

    @Override
    public void deactivate() {
        model.deactivate();
    }

    @Override
    public void refresh() {
        model.refresh();
    }
}
