package com.arzani.tokens.payments.disputes;

import com.arzani.tokens.payments.StripeDisputes;
import com.arzani.tokens.payments.outbox.OutboxHandler;
import com.arzani.tokens.payments.outbox.OutboxItem;
import com.arzani.tokens.payments.outbox.Sent;

/// Gives a dispute up at Stripe, and books what it is then.
public final class DisputeCloser implements OutboxHandler {
    private final StripeDisputes stripe;
    private final DisputeBooking booking;

    public DisputeCloser(StripeDisputes stripe, DisputeBooking booking) {
        this.stripe = stripe;
        this.booking = booking;
    }

    @Override
    public String kind() {
        return "dispute_close";
    }

    @Override
    public Sent send(OutboxItem item) {
        String dispute = item.subject().id();
        boolean closed = item.lookUpFirst()
                && stripe.dispute(dispute)
                        .filter(found -> found.dispute().status().isFinal())
                        .isPresent();
        if (!closed) {
            stripe.accept(item.idempotencyKey(), dispute);
        }
        booking.bring(dispute);
        return Sent.done(dispute);
    }
}
