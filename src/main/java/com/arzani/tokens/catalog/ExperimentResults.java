package com.arzani.tokens.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an experiment came to.
///
/// @param groups the first is the one the others are compared with
/// @param until  until when orders and contacts count; absent for a draft
public record ExperimentResults(List<GroupResult> groups, Optional<Instant> until) {
    public ExperimentResults {
        groups = List.copyOf(groups);
    }
}
