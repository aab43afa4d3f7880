package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Window;
import java.time.Instant;
import java.util.Optional;

/// One run as it stands: what it looks at, how far it came, what it counted.
///
/// @param reached what is next: a stage and, within it, where to go on
/// @param cause the problem's key if it stopped before its end
public record Run(
        long id, Status status, Window window, Reached reached, Counts counts, Times times, Optional<String> cause) {
    public enum Status {
        RUNNING,
        INTERRUPTED,
        FINISHED,
        CANCELLED,
        FAILED
    }

    /// What a run does, one after the other.
    public enum Stage {
        PAYMENTS,
        REFUNDS,
        OPEN_FINDINGS,
        DONE
    }

    /// @param cursor where to go on within the stage; empty at its beginning
    public record Reached(Stage stage, Optional<String> cursor) {
        static Reached begin(Stage stage) {
            return new Reached(stage, Optional.empty());
        }
    }

    /// @param creditedTokens tokens that the run itself credited (R1)
    public record Counts(
            long payments,
            long entries,
            long findingsNew,
            long findingsClosed,
            long findingsOpen,
            Credited credited,
            long stripePence,
            long ledgerPence) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, new Credited(0, 0), 0, 0);
    }

    /// What the run put right by itself.
    public record Credited(long count, long tokens) {}

    /// @param finishedAt null while it is under way
    public record Times(Instant startedAt, Instant updatedAt, Instant finishedAt) {}
}
