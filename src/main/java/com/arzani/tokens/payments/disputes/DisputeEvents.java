package com.arzani.tokens.payments.disputes;

import com.arzani.tokens.payments.inbox.EventHandler;
import com.arzani.tokens.payments.inbox.Outcome;
import com.arzani.tokens.payments.inbox.StripeEvent;
import com.arzani.tokens.problem.Rejected;
import java.util.Set;

/// Books disputes as their events come. Whichever event it is, the dispute is read from Stripe again and its present
/// state
/// decides, so the order of events does not matter (F8).
public final class DisputeEvents implements EventHandler {
    private final DisputeBooking booking;

    public DisputeEvents(DisputeBooking booking) {
        this.booking = booking;
    }

    @Override
    public Set<String> types() {
        return Set.of(
                "charge.dispute.created",
                "charge.dispute.updated",
                "charge.dispute.closed",
                "charge.dispute.funds_withdrawn",
                "charge.dispute.funds_reinstated");
    }

    @Override
    public Outcome handle(StripeEvent event) {
        BookedDispute booked;
        try {
            booked = booking.bring(event.objectId());
        } catch (Rejected refused) {
            if (refused.key().equals("dispute_not_ours")) {
                return Outcome.ignored("event_not_ours");
            }
            throw refused;
        }
        if (booked.phase() == DisputePhase.UNCLEAR) {
            return Outcome.parked("dispute_unclear", booked.id()).of(booked.orderId());
        }
        return Outcome.processed().of(booked.orderId()).with(booked.entries());
    }
}
