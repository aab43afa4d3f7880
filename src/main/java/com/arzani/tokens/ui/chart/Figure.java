package com.arzani.tokens.ui.chart;

import com.arzani.tokens.ui.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/// Numbers over categories, such as sales by month: made by a view-model, shown by a [FigurePane]. Immutable, and free
/// of nodes.
///
/// @param note       what one must know to read it, such as "As of 12:40"; may be empty
/// @param categories along the axis, in their order
public record Figure(String title, String note, Unit unit, List<Category> categories, List<Series> series) {
    public Figure {
        categories = List.copyOf(categories);
        series = List.copyOf(series);
        for (Series one : series) {
            if (one.points().size() != categories.size()) {
                throw new IllegalArgumentException(one.name() + " has "
                        + one.points().size() + " points for " + categories.size() + " categories");
            }
        }
    }

    public static Figure of(String title, Unit unit, List<Category> categories) {
        return new Figure(title, "", unit, categories, List.of());
    }

    public Figure noted(String newNote) {
        return new Figure(title, newNote, unit, categories, series);
    }

    /// With one more series; they are drawn, listed and walked in the order they come.
    public Figure with(Series more) {
        List<Series> all = new ArrayList<>(series);
        all.add(more);
        return new Figure(title, note, unit, categories, all);
    }

    /// True if there is no number beside targets.
    public boolean isEmpty() {
        return series.stream()
                .filter(one -> one.kind() != Kind.TARGET)
                .flatMap(one -> one.points().stream())
                .allMatch(point -> point.value() == null);
    }

    /// How a series is drawn.
    public enum Kind {
        /// Bars beside those of other series.
        BAR,
        /// Parts of one bar; negative ones hang below zero.
        STACK,
        LINE,
        /// What should be reached: a dashed line.
        TARGET,
        /// The same of the period before: a dashed outline around the bars.
        BEFORE
    }

    /// A place on the axis.
    ///
    /// @param shortLabel at the axis, such as `Oct`
    /// @param longLabel  in tables, tooltips and speech, such as `October 2026`
    /// @param mark       why its numbers are not final, such as "so far" or "immature"; empty if they are
    public record Category(String shortLabel, String longLabel, String mark) {
        public static Category of(String shortLabel, String longLabel) {
            return new Category(shortLabel, longLabel, "");
        }

        public Category marked(String why) {
            return new Category(shortLabel, longLabel, why);
        }

        public boolean isMarked() {
            return !mark.isEmpty();
        }
    }

    /// @param value null where there is none
    /// @param opens where its rows are; null if there are none to see
    /// @param does  instead of a place; null mostly
    public record Point(Long value, Target opens, Runnable does) {
        public boolean canOpen() {
            return opens != null || does != null;
        }
    }

    /// Numbers of one kind, one for each category.
    ///
    /// @param summed whether its numbers may be added over the categories: sales may, balances and rates may not
    public record Series(String name, Kind kind, List<Point> points, boolean summed) {
        public Series {
            points = List.copyOf(points);
        }

        private static Series of(String name, Kind kind, List<Long> values, boolean summed) {
            return new Series(
                    name,
                    kind,
                    values.stream().map(value -> new Point(value, null, null)).toList(),
                    summed);
        }

        public static Series bars(String name, List<Long> values) {
            return of(name, Kind.BAR, values, true);
        }

        public static Series stack(String name, List<Long> values) {
            return of(name, Kind.STACK, values, true);
        }

        public static Series line(String name, List<Long> values) {
            return of(name, Kind.LINE, values, false);
        }

        public static Series before(String name, List<Long> values) {
            return of(name, Kind.BEFORE, values, true);
        }

        public static Series target(String name, List<Long> values) {
            return of(name, Kind.TARGET, values, false);
        }

        /// One target for all categories.
        public static Series target(String name, long value, int categories) {
            return target(name, Collections.nCopies(categories, value));
        }

        /// The same numbers, which may or may not be added up.
        public Series summed(boolean may) {
            return new Series(name, kind, points, may);
        }

        /// Where each point's rows are, by the category's index; null for none.
        public Series opening(IntFunction<Target> places) {
            List<Point> opening = new ArrayList<>();
            for (int at = 0; at < points.size(); at++) {
                opening.add(new Point(points.get(at).value(), places.apply(at), null));
            }
            return new Series(name, kind, opening, summed);
        }

        /// What opening each point does, where it is no place of the console.
        public Series doing(IntFunction<Runnable> actions) {
            List<Point> doing = new ArrayList<>();
            for (int at = 0; at < points.size(); at++) {
                doing.add(new Point(points.get(at).value(), null, actions.apply(at)));
            }
            return new Series(name, kind, doing, summed);
        }

        /// The sum of its numbers; null if there is none to give.
        public Long sum() {
            List<Long> values =
                    points.stream().map(Point::value).filter(Objects::nonNull).toList();
            return summed && !values.isEmpty() ? Long.valueOf(values.stream().reduce(0L, Math::addExact)) : null;
        }
    }
}
