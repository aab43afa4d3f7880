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
        double widest = 1;
        for (String label : labels) {
            widest = Math.max(widest, measureTickMarkLabelSize(label, 0).getWidth());
        }
        double slot = Math.max(1, length / labels.size());
        int every = Math.max(1, (int) Math.ceil((widest + LABEL_GAP) / slot));
        List<Number> shown = new ArrayList<>();
        for (int at = labels.size() - 1; at >= 0; at -= every) {
            shown.addFirst(at);
        }
        return shown;
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
