package com.arzani.tokens.app;

import com.arzani.tokens.payments.checkout.CheckoutEnds;
import com.arzani.tokens.payments.checkout.CheckoutLinks;
import com.arzani.tokens.payments.disputes.DisputeCloser;
import com.arzani.tokens.payments.disputes.EvidenceSender;
import com.arzani.tokens.payments.outbox.OutboxHandler;
import com.arzani.tokens.payments.outbox.OutboxWorkers;
import com.arzani.tokens.payments.refunds.RefundSending;
import java.util.List;

/// What we ask of Stripe in one process: the workers that send it, and who sends what.
final class OutboxHouse implements AutoCloseable {
    private static final int WORKERS = 2;

    private final OutboxWorkers workers;

    OutboxHouse(StripeHouse stripe) {
        workers = OutboxWorkers.start(stripe.jobs(), handlers(stripe), WORKERS);
    }

    /// One class for each kind.
    private static List<OutboxHandler> handlers(StripeHouse stripe) {
        return List.of(
                stripe.catalogueSending(),
                new CheckoutLinks(stripe.checkout()),
                new CheckoutEnds(stripe.crediting()),
                new EvidenceSender(stripe.disputeAnswers(), stripe.disputes()),
                new DisputeCloser(stripe.disputeAnswers(), stripe.disputes()),
                new RefundSending(stripe.refunds(), stripe.refundBooking()));
    }

    /// Lets the workers finish what they hold.
    @Override
    public void close() {
        workers.close();
    }
}
