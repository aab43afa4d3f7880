package com.arzani.tokens.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What all rounds gave, by cell and way.
final class ServiceResults {
    private static final Map<String, List<String>> AGAINST = Map.of(
            "contact", List.of("contact-sketch", "contact-sketch-1", "contact-jdbc"),
            "balance", List.of("balance-jdbc"));

    private final Map<Cell, Map<String, List<Load>>> rounds = new LinkedHashMap<>();

    void add(String way, Cell cell, Load load) {
        rounds.computeIfAbsent(cell, first -> new LinkedHashMap<>())
                .computeIfAbsent(way, first -> new ArrayList<>())
                .add(load);
    }

    List<Cell> cells() {
        return List.copyOf(rounds.keySet());
    }

    List<String> ways() {
        return rounds.values().iterator().next().keySet().stream().sorted().toList();
    }

    Load median(String way, Cell cell) {
        return Load.median(rounds.get(cell).get(way));
    }

    /// The median of the rounds' ratios, since only what was measured side by side can be compared.
    double ratio(String way, String to, Cell cell) {
        List<Load> over = rounds.get(cell).get(way);
        List<Load> under = rounds.get(cell).get(to);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < over.size(); round++) {
            ratios.add(over.get(round).perSecond() / under.get(round).perSecond());
        }
        return Figures.median(ratios, Double::doubleValue);
    }

    void print(PrintStream out) {
        for (Cell cell : cells()) {
            out.println(cell.name());
            for (String way : ways()) {
                Load load = median(way, cell);
                out.printf(
                        Locale.ROOT,
                        "  %-17s %,8.0f/s  p50 %,8.0f us  p99 %,9.0f us  cpu %4.0f + %4.0f + %4.0f us  %s",
                        way,
                        load.perSecond(),
                        load.p50Micros(),
                        load.p99Micros(),
                        load.loaderMicros(),
                        load.serviceMicros(),
                        load.databaseMicros(),
                        load.statuses());
                for (String to : AGAINST.getOrDefault(way, List.of())) {
                    if (ways().contains(to)) {
                        out.printf(Locale.ROOT, "  /%s %.2f", to, ratio(way, to, cell));
                    }
                }
                out.println();
            }
        }
    }
}
