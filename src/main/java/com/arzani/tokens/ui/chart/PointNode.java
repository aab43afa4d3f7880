package com.arzani.tokens.ui.chart;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// One point of a figure as a node that can have the focus: a bar, a part of one, or a marker on a line.
final class PointNode extends Region {
    private final int series;
    private final int category;

    PointNode(Figure figure, int series, int category) {
        this.series = series;
        this.category = category;
        getStyleClass().setAll("figure-point", FigureStyles.shape(kind(figure)), FigureStyles.ink(figure, series));
        if (figure.series().get(series).points().get(category).canOpen()) {
            getStyleClass().add("figure-opens");
        }
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        setManaged(false);
    }

    private Figure.Kind kind(Figure figure) {
        return figure.series().get(series).kind();
    }

    int series() {
        return series;
    }

    int category() {
        return category;
    }
}
