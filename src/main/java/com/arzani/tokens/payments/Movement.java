package com.arzani.tokens.payments;

import java.util.Optional;

/// A movement on our Stripe balance (a balance transaction), with its sign; `netPence` is `amount - feePence`.
///
/// @param type Stripe's word for what moved, such as `charge`, `refund`, `payout`
/// @param category Stripe's word for its reports, such as `dispute_reversal`
/// @param sourceId what moved it: a charge, a refund, a dispute, a payout
public record Movement(
        Origin origin,
        String type,
        String category,
        Optional<String> sourceId,
        Amount amount,
        long feePence,
        long netPence) {
    public String id() {
        return origin.id();
    }
}
