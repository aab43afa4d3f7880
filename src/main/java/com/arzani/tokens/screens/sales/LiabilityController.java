package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.FigureProof;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ToggleChoice;
import com.arzani.tokens.ui.chart.FigurePane;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;

/// Revenue and ages as charts, the roll-forward as a table, and how far all of it is proven.
public final class LiabilityController {
    private static final PseudoClass SUM = PseudoClass.getPseudoClass("total");

    private static final double HEADER = 40;

    @FXML
    private Banner liabilityBanner;

    @FXML
    private Banner proofBanner;

    @FXML
    private FigurePane revenue;

    @FXML
    private FigurePane ages;

    @FXML
    private ToggleGroup liabilityMeasures;

    @FXML
    private Label rollForwardDays;

    @FXML
    private TableView<LiabilityLine> rollForward;

    @FXML
    private TableColumn<LiabilityLine, String> lineColumn;

    @FXML
    private TableColumn<LiabilityLine, String> tokensColumn;

    @FXML
    private TableColumn<LiabilityLine, String> worthColumn;

    @FXML
    private Label proofText;

    @FXML
    private Button prove;

    @FXML
    private TableView<FigureProof.Difference> proofDifferences;

    @FXML
    private TableColumn<FigureProof.Difference, String> figureColumn;

    @FXML
    private TableColumn<FigureProof.Difference, String> placeColumn;

    @FXML
    private TableColumn<FigureProof.Difference, String> keptColumn;

    @FXML
    private TableColumn<FigureProof.Difference, String> derivedColumn;

    private final Kit kit;
    private final LiabilityViewModel model;
    private final FigureProofViewModel proof;

    public LiabilityController(Kit kit, LiabilityViewModel model, FigureProofViewModel proof) {
        this.kit = kit;
        this.model = model;
        this.proof = proof;
    }

    @FXML
    private void initialize() {
        liabilityBanner.show(model.failure, kit, model::load);
        revenue.show(model.revenue, kit);
        ages.show(model.ages, kit);
        ToggleChoice.bind(liabilityMeasures, LiabilityMeasure.class, model.measure);
        rollForwardDays.textProperty().bind(model.days);
        bindLines();
        bindProof();
    }

    private void bindLines() {
        Columns.text(lineColumn, LiabilityLine::label);
        Columns.amount(tokensColumn, LiabilityLine::tokens);
        Columns.amount(worthColumn, LiabilityLine::worth);
        ColumnWidths.on(rollForward);
        rollForward.setItems(model.lines);
        // As high as its lines: opening and closing stand under each other without scrolling.
        rollForward
                .minHeightProperty()
                .bind(Bindings.size(model.lines)
                        .map(lines -> HEADER + rollForward.getFixedCellSize() * Math.max(3, lines.intValue())));
        rollForward.prefHeightProperty().bind(rollForward.minHeightProperty());
        rollForward.maxHeightProperty().bind(rollForward.minHeightProperty());
        rollForward.setRowFactory(view -> new LineRow());
        rollForward.setOnKeyPressed(key -> {
            LiabilityLine line = rollForward.getSelectionModel().getSelectedItem();
            if (key.getCode() == KeyCode.ENTER && line != null) {
                model.open(line);
                key.consume();
            }
        });
    }

    private void bindProof() {
        proofBanner.show(proof.failure, kit, null);
        proofText.textProperty().bind(proof.text);
        proof.red.subscribe(red -> proofText.pseudoClassStateChanged(PseudoClass.getPseudoClass("differs"), red));
        prove.textProperty()
                .bind(proof.underWay.map(busy ->
                        kit.texts().get(Boolean.TRUE.equals(busy) ? "liability.proof.busy" : "liability.proof.now")));
        prove.disableProperty().bind(proof.underWay);
        prove.setOnAction(press -> proof.prove());
        Columns.text(figureColumn, FigureProof.Difference::figure);
        Columns.text(placeColumn, FigureProof.Difference::place);
        Columns.amount(keptColumn, FigureProof.Difference::kept);
        Columns.amount(derivedColumn, FigureProof.Difference::derived);
        ColumnWidths.on(proofDifferences);
        proofDifferences.setItems(proof.differences);
        proofDifferences.visibleProperty().bind(proof.red);
        proofDifferences.managedProperty().bind(proof.red);
    }

    private final class LineRow extends TableRow<LiabilityLine> {
        private LineRow() {
            getStyleClass().add("roll-forward-line");
            setOnMouseClicked(click -> {
                if (click.getClickCount() == 2 && getItem() != null) {
                    model.open(getItem());
                }
            });
        }

        @Override
        protected void updateItem(LiabilityLine line, boolean empty) {
            super.updateItem(line, empty);
            pseudoClassStateChanged(SUM, line != null && line.sum());
        }
    }
}
