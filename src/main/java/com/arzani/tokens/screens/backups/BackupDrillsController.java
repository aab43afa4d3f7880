package com.arzani.tokens.screens.backups;

import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import java.time.Instant;
import javafx.fxml.FXML;
import javafx.scene.control.TableColumn;

/// The last drills with their times.
public final class BackupDrillsController {
    @FXML
    private KeyTable<DrillRow> drills;

    @FXML
    private TableColumn<DrillRow, Instant> drilledColumn;

    @FXML
    private TableColumn<DrillRow, Badge> resultColumn;

    @FXML
    private TableColumn<DrillRow, String> backupColumn;

    @FXML
    private TableColumn<DrillRow, String> checkColumn;

    @FXML
    private TableColumn<DrillRow, String> loadColumn;

    @FXML
    private TableColumn<DrillRow, String> proofColumn;

    @FXML
    private TableColumn<DrillRow, String> wholeColumn;

    @FXML
    private TableColumn<DrillRow, String> trendColumn;

    @FXML
    private TableColumn<DrillRow, String> askedByColumn;

    @FXML
    private TableColumn<DrillRow, String> toldColumn;

    private final Kit kit;

    public BackupDrillsController(Kit kit) {
        this.kit = kit;
    }

    void bind(BackupsViewModel model) {
        Columns.time(drilledColumn, kit.times(), DrillRow::at);
        Columns.badge(resultColumn, DrillRow::result);
        Columns.id(backupColumn, DrillRow::backup);
        Columns.amount(checkColumn, row -> row.times().check());
        Columns.amount(loadColumn, row -> row.times().load());
        Columns.amount(proofColumn, row -> row.times().proof());
        Columns.amount(wholeColumn, row -> row.times().whole());
        Columns.text(trendColumn, DrillRow::trend);
        Columns.text(askedByColumn, DrillRow::by);
        Columns.text(toldColumn, DrillRow::told);
        drills.show(model.drills, kit);
    }
}
