package com.arzani.tokens.payments;

import java.util.List;
import java.util.Optional;

/// Refunds at Stripe, to be booked and made. Failures are those of [StripeGateway].
public interface StripeRefunds {
    Optional<RefundDetail> refund(String id);

    /// Every refund of a payment, whatever became of it.
    List<RefundDetail> refundsOf(String paymentId);

    /// Every refund of a charge: events about refunds often name that alone.
    List<RefundDetail> refundsOfCharge(String chargeId);

    RefundDetail make(NewRefund refund);
}
