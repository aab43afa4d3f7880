package com.arzani.tokens.ui.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.chart.ValueAxis;

/// The upright axis of a figure, labelled at the steps of its scale, with a little room beyond both ends so that no
/// label
/// and no bar is cut. (JavaFX's own labels its very ends, and loses the upper one to rounding.)
final class ValueLine extends ValueAxis<Number> {
    private static final double ROOM = 0.03;

    private final ValueScale scale;
    private final Unit unit;

    ValueLine(ValueScale scale, Unit unit) {
        super(scale.low() - (scale.low() < 0 ? room(scale) : 0), scale.high() + (scale.high() > 0 ? room(scale) : 0));
        this.scale = scale;
        this.unit = unit;
        setMinorTickVisible(false);
        setTickMarkVisible(false);
    }

    private static double room(ValueScale scale) {
        return ROOM * (scale.high() - scale.low());
    }

    @Override
    protected List<Number> calculateTickValues(double length, Object range) {
        List<Number> ticks = new ArrayList<>();
        for (long at = scale.low(); at <= scale.high(); at += scale.step()) {
            ticks.add(at);
        }
        return ticks;
    }

    @Override
    protected String getTickMarkLabel(Number value) {
        return unit.axisText(value.longValue(), Math.max(Math.abs(scale.low()), Math.abs(scale.high())));
    }

    @Override
    protected List<Number> calculateMinorTickMarks() {
        return List.of();
    }

    @Override
    protected Object getRange() {
        return scale;
    }

    @Override
    protected void setRange(Object range, boolean animate) {
        // The numbers of a figure never change: another figure is another chart.
    }
}
