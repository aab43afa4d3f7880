package com.arzani.tokens.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// A price experiment.
///
/// @param traffic share of its audience that takes part, in percent
/// @param horizon when it is judged, fixed at its start
/// @param winner  the group chosen at its end
public record PriceExperiment(
        long id, String name, State state, BigDecimal traffic, Optional<Instant> horizon, Optional<String> winner) {
    public enum State {
        DRAFT,
        RUNNING,
        ENDED
    }
}
