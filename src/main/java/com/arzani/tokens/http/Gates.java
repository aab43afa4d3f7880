package com.arzani.tokens.http;

import com.arzani.tokens.market.Rollout;
import com.arzani.tokens.problem.Rejected;

/// Features that are not on for everybody (10.1). What the database does itself, it gates itself.
final class Gates {
    private Gates() {}

    /// @throws Rejected `feature_not_available` (name)
    static void require(Rollout rollout, String feature, long userId) {
        if (!rollout.on(userId).contains(feature)) {
            throw new Rejected("feature_not_available", feature);
        }
    }
}
