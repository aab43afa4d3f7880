package com.arzani.tokens.ui.chart;

import com.arzani.tokens.ui.Texts;
import java.util.function.Consumer;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;

/// The keys and the mouse on a chart: Tab stops at it once, Left and Right walk along a series, Up and Down from one
/// series to another at the same place, Home and End to its ends, Enter, Space or a click opens a point's rows.
final class FigureWalk {
    private final FigureChart chart;
    private final Figure figure;
    private final Consumer<Figure.Point> open;

    static void on(FigureChart chart, Figure figure, Texts texts, Consumer<Figure.Point> open) {
        FigureWalk walk = new FigureWalk(chart, figure, open);
        PointWords words = new PointWords(figure, texts);
        Tooltip tooltip = new Tooltip();
        for (PointNode node : chart.points()) {
            node.setAccessibleText(words.spoken(node.series(), node.category()));
            // One for the whole chart: there may be a thousand points.
            node.setOnMouseEntered(enter -> tooltip.setText(words.tooltip(node.series(), node.category())));
            Tooltip.install(node, tooltip);
            node.setOnMouseClicked(click -> {
                if (click.getButton() == MouseButton.PRIMARY) {
                    walk.go(node);
                    walk.open(node);
                }
            });
        }
        chart.addEventHandler(KeyEvent.KEY_PRESSED, walk::press);
        chart.points().stream().findFirst().ifPresent(node -> node.setFocusTraversable(true));
    }

    private FigureWalk(FigureChart chart, Figure figure, Consumer<Figure.Point> open) {
        this.chart = chart;
        this.figure = figure;
        this.open = open;
    }

    private void press(KeyEvent key) {
        if (!(chart.getScene().getFocusOwner() instanceof PointNode at)
                || !chart.points().contains(at)) {
            return;
        }
        int last = figure.categories().size() - 1;
        boolean used = true;
        switch (key.getCode()) {
            case RIGHT -> along(at.series(), at.category() + 1, 1);
            case LEFT -> along(at.series(), at.category() - 1, -1);
            case HOME -> along(at.series(), 0, 1);
            case END -> along(at.series(), last, -1);
            case DOWN -> across(at.series() + 1, at.category(), 1);
            case UP -> across(at.series() - 1, at.category(), -1);
            case ENTER, SPACE -> open(at);
            default -> used = false;
        }
        if (used) {
            key.consume();
        }
    }

    /// To the first point of the series from here on; stays where it is if there is none.
    private void along(int series, int from, int step) {
        for (int at = from; at >= 0 && at < figure.categories().size(); at += step) {
            if (chart.point(series, at) != null) {
                go(chart.point(series, at));
                return;
            }
        }
    }

    private void across(int from, int category, int step) {
        for (int at = from; at >= 0 && at < figure.series().size(); at += step) {
            if (chart.point(at, category) != null) {
                go(chart.point(at, category));
                return;
            }
        }
    }

    private void go(PointNode node) {
        // Tab finds the place where one was.
        chart.points().forEach(other -> other.setFocusTraversable(other == node));
        node.requestFocus();
    }

    private void open(PointNode node) {
        open.accept(figure.series().get(node.series()).points().get(node.category()));
    }
}
