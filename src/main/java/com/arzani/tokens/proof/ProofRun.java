package com.arzani.tokens.proof;

import com.arzani.tokens.ledger.ProofReport.Difference;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// A run of the proof, asked for by a person or by the night.
///
/// @param requestedBy a login
/// @param differences the first of them; the counts have all
public record ProofRun(
        long id, Kind kind, State state, String requestedBy, Times times, Counts counts, List<Difference> differences) {
    public ProofRun {
        differences = List.copyOf(differences);
    }

    /// What a run looks at.
    public enum Kind {
        /// Every entry of every wallet, and all seals.
        FULL,
        /// What was posted since each wallet was proven last, and the last seal.
        NEW;

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How it stands.
    public enum State {
        WAITING,
        RUNNING,
        /// Over; everything agrees.
        GREEN,
        /// Over; something differs.
        RED;

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /// By the database's clock; what has not happened yet is null.
    public record Times(Instant requestedAt, Instant startedAt, Instant updatedAt, Instant finishedAt) {}

    /// How far it came, and what it found.
    ///
    /// @param reachedUserId the last wallet it proved
    /// @param walletsTotal how many it will prove
    /// @param sealNumber the seal in force at its end; 0 for none
    public record Counts(
            long reachedUserId, long walletsTotal, long wallets, long entries, long differences, long sealNumber) {}

    public boolean isOver() {
        return state == State.GREEN || state == State.RED;
    }
}
