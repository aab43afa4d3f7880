package com.arzani.tokens.market;

import java.math.BigDecimal;
import java.util.List;

/// Whether a feature is on for one user, and why.
///
/// @param flags the feature's own flag, then the one it needs
public record FeatureCheck(List<Part> flags) {
    public FeatureCheck {
        flags = List.copyOf(flags);
    }

    public boolean on() {
        return flags.stream().allMatch(Part::on);
    }

    /// One flag's word on the user.
    ///
    /// @param place      the user's place among all, in percent by the flag's salt; in when below the percentage
    /// @param inAudience whether the user's plan is one of the flag's
    public record Part(
            String name, boolean enabled, BigDecimal percentage, BigDecimal place, boolean inAudience, boolean on) {}
}
