package com.arzani.tokens.ui;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Steps from nothing to a sum, one bar under the other, each beginning where the one before it ended. Up and Down walk
/// from bar to bar, Enter or a click opens one; each tells itself whole to a screen reader and on hover.
public final class Waterfall extends VBox {
    private static final double BAR_HEIGHT = 16;
    private static final double LEAST_WIDTH = 2;

    private final ObjectProperty<Consumer<Step>> onOpen = new SimpleObjectProperty<>(step -> {});

    public Waterfall() {
        getStyleClass().add("waterfall");
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        addEventHandler(KeyEvent.KEY_PRESSED, this::walk);
    }

    /// What a bar shows.
    public enum Kind {
        UP,
        DOWN,
        /// What is owed: it lifts the sum although nothing came.
        OWED,
        /// Where the steps end.
        SUM
    }

    /// @param amount what the step adds, negative when it takes; of a sum, the sum itself
    /// @param figure the amount as it is written
    /// @param whole  the step in one sentence
    /// @param source what was counted, for whoever opens the bar
    public record Step(Kind kind, String label, long amount, String figure, String whole, Object source) {}

    /// Shows steps in their order.
    public void show(List<Step> steps) {
        double low = 0;
        double high = 1;
        double at = 0;
        for (Step step : steps) {
            at = step.kind() == Kind.SUM ? step.amount() : at + step.amount();
            low = Math.min(low, at);
            high = Math.max(high, at);
        }
        getChildren().clear();
        at = 0;
        for (Step step : steps) {
            double from = step.kind() == Kind.SUM ? 0 : at;
            at = step.kind() == Kind.SUM ? step.amount() : at + step.amount();
            getChildren().add(row(step, (Math.min(from, at) - low) / (high - low), Math.abs(at - from) / (high - low)));
        }
    }

    private HBox row(Step step, double start, double length) {
        Label label = new Label(step.label());
        label.getStyleClass().add("waterfall-label");
        Region bar = new Region();
        bar.getStyleClass()
                .addAll("waterfall-bar", "waterfall-" + step.kind().name().toLowerCase(java.util.Locale.ROOT));
        Pane track = new Pane(bar);
        track.setMinWidth(60);
        track.setPrefHeight(BAR_HEIGHT);
        bar.setPrefHeight(BAR_HEIGHT);
        bar.layoutXProperty().bind(track.widthProperty().multiply(start));
        bar.prefWidthProperty().bind(track.widthProperty().multiply(length).add(LEAST_WIDTH));
        HBox.setHgrow(track, Priority.ALWAYS);
        Label figure = new Label(step.figure());
        figure.getStyleClass().addAll("waterfall-figure", "number-cell");
        HBox row = new HBox(label, track, figure);
        row.getStyleClass().add("waterfall-row");
        row.setFocusTraversable(true);
        row.setUserData(step);
        row.setAccessibleRole(AccessibleRole.LIST_ITEM);
        row.setAccessibleText(step.whole());
        Tooltip.install(row, new Tooltip(step.whole()));
        row.setOnMouseClicked(click -> {
            row.requestFocus();
            onOpen.get().accept(step);
        });
        return row;
    }

    private void walk(KeyEvent key) {
        int at = 0;
        while (at < getChildren().size() && !getChildren().get(at).isFocused()) {
            at++;
        }
        if (at == getChildren().size()) {
            return;
        }
        if (key.getCode() == KeyCode.ENTER || key.getCode() == KeyCode.SPACE) {
            onOpen.get().accept((Step) getChildren().get(at).getUserData());
            key.consume();
        } else if (key.getCode() == KeyCode.DOWN || key.getCode() == KeyCode.UP) {
            int next = at + (key.getCode() == KeyCode.DOWN ? 1 : -1);
            getChildren().get(Math.clamp(next, 0, getChildren().size() - 1)).requestFocus();
            key.consume();
        }
    }

    /// What Enter or a click does with a bar.
    public void setOnOpen(Consumer<Step> action) {
        onOpen.set(action);
    }
}
