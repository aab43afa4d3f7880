package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Balance transactions: every pound that comes to or leaves the balance.
final class Movements {
    static final long DISPUTE_FEE_PENCE = 2_000;

    private final Making making;

    Movements(Making making) {
        this.making = making;
    }

    /// Stripe's price for a British card: 1.5 % and 20 p, the percentage rounded half up.
    static long feePence(long pence) {
        return Math.addExact(Math.multiplyExact(pence, 15L), 500) / 1000 + 20;
    }

    /// Why money moves, in Stripe's words.
    enum Kind {
        CHARGE("charge", "charge"),
        REFUND("refund", "refund"),
        REFUND_FAILURE("refund_failure", "refund_failure"),
        DISPUTE("adjustment", "dispute"),
        DISPUTE_REVERSAL("adjustment", "dispute_reversal"),
        PAYOUT("payout", "payout"),
        PAYOUT_FAILURE("payout_failure", "payout_reversal");

        private final String type;
        private final String category;

        Kind(String type, String category) {
            this.type = type;
            this.category = category;
        }
    }

    /// Books it for its source; gives its id.
    String book(Kind kind, StoredObject source, long pence, long feePence, StoredObjects objects) {
        StoredObject movement = made(kind, source, pence, feePence);
        objects.add(movement);
        return movement.id();
    }

    StoredObject made(Kind kind, StoredObject source, long pence, long feePence) {
        ObjectNode state = Making.state()
                .put("amount", pence)
                .put("currency", source.currency())
                .put("fee", feePence)
                .put("type", kind.type)
                .put("reporting_category", kind.category);
        return making.make("txn_", "balance_transaction", source.id(), state);
    }
}
