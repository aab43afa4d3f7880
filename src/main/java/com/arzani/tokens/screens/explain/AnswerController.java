package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ledger.BalanceExplanation;
import com.arzani.tokens.ledger.Flow;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Waterfall;
import com.arzani.tokens.ui.Waterfall.Step;
import java.time.Instant;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;

/// The answer: bars or a table of the steps, the paragraph, the lots and what one was used for.
public final class AnswerController {
    @FXML
    private ToggleButton asChart;

    @FXML
    private ToggleButton asTable;

    @FXML
    private Waterfall chart;

    @FXML
    private TableView<Step> steps;

    @FXML
    private TableColumn<Step, String> stepColumn;

    @FXML
    private TableColumn<Step, Tokens> stepTokensColumn;

    @FXML
    private TableColumn<Step, Long> stepEntriesColumn;

    @FXML
    private TableColumn<Step, String> stepWhenColumn;

    @FXML
    private Label sum;

    @FXML
    private TextArea letter;

    @FXML
    private Button copyLetter;

    @FXML
    private KeyTable<LotRow> lots;

    @FXML
    private TableColumn<LotRow, Instant> madeColumn;

    @FXML
    private TableColumn<LotRow, String> kindColumn;

    @FXML
    private TableColumn<LotRow, Tokens> tokensColumn;

    @FXML
    private TableColumn<LotRow, LotRow> shareColumn;

    @FXML
    private TableColumn<LotRow, Tokens> leftColumn;

    @FXML
    private TableColumn<LotRow, Instant> endsColumn;

    @FXML
    private TableColumn<LotRow, Pence> paidColumn;

    @FXML
    private Label usesTitle;

    @FXML
    private KeyTable<UseRow> uses;

    @FXML
    private TableColumn<UseRow, Instant> timeColumn;

    @FXML
    private TableColumn<UseRow, String> typeColumn;

    @FXML
    private TableColumn<UseRow, String> actionColumn;

    @FXML
    private TableColumn<UseRow, Tokens> usedColumn;

    @FXML
    private TableColumn<UseRow, String> entryColumn;

    private final Kit kit;
    private final ExplainViewModel model;

    public AnswerController(Kit kit, ExplainViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        initializeSteps();
        initializeLots();
        copyLetter.setOnAction(click -> model.copyLetter());
        model.shownProperty().subscribe(this::tell);
        model.lotProperty()
                .subscribe(lot -> usesTitle.setText(
                        lot == null
                                ? kit.texts().get("explain.uses.none")
                                : kit.texts().get("explain.uses", Long.toString(lot.id()))));
        uses.visibleProperty().bind(model.lotProperty().isNotNull());
        uses.managedProperty().bind(uses.visibleProperty());
    }

    private void initializeSteps() {
        Dates dates = new Dates(kit.texts());
        ToggleGroup group = new ToggleGroup();
        group.getToggles().setAll(asChart, asTable);
        group.selectToggle(asChart);
        group.selectedToggleProperty().addListener((value, old, now) -> group.selectToggle(now == null ? old : now));
        chart.visibleProperty().bind(asChart.selectedProperty());
        chart.managedProperty().bind(asChart.selectedProperty());
        steps.visibleProperty().bind(asTable.selectedProperty());
        steps.managedProperty().bind(asTable.selectedProperty());
        chart.setAccessibleText(kit.texts().get("explain.chart"));
        chart.setOnOpen(model::openStep);
        Columns.text(stepColumn, Step::label);
        Columns.movement(stepTokensColumn, step -> new Tokens(step.amount()));
        Columns.number(stepEntriesColumn, step -> step.source() instanceof Flow flow ? flow.entries() : null);
        Columns.text(
                stepWhenColumn,
                step -> step.source() instanceof Flow flow ? dates.period(flow.first(), flow.last()) : "");
        ColumnWidths.on(steps);
        steps.setOnKeyPressed(key -> {
            Step step = steps.getSelectionModel().getSelectedItem();
            if (key.getCode() == KeyCode.ENTER && step != null) {
                model.openStep(step);
            }
        });
    }

    private void initializeLots() {
        Columns.time(madeColumn, kit.times(), row -> row.then().lot().createdAt());
        Columns.text(kindColumn, LotRow::kind);
        Columns.tokens(tokensColumn, row -> row.then().lot().tokens());
        shareColumn.setCellValueFactory(row -> new javafx.beans.property.ReadOnlyObjectWrapper<>(row.getValue()));
        shareColumn.setCellFactory(of -> new ShareCell(kit.texts()));
        Columns.tokens(leftColumn, LotRow::left);
        Columns.time(endsColumn, kit.times(), row -> row.then().lot().expiresAt());
        Columns.money(paidColumn, row -> row.then().lot().paid());
        lots.show(model.lots, kit);
        lots.selectedProperty().subscribe(model::choose);
        lots.setOnOpen(row -> model.openEntry(row.id()));
        Columns.time(timeColumn, kit.times(), row -> row.use().entry().createdAt());
        Columns.text(typeColumn, UseRow::type);
        Columns.customerText(actionColumn, UseRow::action);
        Columns.movement(usedColumn, UseRow::movement);
        Columns.id(entryColumn, row -> Long.toString(row.id()));
        uses.show(model.uses, kit);
        uses.setOnOpen(row -> model.openCharge(row.id()));
    }

    private void tell(BalanceExplanation read) {
        if (read == null) {
            return;
        }
        chart.show(model.steps());
        steps.getItems().setAll(model.steps());
        sum.setText(model.sum());
        sum.getStyleClass().remove("explain-problem");
        if (!read.addsUp()) {
            sum.getStyleClass().add("explain-problem");
        }
        letter.setText(model.letter());
    }
}
