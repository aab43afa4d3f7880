package com.arzani.tokens.catalog;

import java.time.Instant;
import java.util.Optional;

/// A price experiment.
///
/// @param lockVersion what an editor saw of it (F5)
/// @param winner      the group chosen at its end
public record PriceExperiment(
        long id, int lockVersion, ExperimentPlan plan, State state, Course course, Optional<String> winner) {
    public enum State {
        DRAFT,
        RUNNING,
        ENDED
    }

    /// When it was changed, started, judged and ended.
    ///
    /// @param horizon when it is judged, fixed at its start
    public record Course(
            String changedBy,
            Instant changedAt,
            Optional<Instant> started,
            Optional<Instant> horizon,
            Optional<Instant> ended) {}

    public String name() {
        return plan.name();
    }
}
