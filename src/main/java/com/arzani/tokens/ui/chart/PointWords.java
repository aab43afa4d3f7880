package com.arzani.tokens.ui.chart;

import com.arzani.tokens.ui.Texts;

/// A point said in words: beside the mouse, and to whoever cannot see it.
final class PointWords {
    private final Figure figure;
    private final Texts texts;

    PointWords(Figure figure, Texts texts) {
        this.figure = figure;
        this.texts = texts;
    }

    private String category(int at) {
        Figure.Category category = figure.categories().get(at);
        return category.isMarked()
                ? texts.get("chart.marked", category.longLabel(), category.mark())
                : category.longLabel();
    }

    private String value(int series, int at) {
        Figure.Series one = figure.series().get(series);
        Long value = one.points().get(at).value();
        return texts.get(
                "chart.value",
                one.name(),
                value == null ? texts.get("chart.none") : figure.unit().text(value));
    }

    /// The whole column, the point's own line first.
    String tooltip(int series, int at) {
        StringBuilder text = new StringBuilder(category(at)).append('\n').append(value(series, at));
        for (int other = 0; other < figure.series().size(); other++) {
            if (other != series && figure.series().get(other).points().get(at).value() != null) {
                text.append('\n').append(value(other, at));
            }
        }
        return text.toString();
    }

    /// One sentence: where, what, how much, and whether Enter opens its rows.
    String spoken(int series, int at) {
        boolean opens = figure.series().get(series).points().get(at).canOpen();
        return texts.get(opens ? "chart.spoken.opens" : "chart.spoken", category(at), value(series, at));
    }
}
