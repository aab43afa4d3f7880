package com.arzani.tokens.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What all rounds gave, by cell and way.
final class Results {
    private final Map<Cell, Map<String, List<Figures>>> rounds = new LinkedHashMap<>();

    void add(String way, Cell cell, Figures figures) {
        rounds.computeIfAbsent(cell, unused -> new LinkedHashMap<>())
                .computeIfAbsent(way, unused -> new ArrayList<>())
                .add(figures);
    }

    List<Cell> cells() {
        return List.copyOf(rounds.keySet());
    }

    /// The ways, by name.
    List<String> ways() {
        return rounds.values().iterator().next().keySet().stream().sorted().toList();
    }

    boolean has(String way) {
        return rounds.values().stream().allMatch(ways -> ways.containsKey(way));
    }

    Figures median(String way, Cell cell) {
        return Figures.median(rounds.get(cell).get(way));
    }

    /// How many times as fast one way is as another: the median of the rounds' ratios, since only what was measured
    /// side by side
    /// can be compared.
    double ratio(String way, String to, Cell cell) {
        List<Figures> over = rounds.get(cell).get(way);
        List<Figures> under = rounds.get(cell).get(to);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < over.size(); round++) {
            ratios.add(over.get(round).perSecond() / under.get(round).perSecond());
        }
        return Figures.median(ratios, Double::doubleValue);
    }

    void print(PrintStream out) {
        for (Cell cell : cells()) {
            out.println(cell.name());
            rounds.get(cell).keySet().stream().sorted().forEach(way -> {
                Figures figures = median(way, cell);
                String ratios = Map.of("a", 0, "b", 0).containsKey(way)
                        ? ""
                        : ratioText(way, "a", cell) + ratioText(way, "b", cell);
                out.printf(
                        Locale.ROOT,
                        "  %-7s %,9.0f/s  p50 %,8.0f us  p99 %,8.0f us  cpu %4.0f + %4.0f us%s%n",
                        way,
                        figures.perSecond(),
                        figures.p50Micros(),
                        figures.p99Micros(),
                        figures.serviceMicros(),
                        figures.databaseMicros(),
                        ratios);
            });
        }
    }

    private String ratioText(String way, String to, Cell cell) {
        return has(to) ? String.format(Locale.ROOT, "   /%s %.2f", to, ratio(way, to, cell)) : "";
    }
}
