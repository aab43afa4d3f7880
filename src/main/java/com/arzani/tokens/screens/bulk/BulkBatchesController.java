package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.ledger.BulkBatch;
import com.arzani.tokens.ledger.BulkRow;
import com.arzani.tokens.ledger.Direction;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import java.time.Instant;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableColumn;

/// The batches of before above, the rows of the chosen one below.
public final class BulkBatchesController {
    @FXML
    private Banner banner;

    @FXML
    private KeyTable<BulkBatch> batches;

    @FXML
    private TableColumn<BulkBatch, Instant> madeColumn;

    @FXML
    private TableColumn<BulkBatch, String> titleColumn;

    @FXML
    private TableColumn<BulkBatch, Badge> stateColumn;

    @FXML
    private TableColumn<BulkBatch, Long> rowsColumn;

    @FXML
    private TableColumn<BulkBatch, Long> postedColumn;

    @FXML
    private TableColumn<BulkBatch, Tokens> grantedColumn;

    @FXML
    private TableColumn<BulkBatch, Tokens> takenColumn;

    @FXML
    private TableColumn<BulkBatch, String> byColumn;

    @FXML
    private Label about;

    @FXML
    private Node progress;

    @FXML
    private Label step;

    @FXML
    private ProgressBar bar;

    @FXML
    private Button resume;

    @FXML
    private Button stop;

    @FXML
    private Button exportRows;

    @FXML
    private KeyTable<BulkRow> rows;

    @FXML
    private TableColumn<BulkRow, Long> numberColumn;

    @FXML
    private TableColumn<BulkRow, String> userColumn;

    @FXML
    private TableColumn<BulkRow, Tokens> movementColumn;

    @FXML
    private TableColumn<BulkRow, Tokens> afterColumn;

    @FXML
    private TableColumn<BulkRow, String> reasonColumn;

    @FXML
    private TableColumn<BulkRow, String> noteColumn;

    @FXML
    private TableColumn<BulkRow, String> outcomeColumn;

    private final Kit kit;
    private final BulkBatchesViewModel model;

    public BulkBatchesController(Kit kit, BulkBatchesViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, null);
        Columns.time(madeColumn, kit.times(), batch -> batch.trace().createdAt());
        Columns.customerText(titleColumn, BulkBatch::title);
        Columns.badge(stateColumn, batch -> BatchWords.state(batch, kit.texts()));
        Columns.number(rowsColumn, batch -> (long) batch.plan().rows());
        Columns.number(postedColumn, batch -> (long) batch.done().posted());
        Columns.tokens(grantedColumn, batch -> batch.done().granted());
        Columns.tokens(takenColumn, batch -> batch.done().taken());
        Columns.id(byColumn, batch -> batch.trace().createdBy());
        batches.show(model.batches, kit);
        batches.selectedProperty().subscribe(batch -> {
            if (batch != null) {
                model.choose(batch);
            }
        });
        bindRows();
        about.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.chosen.get() == null ? "" : BatchWords.about(model.chosen.get(), kit.texts()),
                        model.chosen));
        resume.disableProperty().bind(model.canResume.not());
        resume.setOnAction(click -> model.resume());
        stop.disableProperty().bind(model.canCancel.not());
        stop.setOnAction(click -> model.cancel());
        exportRows.disableProperty().bind(model.chosen.isNull());
        exportRows.setOnAction(click -> model.exportRest());
        progress.visibleProperty().bind(model.running.busyProperty());
        progress.managedProperty().bind(model.running.busyProperty());
        step.textProperty().bind(model.running.stepProperty());
        bar.progressProperty().bind(model.running.progressProperty());
    }

    private void bindRows() {
        Columns.number(numberColumn, row -> (long) row.line().row());
        Columns.id(userColumn, row -> Long.toString(row.line().userId()));
        Columns.movement(
                movementColumn,
                row -> row.line().direction() == Direction.DEBIT
                        ? row.line().tokens().negated()
                        : row.line().tokens());
        Columns.tokens(afterColumn, BulkRow::balanceAfter);
        Columns.text(reasonColumn, row -> row.line().reason().code());
        Columns.customerText(noteColumn, row -> row.line().reason().note());
        Columns.text(outcomeColumn, row -> BatchWords.outcome(row, kit.texts()));
        rows.show(model.rows, kit);
        rows.setOnOpen(model::open);
    }
}
