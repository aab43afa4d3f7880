package com.arzani.tokens.ui.chart;

import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ToggleChoice;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A figure of a view-model, as a chart or as its table, with its legend, its files and its printing. Use it in a
/// layout
/// as a node; a controller calls `pane.show(model.figure, kit)` once.
public final class FigurePane extends VBox {
    private final Label title = title("");
    private final Label note = note("");
    private final ToggleButton chartButton = new ToggleButton();
    private final ToggleButton tableButton = new ToggleButton();
    private final MenuButton save = new MenuButton();
    private final StackPane body = new StackPane();
    private final ObjectProperty<View> view = new SimpleObjectProperty<>(View.CHART);
    private String emptyText = "";
    private Kit kit;
    private Figure figure;

    /// The two views of one figure.
    public enum View {
        CHART,
        TABLE
    }

    public FigurePane() {
        getStyleClass().add("figure-pane");
        VBox words = new VBox(title, note);
        HBox.setHgrow(words, Priority.ALWAYS);
        ToggleGroup views = new ToggleGroup();
        button(chartButton, views, View.CHART, "left-pill", "figure-show-chart");
        button(tableButton, views, View.TABLE, "right-pill", "figure-show-table");
        save.getStyleClass().addAll("small", "figure-save");
        HBox header = new HBox(8, words, new HBox(chartButton, tableButton), save);
        header.setAlignment(Pos.TOP_LEFT);
        header.getStyleClass().add("figure-header");
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().setAll(header, body);
        ToggleChoice.bind(views, View.class, view);
        view.subscribe(now -> draw());
    }

    private static void button(ToggleButton button, ToggleGroup group, View view, String pill, String style) {
        button.setUserData(view);
        button.setToggleGroup(group);
        button.setMinWidth(USE_PREF_SIZE);
        button.getStyleClass().addAll(pill, "small", style);
    }

    static Label title(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("figure-title");
        label.setWrapText(true);
        return label;
    }

    static Label note(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("figure-note");
        label.setWrapText(true);
        return label;
    }

    /// Shows what a view-model has counted, now and whenever it changes; null while there is nothing yet.
    public void show(ObservableValue<Figure> shown, Kit newKit) {
        kit = newKit;
        chartButton.setText(kit.texts().get("chart.show.chart"));
        tableButton.setText(kit.texts().get("chart.show.table"));
        save.setText(kit.texts().get("chart.save"));
        save.setMinWidth(USE_PREF_SIZE);
        save.getItems()
                .setAll(
                        item("chart.save.png", () -> files().png()),
                        item("chart.save.csv", () -> files().csv()),
                        item("chart.save.xlsx", () -> files().xlsx()),
                        item("chart.print", () -> files().print()));
        shown.addListener((value, old, now) -> setFigure(now));
        setFigure(shown.getValue());
    }

    private MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(kit.texts().get(key));
        item.setId(key.substring(key.indexOf('.') + 1).replace('.', '-'));
        item.setOnAction(click -> action.run());
        return item;
    }

    private FigureFiles files() {
        return new FigureFiles(kit, figure);
    }

    /// Shows a figure; [#show] comes first. The focus stays at its place if the new figure has that place.
    public void setFigure(Figure newFigure) {
        figure = newFigure;
        title.setText(figure == null ? "" : figure.title());
        note.setText(figure == null ? "" : figure.note());
        note.setManaged(!note.getText().isEmpty());
        boolean none = figure == null || figure.isEmpty();
        save.setDisable(none);
        chartButton.setDisable(none);
        tableButton.setDisable(none);
        draw();
    }

    private void draw() {
        if (kit == null) {
            return;
        }
        PointNode focused = focused();
        boolean tableHadFocus = body.lookup(".figure-grid") instanceof FigureGrid grid && grid.isFocused();
        if (figure == null) {
            body.getChildren().clear();
        } else if (figure.isEmpty()) {
            body.getChildren().setAll(empty());
        } else if (view.get() == View.TABLE) {
            FigureGrid grid = new FigureGrid(figure, FigureRows.of(figure, kit.texts()), kit.texts(), this::open);
            body.getChildren().setAll(grid);
            if (tableHadFocus) {
                grid.requestFocus();
            }
        } else {
            drawChart(focused);
        }
    }

    private void drawChart(PointNode focused) {
        FigureChart chart = FigureChart.of(figure);
        FigureWalk.on(chart, figure, kit.texts(), this::open);
        chart.setAccessibleText(kit.texts()
                .get(
                        "chart.whole",
                        figure.title(),
                        figure.categories().size(),
                        figure.series().size()));
        VBox.setVgrow(chart, Priority.ALWAYS);
        body.getChildren().setAll(new VBox(chart, new FigureLegend(figure)));
        if (focused != null
                && focused.series() < figure.series().size()
                && focused.category() < figure.categories().size()) {
            PointNode same = chart.point(focused.series(), focused.category());
            if (same != null) {
                same.requestFocus();
            }
        }
    }

    private PointNode focused() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        return owner instanceof PointNode point
                        && body.lookupAll(".figure-point").contains(point)
                ? point
                : null;
    }

    private Node empty() {
        Label label = new Label(emptyText.isEmpty() ? kit.texts().get("chart.empty") : emptyText);
        label.getStyleClass().add("figure-empty");
        label.setWrapText(true);
        return label;
    }

    private void open(Figure.Point point) {
        if (point.does() != null) {
            point.does().run();
        } else if (point.opens() != null) {
            kit.navigator().open(point.opens());
        }
    }

    public ObjectProperty<View> viewProperty() {
        return view;
    }

    /// What is said in place of a chart without numbers: why there are none, and what next.
    public String getEmptyText() {
        return emptyText;
    }

    public void setEmptyText(String text) {
        emptyText = text;
        draw();
    }
}
