package com.arzani.tokens.reconciliation;

import java.time.Instant;

/// A ledger entry that belongs to a payment: a credit, a taking back, or the reversal of either.
///
/// @param tokens with its sign: what the entry moved, debt included
/// @param owed debt it made and is still owed (+), or that it paid (-)
/// @param reverses the entry it takes back, or 0
public record Entry(
        long id,
        long userId,
        String type,
        long tokens,
        long owed,
        String operationKey,
        long reverses,
        Instant createdAt) {
    boolean credits() {
        return type.equals("purchase") || type.equals("bonus");
    }

    boolean refunds() {
        return type.equals("refund");
    }

    boolean disputes() {
        return type.equals("dispute");
    }
}
