package com.arzani.tokens.payments.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// An event of the inbox, as staff sees it.
public record KeptEvent(long id, StripeEvent event, Work work, Changed changed) {
    /// How the work stands.
    ///
    /// @param due when it is tried next; absent when it is not
    public record Work(
            EventStatus status,
            int attempts,
            Optional<Outcome.Cause> cause,
            Instant receivedAt,
            Optional<Instant> due,
            Optional<Instant> endedAt) {}

    /// What it led to.
    public record Changed(OptionalLong order, List<Long> entries) {
        public Changed {
            entries = List.copyOf(entries);
        }
    }
}
