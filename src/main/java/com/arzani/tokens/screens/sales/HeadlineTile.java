package com.arzani.tokens.screens.sales;

import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/// A headline figure as a button that puts it into the chart: name, number, trend, the number before, target.
public final class HeadlineTile extends ToggleButton {
    private final Label name = label("tile-name");
    private final Label number = label("tile-number");
    private final Label trend = label("tile-trend");
    private final Label before = label("tile-trend");
    private final Label target = label("tile-trend");

    public HeadlineTile() {
        getStyleClass().add("headline-tile");
        setGraphic(new VBox(name, number, trend, before, target));
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        setMinWidth(0);
    }

    private static Label label(String style) {
        Label label = new Label();
        label.getStyleClass().add(style);
        return label;
    }

    void show(SalesTile tile) {
        name.setText(tile.name());
        number.setText(tile.value());
        trend.setText(tile.trend());
        before.setText(tile.before());
        target.setText(tile.target());
        setAccessibleText(tile.whole());
        setTooltip(new Tooltip(tile.whole()));
    }
}
