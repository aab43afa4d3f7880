package com.arzani.tokens.reconciliation;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/// One stage of a run, a page at a time. Everything a page does is harmless when it is done again: a run killed in the
/// midst of it begins the page anew (F25).
interface StageWork {
    /// @param reached where the run goes on
    record Done(Run.Reached reached, Runs.Step step) {
        static Optional<Done> at(Run.Reached reached) {
            return Optional.of(new Done(reached, Runs.Step.NOTHING));
        }
    }

    /// Does the page that the run has reached; empty if it was cancelled in the midst of it.
    Optional<Done> page(Run run, BooleanSupplier cancelled);
}
