package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Amount;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// A difference as people work on it.
///
/// @param stripeId the payment it is about
/// @param tokens the tokens in question, with their sign
public record Finding(
        long id,
        FindingClass kind,
        FindingStatus status,
        String stripeId,
        Customer customer,
        Optional<Amount> amount,
        long tokens,
        Sides sides,
        Times times,
        Decision decision) {
    /// Who it concerns; empty if nobody is known. The name is the customer's own text.
    public record Customer(OptionalLong userId, String name, OptionalLong orderId, OptionalLong entryId) {}

    /// @param closedAt null while it is open
    public record Times(Instant firstSeen, Instant lastSeen, Instant closedAt) {}

    /// Who works on it, and what was last decided by whom; empty before anybody did.
    public record Decision(String owner, String by, String comment) {}
}
