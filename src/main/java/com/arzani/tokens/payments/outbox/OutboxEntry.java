package com.arzani.tokens.payments.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/// A request to Stripe as a person sees it.
public record OutboxEntry(
        long id, String kind, String key, OutboxItem.Subject subject, JsonNode payload, Course course, Asked asked) {
    /// How it goes.
    ///
    /// @param cause why it waits, was refused or is parked
    /// @param nextAttempt empty unless it waits
    public record Course(
            Status status,
            int attempts,
            Optional<Sent.Cause> cause,
            Optional<Instant> nextAttempt,
            Optional<String> resultId,
            Optional<JsonNode> result) {}

    /// Who asked, and when; the end, if there was one.
    public record Asked(String by, Instant at, Optional<Instant> finished) {}

    public enum Status {
        WAITING,
        DONE,
        REFUSED,
        PARKED
    }

    public Status status() {
        return course.status();
    }
}
