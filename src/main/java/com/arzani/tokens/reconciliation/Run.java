package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Window;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// One run as it stands: what it looks at, how far it came, what it counted.
///
/// @param reached what is next: a stage and, within it, where to go on
/// @param cause the problem's key if it stopped before its end
public record Run(
        long id,
        Status status,
        Mode mode,
        Window window,
        Reached reached,
        Counts counts,
        Times times,
        Optional<String> cause) {
    public enum Status {
        /// Asked for by a person, and not begun.
        WAITING,
        RUNNING,
        INTERRUPTED,
        FINISHED,
        CANCELLED,
        FAILED
    }

    public enum Kind {
        SCHEDULED,
        ASKED,
        /// Shows what it would do, and does nothing.
        DRY
    }

    /// @param mayRepair whether it puts anything right by itself
    /// @param ceilingReached whether it stopped repairing at its ceiling: then a person has to ask for the next repairs
    /// @param cancelAsked whether a person asked it to stop
    public record Mode(
            Kind kind, boolean mayRepair, boolean ceilingReached, boolean cancelAsked, String requestedBy, Pace pace) {
        boolean repairs() {
            return mayRepair && kind != Kind.DRY;
        }
    }

    /// @param perSecond requests a second to Stripe at the last page
    /// @param refusals how often Stripe said it is too much
    public record Pace(OptionalInt perSecond, long refusals) {}

    /// What a run does, one after the other.
    public enum Stage {
        PAYMENTS,
        REFUNDS,
        DISPUTES,
        WATCHED,
        MOVEMENTS,
        PAYOUTS,
        EVENTS,
        INBOX,
        CATALOGUE,
        WALLETS,
        OPEN_FINDINGS,
        DONE;

        Stage next() {
            return values()[ordinal() + 1];
        }
    }

    /// @param cursor where to go on within the stage; empty at its beginning
    public record Reached(Stage stage, Optional<String> cursor) {
        static Reached begin(Stage stage) {
            return new Reached(stage, Optional.empty());
        }

        Reached at(String text) {
            return new Reached(stage, Optional.of(text));
        }

        Reached onward() {
            return begin(stage.next());
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

    public boolean isOver() {
        return switch (status) {
            case FINISHED, CANCELLED, FAILED -> true;
            default -> false;
        };
    }
}
