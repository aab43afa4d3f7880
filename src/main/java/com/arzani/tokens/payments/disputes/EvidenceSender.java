package com.arzani.tokens.payments.disputes;

import com.arzani.tokens.payments.DisputeDetail;
import com.arzani.tokens.payments.StripeDisputes;
import com.arzani.tokens.payments.outbox.OutboxHandler;
import com.arzani.tokens.payments.outbox.OutboxItem;
import com.arzani.tokens.payments.outbox.Sent;
import java.util.HashMap;
import java.util.Map;

/// Sends evidence to the bank, and books what the dispute is then.
public final class EvidenceSender implements OutboxHandler {
    private final StripeDisputes stripe;
    private final DisputeBooking booking;

    public EvidenceSender(StripeDisputes stripe, DisputeBooking booking) {
        this.stripe = stripe;
        this.booking = booking;
    }

    @Override
    public String kind() {
        return "dispute_evidence";
    }

    @Override
    public Sent send(OutboxItem item) {
        String dispute = item.subject().id();
        boolean sent = item.lookUpFirst()
                && stripe.dispute(dispute)
                        .map(DisputeDetail::evidence)
                        .filter(evidence -> evidence.submissions() > 0)
                        .isPresent();
        if (!sent) {
            Map<String, String> texts = new HashMap<>();
            item.payload()
                    .path("texts")
                    .properties()
                    .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
            stripe.submitEvidence(item.idempotencyKey(), dispute, texts);
        }
        booking.bring(dispute);
        return Sent.done(dispute);
    }
}
