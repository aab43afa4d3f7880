package com.arzani.tokens.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What one measurement gave: operations a second, the time half and all but one per cent of them took at most, and the
/// processor time of each in the service (the callers included) and in the database.
record Figures(double perSecond, double p50Micros, double p99Micros, double serviceMicros, double databaseMicros) {
    static Figures of(long[] nanos, long elapsedNanos, Processor used) {
        Arrays.sort(nanos);
        return new Figures(
                nanos.length * 1e9 / elapsedNanos,
                nanos[nanos.length / 2] / 1e3,
                nanos[(int) (nanos.length * 0.99)] / 1e3,
                used.serviceNanos() / 1e3 / nanos.length,
                used.databaseNanos() / 1e3 / nanos.length);
    }

    /// The median of each figure on its own.
    static Figures median(List<Figures> rounds) {
        return new Figures(
                median(rounds, Figures::perSecond),
                median(rounds, Figures::p50Micros),
                median(rounds, Figures::p99Micros),
                median(rounds, Figures::serviceMicros),
                median(rounds, Figures::databaseMicros));
    }

    static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
        double[] sorted = values.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
