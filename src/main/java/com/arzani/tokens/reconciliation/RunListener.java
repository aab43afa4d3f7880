package com.arzani.tokens.reconciliation;

/// Hears how far a run came, after each page, on the run's own thread.
@FunctionalInterface
public interface RunListener {
    RunListener NONE = run -> {};

    void reached(Run run);
}
