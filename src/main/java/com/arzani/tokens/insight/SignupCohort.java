package com.arzani.tokens.insight;

import java.time.YearMonth;
import java.util.List;

/// What became of those who joined in a month (UTC).
///
/// @param reached  how many reached each step or a later one: joined, looked at packages, began a checkout, bought,
/// spent
///                 after buying, bought again
/// @param converted how many of all bought within 30 days of joining
/// @param immature whether somebody's 30 days are still running: the share may grow
public record SignupCohort(YearMonth month, List<Long> reached, Share converted, boolean immature) {
    /// Joined, looked, began, bought, spent, bought again.
    public static final int STEPS = 6;

    public SignupCohort {
        reached = List.copyOf(reached);
    }

    public long users() {
        return reached.getFirst();
    }
}
