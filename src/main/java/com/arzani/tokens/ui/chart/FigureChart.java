package com.arzani.tokens.ui.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.scene.chart.XYChart;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/// Draws a figure on JavaFX's axes. One chart may hold bars, stacks, lines, targets and the period before, which the
/// charts of JavaFX cannot mix, so the series are drawn here. Doubles are pixels: every number that is read comes from
/// the figure.
final class FigureChart extends XYChart<Number, Number> {
    private static final double GROUP_SHARE = 0.7;
    private static final double COLUMN_WIDTH_MAX = 44;
    private static final double COLUMN_GAP = 2;
    private static final double BEFORE_MARGIN = 3;
    private static final double MARKER = 9;

    private final Figure figure;
    private final CategoryLine categories;
    private final ValueLine values;
    private final List<Region> bands = new ArrayList<>();
    private final List<List<PointNode>> points = new ArrayList<>();
    private final List<Path> paths = new ArrayList<>();

    static FigureChart of(Figure figure) {
        ValueLine values = new ValueLine(ValueScale.of(figure), figure.unit());
        CategoryLine categories = new CategoryLine(figure.categories().stream()
                .map(category -> category.isMarked() ? category.shortLabel() + "*" : category.shortLabel())
                .toList());
        return new FigureChart(figure, categories, values);
    }

    private FigureChart(Figure figure, CategoryLine categories, ValueLine values) {
        super(categories, values);
        this.figure = figure;
        this.categories = categories;
        this.values = values;
        getStyleClass().add("figure-chart");
        setAnimated(false);
        setLegendVisible(false);
        setVerticalGridLinesVisible(false);
        setVerticalZeroLineVisible(false);
        setAlternativeRowFillVisible(false);
        setAlternativeColumnFillVisible(false);
        setData(FXCollections.observableArrayList());
        for (int at = 0; at < figure.categories().size(); at++) {
            Region band = new Region();
            band.getStyleClass().add("figure-band");
            band.setManaged(false);
            band.setVisible(figure.categories().get(at).isMarked());
            bands.add(band);
        }
        for (int at = 0; at < figure.series().size(); at++) {
            points.add(nodes(at));
            paths.add(path(at));
        }
        getPlotChildren().addAll(bands);
        // What is drawn later lies above: bars, outlines, lines, markers.
        addAll(Figure.Kind.BAR, Figure.Kind.STACK);
        addAll(Figure.Kind.BEFORE);
        getPlotChildren().addAll(paths);
        addAll(Figure.Kind.LINE);
    }

    private void addAll(Figure.Kind... kinds) {
        for (int at = 0; at < points.size(); at++) {
            if (List.of(kinds).contains(figure.series().get(at).kind())) {
                points.get(at).stream().filter(node -> node != null).forEach(getPlotChildren()::add);
            }
        }
    }

    private List<PointNode> nodes(int series) {
        List<PointNode> nodes = new ArrayList<>();
        Figure.Series one = figure.series().get(series);
        for (int at = 0; at < one.points().size(); at++) {
            boolean shown =
                    one.kind() != Figure.Kind.TARGET && one.points().get(at).value() != null;
            nodes.add(shown ? new PointNode(figure, series, at) : null);
        }
        return nodes;
    }

    private Path path(int series) {
        Path path = new Path();
        path.setManaged(false);
        path.setMouseTransparent(true);
        Figure.Kind kind = figure.series().get(series).kind();
        path.setVisible(kind == Figure.Kind.LINE || kind == Figure.Kind.TARGET);
        path.getStyleClass().setAll(FigureStyles.path(kind), FigureStyles.ink(figure, series));
        return path;
    }

    /// The node of a point; null where there is no number, and for targets.
    PointNode point(int series, int category) {
        return points.get(series).get(category);
    }

    List<PointNode> points() {
        return points.stream()
                .flatMap(List::stream)
                .filter(node -> node != null)
                .toList();
    }

