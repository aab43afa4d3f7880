package com.arzani.tokens.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// Why a user is offered what they are. It names no person (ruling 3).
///
/// @param tokensOn whether the token system is on for them; if not, the site shows them no packages (ruling 23)
/// @param running  the experiment that runs; absent if none does
public record OfferReason(boolean tokensOn, Optional<InExperiment> running) {
    /// A user and the running experiment. Places are percent of all users, by the experiment's own salts.
    ///
    /// @param traffic      the share that takes part, in percent
    /// @param trafficPlace takes part when below `traffic`
    /// @param group        the user's group; absent if they do not take part
    public record InExperiment(
            String experiment,
            BigDecimal traffic,
            BigDecimal trafficPlace,
            boolean inAudience,
            Optional<Group> group) {}

    /// The user's group in an experiment.
    ///
    /// @param place     which part of the groups' weights the user falls into
    /// @param keptSince since when the group is kept; absent before the first showing
    public record Group(String name, BigDecimal place, Optional<Instant> keptSince) {}
}
