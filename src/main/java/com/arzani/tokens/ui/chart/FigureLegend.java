package com.arzani.tokens.ui.chart;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Line;

/// What a chart's patterns, dashes, markers and stars stand for.
final class FigureLegend extends FlowPane {
    private static final double WIDTH = 26;
    private static final double HEIGHT = 12;
    private static final double MARKER = 9;

    FigureLegend(Figure figure) {
        super(18, 4);
        getStyleClass().add("figure-legend");
        for (int at = 0; at < figure.series().size(); at++) {
            add(sample(figure, at), figure.series().get(at).name());
        }
        figure.categories().stream()
                .filter(Figure.Category::isMarked)
                .map(Figure.Category::mark)
                .distinct()
                .forEach(mark -> add(box("figure-band"), "* " + mark));
    }

    private void add(Node sample, String name) {
        Label label = new Label(name, sample);
        label.setMnemonicParsing(false);
        label.setGraphicTextGap(6);
        label.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(label);
    }

    private static Node sample(Figure figure, int series) {
        Figure.Kind kind = figure.series().get(series).kind();
        String ink = FigureStyles.ink(figure, series);
        if (kind != Figure.Kind.LINE && kind != Figure.Kind.TARGET) {
            return box(FigureStyles.shape(kind), ink);
        }
        Line line = new Line(0, HEIGHT / 2, WIDTH, HEIGHT / 2);
        line.getStyleClass().setAll(kind == Figure.Kind.LINE ? "figure-line" : "figure-target", ink);
        StackPane sample = new StackPane(line);
        if (kind == Figure.Kind.LINE) {
            Region marker = new Region();
            marker.setMaxSize(MARKER, MARKER);
            marker.setPrefSize(MARKER, MARKER);
            marker.getStyleClass().setAll("figure-marker", ink);
            sample.getChildren().add(marker);
        }
        return sample;
    }

    private static Node box(String... styles) {
        Region box = new Region();
        box.getStyleClass().setAll(styles);
        box.setMinSize(WIDTH, HEIGHT);
        box.setPrefSize(WIDTH, HEIGHT);
        return box;
    }
}
