package com.arzani.tokens.screens.economy;

import com.arzani.tokens.ui.BadgeLabel;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// An indicator as a card that can be chosen: its months are shown below.
final class KpiTile extends ToggleButton {
    KpiTile(KpiCard card) {
        setUserData(card.name());
        getStyleClass().add("kpi-tile");
        setAccessibleText(card.spoken());
        setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        BadgeLabel state = new BadgeLabel();
        state.setBadge(card.state());
        state.setMinWidth(USE_PREF_SIZE);
        HBox top = new HBox(4, label(card.title(), "kpi-title"), between, state);
        HBox middle = new HBox(6, label(card.value(), "kpi-value"), label(card.month(), "kpi-month"));
        middle.getStyleClass().add("kpi-numbers");
        setGraphic(new VBox(2, top, middle, label(card.target(), "kpi-target"), label(card.trend(), "kpi-trend")));
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        return label;
    }
}
