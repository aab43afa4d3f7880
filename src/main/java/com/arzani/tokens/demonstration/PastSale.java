package com.arzani.tokens.demonstration;

import java.util.ArrayList;
import java.util.List;

/// What Stripe knows of one checkout.
final class PastSale {
    record Refund(long pence, long at) {}

    final String suffix;
    final long orderId;
    final long pence;
    final long at;
    final boolean paid;
    final List<Refund> refunds = new ArrayList<>(0);
    String disputeStatus;
    long disputedAt;

    PastSale(String suffix, long orderId, long pence, long at, boolean paid) {
        this.suffix = suffix;
        this.orderId = orderId;
        this.pence = pence;
        this.at = at;
        this.paid = paid;
    }

    long refunded() {
        return refunds.stream().mapToLong(Refund::pence).sum();
    }

    void disputed(String status, long moment) {
        if (disputedAt == 0) {
            disputedAt = moment;
        }
        disputeStatus = status;
    }
}
