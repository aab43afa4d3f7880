package com.arzani.tokens.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The numbers of the upright axis: from `low` to `high` in round steps, zero among them. Exact; the chart turns them
/// into pixels.
record ValueScale(long low, long high, long step) {
    private static final int STEPS_WANTED = 6;
    private static final long[] ROUND = {1, 2, 5};

    static ValueScale of(Figure figure) {
        long low = 0;
        long high = 0;
        for (Long value : extremes(figure)) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (low == 0 && high == 0) {
            high = figure.unit().kind() == Unit.Kind.COUNT || figure.unit().kind() == Unit.Kind.TOKENS ? 5 : 500;
        }
        long step = step(high / STEPS_WANTED - low / STEPS_WANTED);
        return new ValueScale(Math.floorDiv(low, step) * step, -Math.floorDiv(-high, step) * step, step);
    }

    private static long step(long least) {
        long power = 1;
        while (true) {
            for (long round : ROUND) {
                if (round * power >= least || power > Long.MAX_VALUE / 100) {
                    return round * power;
                }
            }
            power *= 10;
        }
    }

    private static List<Long> extremes(Figure figure) {
        List<Long> all = new ArrayList<>();
        for (int at = 0; at < figure.categories().size(); at++) {
            long up = 0;
            long down = 0;
            for (Figure.Series series : figure.series()) {
                Long value = series.points().get(at).value();
                if (value != null && series.kind() == Figure.Kind.STACK) {
                    up += Math.max(0, value);
                    down += Math.min(0, value);
                } else {
                    all.add(value);
                }
            }
            all.add(up);
            all.add(down);
        }
        all.removeIf(Objects::isNull);
        return all;
    }
}
