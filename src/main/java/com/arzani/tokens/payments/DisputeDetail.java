package com.arzani.tokens.payments;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A dispute with all that Stripe says of it.
///
/// @param status Stripe's own word, also one we have never heard (F27)
/// @param movements what it moved on our balance, the oldest first; an inquiry moves nothing
public record DisputeDetail(Dispute dispute, String status, Evidence evidence, List<Movement> movements) {
    /// What Stripe holds of our answer.
    ///
    /// @param dueBy until when it takes more; also told once that is over
    /// @param submissions how often it went to the bank: after the first nothing can be changed
    public record Evidence(Optional<Instant> dueBy, boolean given, int submissions) {}

    public DisputeDetail {
        movements = List.copyOf(movements);
    }

    public String id() {
        return dispute.id();
    }
}
