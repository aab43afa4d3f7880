package com.arzani.tokens.approval;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something that waits for, or had, a second person's word.
///
/// @param kind     what it would do: `adjustment`, `reversal`, `boost_end`, `unlock_end`, `role`, `limit`, and what
/// later parts add
/// @param proposal as the requester saw it
public record ApprovalRequest(long id, String kind, Subject subject, Asked asked, Proposal proposal, Outcome outcome) {

    /// What it is about.
    ///
    /// @param userId       the customer; null if it is about none
    /// @param customerName empty if it is about none
    public record Subject(String type, String id, Long userId, String customerName) {}

    /// @param reasonCode empty if the kind has none
    /// @param limit      the limit that made it a request
    public record Asked(
            String by, Instant at, Instant expiresAt, String reasonCode, String note, Optional<LimitHit> limit) {}

    /// @param decidedBy empty while it waits, and when it expired
    /// @param note      empty if there is none
    /// @param entries   what an approval posted
    public record Outcome(ApprovalState state, String decidedBy, Instant decidedAt, String note, List<Long> entries) {
        public Outcome {
            entries = List.copyOf(entries);
        }
    }

    public ApprovalState state() {
        return outcome.state();
    }

    /// True when nobody decided it in time, whether or not the job has said so yet.
    public boolean isOver(Instant now) {
        return state() == ApprovalState.EXPIRED || state() == ApprovalState.WAITING && !now.isBefore(asked.expiresAt());
    }
}
