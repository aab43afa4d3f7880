package com.arzani.tokens.payments.risk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What one rule found against a purchase, as it was judged.
///
/// @param points what it gave if it fired
public record RiskFinding(
        String rule, int version, int points, Duration window, Measured measured, List<Evidence> evidence) {
    public RiskFinding {
        evidence = List.copyOf(evidence);
    }

    public boolean fired() {
        return measured.measure() > measured.threshold();
    }

    public record Measured(long measure, long threshold) {}

    /// @param kind    what it is, such as `purchase`
    /// @param subject the id of an order, a listing or a user, or how many there were
    public record Evidence(Instant at, String kind, OptionalLong subject, Optional<Long> pence) {}
}
