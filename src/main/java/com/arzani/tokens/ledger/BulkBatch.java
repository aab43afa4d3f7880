package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A batch of grants and takes, and how far it has come.
///
/// @param id    orders batches; what a person names is the key
/// @param plan  what it is to do
/// @param done  what it has done so far
public record BulkBatch(
        long id, String key, String title, BulkMode mode, State state, Plan plan, Done done, Trace trace) {
    /// Where a batch stands.
    public enum State {
        PREPARED,
        RUNNING,
        /// All or none, and a row was refused: nothing was posted. It may be tried again.
        REFUSED,
        DONE,
        CANCELLED;

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /// @param grant tokens of all grants
    /// @param take  tokens of all takes
    public record Plan(int rows, int customers, Tokens grant, Tokens take) {}

    /// @param debtPaid what grants paid of customers' debts
    public record Done(int posted, int refused, Tokens granted, Tokens taken, Tokens debtPaid) {
        public int rows() {
            return posted + refused;
        }
    }

    /// Who made it, whether another person was asked, and when it moved last; the end is empty while it may still go
    /// on.
    public record Trace(
            String createdBy, Approval approval, Instant createdAt, Instant updatedAt, Optional<Instant> finishedAt) {}

    /// What became of the last request for it, as far as one may see requests.
    public enum Approval {
        NONE,
        WAITING,
        APPROVED,
        REJECTED,
        WITHDRAWN,
        EXPIRED;

        static Approval of(String code) {
            return code == null ? NONE : valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /// True when nothing will change any more.
    public boolean ended() {
        return state == State.DONE || state == State.CANCELLED;
    }

    /// True when a run began, or was made ready, and did not come to its end.
    public boolean open() {
        return state == State.PREPARED || state == State.RUNNING;
    }
}
