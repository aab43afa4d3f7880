package com.arzani.tokens.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A backup that was asked for or is due, and what became of it.
///
/// @param requestedBy a login
/// @param taken what was written; empty until it is, and when it failed
/// @param problem key of a problem; null for none
public record BackupRecord(
        long id, State state, String requestedBy, Instant requestedAt, Optional<Taken> taken, String problem) {
    /// How far it is. GOOD: written, and read again to the last byte. REMOVED: its file is gone.
    public enum State {
        WAITING,
        RUNNING,
        GOOD,
        FAILED,
        REMOVED
    }

    /// What a backup holds.
    ///
    /// @param at the snapshot's moment
    /// @param took writing and checking it
    public record Taken(Path file, long bytes, Instant at, Duration took, Held held, Copy copy) {}

    /// Its copy in a second place.
    ///
    /// @param place   null where there is none
    /// @param problem why there is none, as the key of a problem; null where nobody tried
    public record Copy(String place, String problem) {}

    /// @param tokens sum of all balances
    public record Held(long rows, long entries, long wallets, long tokens) {}

    public boolean isOver() {
        return state != State.WAITING && state != State.RUNNING;
    }
}
