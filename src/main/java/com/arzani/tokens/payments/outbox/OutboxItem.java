package com.arzani.tokens.payments.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// A request to Stripe that is to be sent now.
///
/// @param key our own key: in Stripe's metadata, so that what was done is found by it (rule 6)
/// @param attempts this one included
/// @param sending how to send it this time
/// @param createdAt when it was asked for, by the database's clock
public record OutboxItem(
        long id,
        String kind,
        String key,
        Subject subject,
        JsonNode payload,
        int attempts,
        Sending sending,
        Instant createdAt) {
    /// What it is about, such as an order and its number.
    public record Subject(String type, String id) {}

    /// @param idempotencyKey goes into Stripe's header: the key, with a number behind it after definite failures (rule
    /// 7)
    /// @param lookUpFirst whether Stripe may have done it under a key that protects no more: then it is looked for by
    /// its
    /// metadata, and sent only if it is not there
    public record Sending(String idempotencyKey, boolean lookUpFirst) {}

    public String idempotencyKey() {
        return sending.idempotencyKey();
    }

    public boolean lookUpFirst() {
        return sending.lookUpFirst();
    }
}
