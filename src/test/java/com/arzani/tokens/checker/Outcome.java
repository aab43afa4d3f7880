package com.arzani.tokens.checker;

import java.util.List;

/// What the caller of a step was told.
///
/// @param entries ids of the entries it posted or had posted before, when it was acknowledged
/// @param refusal the key of the refusal, when it was refused
record Outcome(State state, List<Long> entries, String refusal) {
    enum State {
        ACKNOWLEDGED,
        REFUSED,
        /// The answer was lost.
        UNKNOWN
    }

    static Outcome acknowledged(List<Long> entries) {
        return new Outcome(State.ACKNOWLEDGED, List.copyOf(entries), "");
    }

    static Outcome refused(String key) {
        return new Outcome(State.REFUSED, List.of(), key);
    }

    static Outcome unknown(String why) {
        return new Outcome(State.UNKNOWN, List.of(), why);
    }

    boolean acknowledged() {
        return state == State.ACKNOWLEDGED;
    }

    boolean refused() {
        return state == State.REFUSED;
    }

    boolean unknown() {
        return state == State.UNKNOWN;
    }

    @Override
    public String toString() {
        return switch (state) {
            case ACKNOWLEDGED -> "entries " + entries;
            case REFUSED -> "refused: " + refusal;
            case UNKNOWN -> "unknown: " + refusal;
        };
    }
}
