package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Dispute;
import com.arzani.tokens.payments.DisputeStatus;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.Refund;
import com.arzani.tokens.payments.RefundStatus;
import java.util.List;
import java.util.Optional;

/// Stripe's side of one payment.
///
/// @param payment empty if Stripe does not know it
/// @param disputes oldest first; read only where there is a sign of one
/// @param refunds oldest first; read only where more was taken back than is due
record Evidence(Optional<Payment> payment, List<Dispute> disputes, List<Refund> refunds) {
    Evidence {
        disputes = List.copyOf(disputes);
        refunds = List.copyOf(refunds);
    }

    static Evidence of(Optional<Payment> payment) {
        return new Evidence(payment, List.of(), List.of());
    }

    boolean paid() {
        return payment.filter(Payment::succeeded).isPresent();
    }

    long received() {
        return paid() ? payment.orElseThrow().received() : 0;
    }

    long refunded() {
        return paid() ? payment.orElseThrow().refunded() : 0;
    }

    /// Pence that banks have taken back and not given up.
    long disputed() {
        return disputes.stream()
                .filter(dispute -> dispute.status().takesMoney())
                .mapToLong(dispute -> dispute.amount().pence())
                .reduce(0, Math::addExact);
    }

    boolean refundFailed() {
        return refunds.stream()
                .anyMatch(refund -> refund.status() == RefundStatus.FAILED || refund.status() == RefundStatus.CANCELED);
    }

    Optional<DisputeStatus> lastDispute() {
        return disputes.isEmpty()
                ? Optional.empty()
                : Optional.of(disputes.getLast().status());
    }
}
