package com.arzani.tokens.demonstration;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/// What is to happen later, in the order of time; what lies beyond the end never happens.
final class Agenda {
    private record Due(long at, long order, LongConsumer work) {}

    private final PriorityQueue<Due> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private final long end;
    private long count;

    Agenda(long end) {
        this.end = end;
    }

    void at(long at, LongConsumer work) {
        if (at <= end) {
            waiting.add(new Due(at, count++, work));
        }
    }

    long end() {
        return end;
    }

    /// Does everything due until a moment; work may put more on the agenda.
    void runUntil(long moment) {
        while (!waiting.isEmpty() && waiting.peek().at() <= moment) {
            Due due = waiting.poll();
            due.work().accept(due.at());
        }
    }
}
