package com.arzani.tokens.ui.chart;

/// Names of the style classes in `chart.css`. Each series has an ink, which is a colour with a pattern, a dash and a
/// marker of its own: colour is never all that tells two apart.
final class FigureStyles {
    private static final int INKS = 8;

    private FigureStyles() {}

    static String shape(Figure.Kind kind) {
        return switch (kind) {
            case BAR, STACK -> "figure-bar";
            case LINE -> "figure-marker";
            case BEFORE -> "figure-before";
            case TARGET -> "figure-target";
        };
    }

    /// The path of a line or a target; the other kinds have none.
    static String path(Figure.Kind kind) {
        return switch (kind) {
            case LINE -> "figure-line";
            case TARGET -> "figure-target";
            case BAR, STACK, BEFORE -> "figure-path-none";
        };
    }

    /// Targets and the period before look the same in every figure; the others take the inks in turn.
    static String ink(Figure figure, int series) {
        int ink = 0;
        for (int at = 0; at < series; at++) {
            ink += hasInk(figure.series().get(at)) ? 1 : 0;
        }
        return hasInk(figure.series().get(series)) ? "figure-ink-" + ink % INKS : "figure-ink-none";
    }

    private static boolean hasInk(Figure.Series series) {
        return series.kind() != Figure.Kind.TARGET && series.kind() != Figure.Kind.BEFORE;
    }
}
