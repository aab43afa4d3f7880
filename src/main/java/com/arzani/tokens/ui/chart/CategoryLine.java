package com.arzani.tokens.ui.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.chart.ValueAxis;

/// The axis of categories: each has a slot, and as many are labelled as there is room for, the last one always.
/// (JavaFX's own turns its labels when there are many, and cannot leave any out.)
final class CategoryLine extends ValueAxis<Number> {
    private static final double LABEL_GAP = 10;

    private final List<String> labels;

    CategoryLine(List<String> labels) {
        super(-0.5, labels.size() - 0.5);
        this.labels = List.copyOf(labels);
        setMinorTickVisible(false);
        setTickMarkVisible(false);
    }

    double slot() {
        return getDisplayPosition(1) - getDisplayPosition(0);
    }

    @Override
    protected List<Number> calculateTickValues(double length, Object range) {
        double slot = Math.max(1, length / labels.size());
        List<Double> widths = labels.stream()
                .map(label -> measureTickMarkLabelSize(label, 0).getWidth())
                .toList();
        int every = 1;
        while (every < labels.size() && collides(widths, every, every * slot)) {
            every++;
        }
        List<Number> shown = new ArrayList<>();
        for (int at = labels.size() - 1; at >= 0; at -= every) {
            shown.addFirst(at);
        }
        return shown;
    }

    /// Whether two labels next to each other would touch: a wide one has room beside narrow ones.
    private static boolean collides(List<Double> widths, int every, double apart) {
        for (int at = widths.size() - 1; at - every >= 0; at -= every) {
            if ((widths.get(at) + widths.get(at - every)) / 2 + LABEL_GAP > apart) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected String getTickMarkLabel(Number at) {
        return labels.get(at.intValue());
    }

    @Override
    protected List<Number> calculateMinorTickMarks() {
        return List.of();
    }

    @Override
    protected Object getRange() {
        return labels.size();
    }

    @Override
    protected void setRange(Object range, boolean animate) {
        // The categories of a figure never change: another figure is another chart.
    }
}
