package com.arzani.tokens.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A drill that was asked for or is due, and what it found.
///
/// @param requestedBy a login
/// @param found empty until it ended, and when it failed
/// @param problem key of a problem; null for none
public record DrillRecord(
        long id,
        long backupId,
        State state,
        String requestedBy,
        Instant requestedAt,
        Optional<Found> found,
        String problem) {
    /// How far it is. GREEN: restored, every wallet as it stood, the ledger proven. RED: restored, and the ledger
    /// differs.
    public enum State {
        WAITING,
        RUNNING,
        GREEN,
        RED,
        FAILED
    }

    /// @param check of every byte of the file
    /// @param load  of schema and rows
    public record Found(Duration check, Duration load, Duration proof, long rows, long entries, long differences) {
        public Duration whole() {
            return check.plus(load).plus(proof);
        }
    }

    public boolean isOver() {
        return state != State.WAITING && state != State.RUNNING;
    }
}