    @Override
    protected void layoutPlotChildren() {
        long columns = figure.series().stream()
                        .filter(series -> series.kind() == Figure.Kind.BAR)
                        .count()
                + (figure.series().stream().anyMatch(series -> series.kind() == Figure.Kind.STACK) ? 1 : 0);
        for (int at = 0; at < figure.categories().size(); at++) {
            double slot = categories.slot();
            bands.get(at).resizeRelocate(center(at) - slot / 2, 0, slot, values.getHeight());
            layoutColumns(at, Math.max(1, columns));
        }
        for (int at = 0; at < figure.series().size(); at++) {
            if (figure.series().get(at).kind() == Figure.Kind.LINE) {
                layoutLine(at);
            } else if (figure.series().get(at).kind() == Figure.Kind.TARGET) {
                layoutTarget(at);
            }
        }
    }

    private double center(int category) {
        return categories.getDisplayPosition(category);
    }

    private void layoutColumns(int at, long columns) {
        double group = Math.min(categories.slot() * GROUP_SHARE, columns * COLUMN_WIDTH_MAX);
        double width = group / columns;
        double next = center(at) - group / 2;
        double stack = -1;
        long up = 0;
        long down = 0;
        for (int series = 0; series < points.size(); series++) {
            Figure.Kind kind = figure.series().get(series).kind();
            Long value = figure.series().get(series).points().get(at).value();
            if (kind == Figure.Kind.BAR) {
                place(point(series, at), next, width - COLUMN_GAP, 0, value);
                next += width;
            } else if (kind == Figure.Kind.STACK) {
                if (stack < 0) {
                    stack = next;
                    next += width;
                }
                long from = value != null && value < 0 ? down : up;
                place(point(series, at), stack, width - COLUMN_GAP, from, value);
                up += value == null ? 0 : Math.max(0, value);
                down += value == null ? 0 : Math.min(0, value);
            } else if (kind == Figure.Kind.BEFORE) {
                double left = center(at) - group / 2 - BEFORE_MARGIN;
                place(point(series, at), left, group + 2 * BEFORE_MARGIN - COLUMN_GAP, 0, value);
            }
        }
    }

    private void place(PointNode node, double left, double width, long from, Long value) {
        if (node == null) {
            return;
        }
        double one = values.getDisplayPosition(from);
        double other = values.getDisplayPosition(from + value);
        double top = snapPositionY(Math.min(one, other));
        double height = Math.max(1, snapPositionY(Math.max(one, other)) - top);
        node.resizeRelocate(snapPositionX(left), top, Math.max(1, snapSizeX(width)), height);
    }

    private void layoutLine(int series) {
        Path path = paths.get(series);
        path.getElements().clear();
        boolean drawing = false;
        for (int at = 0; at < figure.categories().size(); at++) {
            Long value = figure.series().get(series).points().get(at).value();
            if (value != null) {
                double x = center(at);
                double y = values.getDisplayPosition(value);
                path.getElements().add(drawing ? new LineTo(x, y) : new MoveTo(x, y));
                point(series, at).resizeRelocate(x - MARKER / 2, y - MARKER / 2, MARKER, MARKER);
            }
            drawing = value != null;
        }
    }

    /// A step for each category, so that a target reaches over the whole width of what it measures.
    private void layoutTarget(int series) {
        Path path = paths.get(series);
        path.getElements().clear();
        boolean drawing = false;
        for (int at = 0; at < figure.categories().size(); at++) {
            Long value = figure.series().get(series).points().get(at).value();
            if (value != null) {
                double y = values.getDisplayPosition(value);
                double left = center(at) - categories.slot() / 2;
                path.getElements().add(drawing ? new LineTo(left, y) : new MoveTo(left, y));
                path.getElements().add(new LineTo(left + categories.slot(), y));
            }
            drawing = value != null;
        }
    }

    @Override
    protected void dataItemAdded(Series<Number, Number> series, int index, Data<Number, Number> item) {
        // The data of JavaFX stay empty: the figure is drawn as it is.
    }

    @Override
    protected void dataItemRemoved(Data<Number, Number> item, Series<Number, Number> series) {
        // As above.
    }

    @Override
    protected void dataItemChanged(Data<Number, Number> item) {
        // As above.
    }

    @Override
    protected void seriesAdded(Series<Number, Number> series, int index) {
        // As above.
    }

    @Override
    protected void seriesRemoved(Series<Number, Number> series) {
        // As above.
    }
}
