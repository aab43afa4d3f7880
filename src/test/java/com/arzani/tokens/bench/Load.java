package com.arzani.tokens.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was asked for a while gave: answers a second that did it (2xx), their times, the answers by status, and the
/// processor time of each answer in the loader, the service and the database.
record Load(
        double perSecond,
        double p50Micros,
        double p99Micros,
        Map<Integer, Long> statuses,
        double loaderMicros,
        double serviceMicros,
        double databaseMicros) {
    /// @param nanos of what succeeded
    static Load of(long[] nanos, Map<Integer, Long> statuses, long elapsedNanos, double[] processorMicros) {
        Arrays.sort(nanos);
        double answers = Math.max(
                1, statuses.values().stream().mapToLong(Long::longValue).sum());
        return new Load(
                nanos.length * 1e9 / elapsedNanos,
                at(nanos, 0.5) / 1e3,
                at(nanos, 0.99) / 1e3,
                statuses,
                processorMicros[0] / answers,
                processorMicros[1] / answers,
                processorMicros[2] / answers);
    }

    static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
    }

    /// The median of each figure on its own; answers by status are added up.
    static Load median(List<Load> rounds) {
        Map<Integer, Long> statuses = new TreeMap<>();
        rounds.forEach(round -> round.statuses.forEach((status, count) -> statuses.merge(status, count, Long::sum)));
        return new Load(
                Figures.median(rounds, Load::perSecond),
                Figures.median(rounds, Load::p50Micros),
                Figures.median(rounds, Load::p99Micros),
                statuses,
                Figures.median(rounds, Load::loaderMicros),
                Figures.median(rounds, Load::serviceMicros),
                Figures.median(rounds, Load::databaseMicros));
    }

    long others() {
        return statuses.entrySet().stream()
                .filter(each -> each.getKey() != 402 && each.getKey() != 429 && each.getKey() / 100 != 2)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    long with(int status) {
        return statuses.getOrDefault(status, 0L);
    }
}
