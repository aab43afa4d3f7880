package com.arzani.tokens.screens.economy;

import com.arzani.tokens.insight.Kpi;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.chart.FigurePane;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;

/// The indicators as cards; the months of the chosen one stand below.
public final class EconomyIndicatorsController {
    private static final int CARDS_A_ROW = 5;

    @FXML
    private ToggleGroup indicators;

    @FXML
    private GridPane cards;

    @FXML
    private FigurePane indicatorFigure;

    private final Kit kit;
    private final EconomyViewModel model;

    public EconomyIndicatorsController(Kit kit, EconomyViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        indicatorFigure.show(model.indicatorFigure, kit);
        model.cards.addListener((ListChangeListener<KpiCard>) change -> lay());
        indicators.selectedToggleProperty().addListener((value, old, now) -> choose(now == null ? old : now));
    }

    private void lay() {
        boolean hadFocus = cards.isFocusWithin();
        cards.getChildren().clear();
        for (int at = 0; at < model.cards.size(); at++) {
            KpiTile tile = new KpiTile(model.cards.get(at));
            tile.setToggleGroup(indicators);
            cards.add(tile, at % CARDS_A_ROW, at / CARDS_A_ROW);
            if (model.cards.get(at).name() == model.indicator.get()) {
                tile.setSelected(true);
                if (hadFocus) {
                    tile.requestFocus();
                }
            }
        }
    }

    /// A pressed card stays pressed.
    private void choose(Toggle tile) {
        if (tile != null && cards.getChildren().contains((Node) tile)) {
            indicators.selectToggle(tile);
            model.indicator.set((Kpi.Name) tile.getUserData());
        }
    }
}
