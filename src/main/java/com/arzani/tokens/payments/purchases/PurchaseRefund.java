package com.arzani.tokens.payments.purchases;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// A refund of an order, as Stripe has it and as it is booked.
///
/// @param status Stripe's word
/// @param failure Stripe's word for why it came back
/// @param createdBy who asked for it here; empty if it was made at Stripe
public record PurchaseRefund(
        String id,
        Pence amount,
        String status,
        Optional<String> failure,
        Instant madeAt,
        Optional<String> createdBy,
        Booked booked) {
    /// @param owed of what was taken, spent already
    /// @param entryId the entry that took the tokens, or gave them back
    public record Booked(Tokens taken, Tokens owed, Tokens returned, OptionalLong entryId) {}
}
