package com.arzani.tokens.ui.chart;

import atlantafx.base.theme.PrimerLight;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.Theme;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.transform.Transform;

/// A figure on paper: always light and of one size, whatever the window looks like. FX thread.
final class FigurePage {
    private static final double WIDTH = 1_120;
    private static final double HEIGHT = 630;
    private static final double SHARPNESS = 2;
    private static final int TABLE_ROWS = 40;

    private FigurePage() {}

    /// The chart as a picture.
    static WritableImage picture(Figure figure) {
        Region page = chart(figure);
        SnapshotParameters sharp = new SnapshotParameters();
        sharp.setTransform(Transform.scale(SHARPNESS, SHARPNESS));
        return page.snapshot(sharp, null);
    }

    /// The pages to print: the chart, then its table.
    static List<Region> pages(Figure figure, Texts texts) {
        List<Region> pages = new ArrayList<>();
        pages.add(chart(figure));
        FigureRows rows = FigureRows.of(figure, texts);
        for (int from = 0; from < rows.rows().size(); from += TABLE_ROWS) {
            int to = Math.min(rows.rows().size(), from + TABLE_ROWS);
            pages.add(table(figure, rows, texts, rows.rows().subList(from, to)));
        }
        return pages;
    }

    private static Region chart(Figure figure) {
        FigureChart chart = FigureChart.of(figure);
        VBox.setVgrow(chart, Priority.ALWAYS);
        VBox page = page(figure);
        page.getChildren().addAll(chart, new FigureLegend(figure));
        return laidOut(page);
    }

    private static Region table(Figure figure, FigureRows all, Texts texts, List<FigureRows.Row> rows) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("figure-paper-table");
        grid.add(new Label(texts.get("chart.category")), 0, 0);
        for (int column = 0; column < all.headers().size(); column++) {
            grid.add(new Label(all.headers().get(column)), column + 1, 0);
        }
        for (int line = 0; line < rows.size(); line++) {
            FigureRows.Row row = rows.get(line);
            String label = row.mark().isEmpty() ? row.label() : texts.get("chart.marked", row.label(), row.mark());
            grid.add(new Label(label), 0, line + 1);
            for (int column = 0; column < row.values().size(); column++) {
                Long value = row.values().get(column);
                Label cell = new Label(value == null ? "" : figure.unit().text(value));
                GridPane.setHalignment(cell, javafx.geometry.HPos.RIGHT);
                grid.add(cell, column + 1, line + 1);
            }
        }
        VBox page = page(figure);
        page.getChildren().add(grid);
        return laidOut(page);
    }

    private static VBox page(Figure figure) {
        VBox page = new VBox(FigurePane.title(figure.title()));
        page.getStyleClass().add("figure-paper");
        if (!figure.note().isEmpty()) {
            page.getChildren().add(FigurePane.note(figure.note()));
        }
        return page;
    }

    private static Region laidOut(Region page) {
        Scene scene = new Scene(page, WIDTH, HEIGHT);
        scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        Theme.style(scene);
        page.applyCss();
        page.layout();
        return page;
    }
}
