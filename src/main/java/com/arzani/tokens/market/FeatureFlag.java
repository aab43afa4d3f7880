package com.arzani.tokens.market;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// One version of a feature's switch (specification 10.1). The newest is in force; earlier ones are its history.
///
/// @param changedBy the login that made this version
/// @param reason    empty for the version the product came with
public record FeatureFlag(
        String name, int version, Setting setting, String salt, String changedBy, Instant changedAt, String reason) {
    /// Whom a feature is on for.
    ///
    /// @param percentage of its audience, 0 to 100, two decimals
    /// @param buyerPlans the audience; empty for everybody
    public record Setting(boolean enabled, BigDecimal percentage, List<String> buyerPlans) {
        public Setting {
            percentage = percentage.setScale(2, java.math.RoundingMode.UNNECESSARY);
            buyerPlans = buyerPlans.stream().sorted().toList();
        }
    }
}
