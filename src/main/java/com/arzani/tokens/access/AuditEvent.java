package com.arzani.tokens.access;

import java.time.Instant;

/// One thing that was done: a row of the audit, or an entry of the ledger that a person posted, which is its own audit
/// row.
///
/// @param action     such as `publish_package`; of an entry `grant`, `take` or `reverse`
/// @param subject    what it was done to
/// @param customerId whose tokens or data it was about; null if nobody's
public record AuditEvent(
        AuditKey key, String actor, String action, Subject subject, Long customerId, Change change, Origin origin) {
    /// @param type such as `package` or `entry`
    public record Subject(String type, String id) {}

    /// @param before JSON of what it was; null if nothing was there
    /// @param after  JSON of what it became; null if nothing is left
    /// @param reason in words, or null
    public record Change(String before, String after, String reason) {}

    /// @param address     of the client; null for a local connection
    /// @param application the program's name, as it gave it
    public record Origin(String address, String application) {}

    public Instant at() {
        return key.at();
    }
}
