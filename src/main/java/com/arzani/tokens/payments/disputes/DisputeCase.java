package com.arzani.tokens.payments.disputes;

import com.arzani.tokens.money.Pence;
import java.time.Instant;
import java.util.Optional;

/// A dispute as the desk lists it.
///
/// @param order of the list: what waits for an answer by its deadline, then the newest
public record DisputeCase(String id, long order, Customer customer, Claim claim, Deadline deadline, Held tokens) {
    /// @param name as the customer wrote it
    public record Customer(long userId, String name) {}

    /// @param status Stripe's word
    public record Claim(
            long orderId,
            String paymentId,
            Pence amount,
            String currency,
            String reason,
            String status,
            DisputePhase phase) {}

    /// @param daysLeft whole days until the deadline by the database's clock, negative once it is over; empty without
    /// one
    public record Deadline(Instant openedAt, Optional<Instant> dueBy, Optional<Long> daysLeft) {}

    /// @param held   by the hold in force, final once the dispute is lost
    /// @param owed   of these, what had been spent when they were held
    /// @param returned by the last return
    /// @param answer how far our answer is
    public record Held(long share, long held, long owed, long returned, Answer answer) {}

    /// How far our answer is.
    public enum Answer {
        NONE,
        DRAFT,
        SENDING,
        PARKED,
        REFUSED,
        SENT
    }

    public boolean needsResponse() {
        return claim.status().endsWith("needs_response");
    }
}
