package com.arzani.tokens.payments.purchases;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.util.Optional;

/// An order: what was sold to whom, frozen when it was made, and what became of it.
public record Purchase(long id, Customer customer, Sold sold, Course course, Stripe stripe) {
    /// @param name as the customer wrote it: shown through SafeText alone
    public record Customer(long id, String name) {}

    /// @param tokens paid ones
    /// @param bonus on top of them
    public record Sold(String packageName, Tokens tokens, Tokens bonus, Pence price) {}

    /// @param refunded what went back, on its way included
    /// @param asked refunds that wait or are parked
    /// @param disputes open or lost ones
    public record Course(
            PurchaseState state,
            Instant createdAt,
            Optional<Instant> paidAt,
            Pence refunded,
            int asked,
            int disputes) {}

    public record Stripe(Optional<String> sessionId, Optional<String> paymentId) {}
}
