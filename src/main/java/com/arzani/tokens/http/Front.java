package com.arzani.tokens.http;

import com.arzani.tokens.problem.TokenProblem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a server answers besides deliveries and probes.
///
/// @param tokens    whose bearer tokens are believed; empty: nobody is anybody
/// @param forProbes paths that may be asked under any host name, as whoever measures does
public record Front(
        List<Route> routes,
        Optional<BearerTokens> tokens,
        PaceKeeper paces,
        Wording wording,
        Meters meters,
        Set<String> forProbes) {
    public Front {
        routes = List.copyOf(routes);
        forProbes = Set.copyOf(forProbes);
    }

    /// Nothing besides.
    public static Front none() {
        return new Front(List.of(), Optional.empty(), Front::never, new Keys(), new Meters(), Set.of());
    }

    private static PaceKeeper.Turn never(Pace pace, PaceKeeper.Asker who) {
        return new PaceKeeper.Turn(false, 0, 0, 0, 0);
    }

    /// A server without people has no sentences.
    private record Keys() implements Wording {
        @Override
        public String of(TokenProblem problem) {
            return problem.key();
        }

        @Override
        public Optional<String> text(String key) {
            return Optional.empty();
        }
    }
}
