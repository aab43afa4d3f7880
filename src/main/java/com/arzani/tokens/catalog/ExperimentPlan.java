package com.arzani.tokens.catalog;

import java.math.BigDecimal;
import java.util.List;

/// What an experiment is to do. The first group is the one the others are compared with: it offers the standard
/// packages.
///
/// @param traffic    percent of the audience, over 0 to 100, two decimals
/// @param buyerPlans whom it is for; empty for everybody
public record ExperimentPlan(String name, BigDecimal traffic, List<String> buyerPlans, List<Group> groups) {
    public ExperimentPlan {
        buyerPlans = List.copyOf(buyerPlans);
        groups = List.copyOf(groups);
    }

    /// @param weight     1 to 999, relative to the other groups
    /// @param packageIds what it offers, in this order; empty for the standard packages
    public record Group(String name, int weight, List<Long> packageIds) {
        public Group {
            packageIds = List.copyOf(packageIds);
        }
    }
}
