package com.arzani.tokens.payments.refunds;

import com.arzani.tokens.payments.inbox.EventHandler;
import com.arzani.tokens.payments.inbox.Outcome;
import com.arzani.tokens.payments.inbox.StripeEvent;
import com.arzani.tokens.problem.Rejected;
import java.util.List;
import java.util.Set;

/// Books refunds as their events come. Whichever event it is, every refund of the payment is read from Stripe again and
/// their present state decides, so the order of events does not matter (F8).
public final class RefundEvents implements EventHandler {
    private static final String OF_CHARGE = "charge.refunded";

    private final RefundBooking booking;

    public RefundEvents(RefundBooking booking) {
        this.booking = booking;
    }

    @Override
    public Set<String> types() {
        return Set.of("refund.created", "refund.updated", "refund.failed", "charge.refund.updated", OF_CHARGE);
    }

    @Override
    public Outcome handle(StripeEvent event) {
        List<BookedRefund> booked;
        try {
            booked = event.type().equals(OF_CHARGE)
                    ? booking.bringCharge(event.objectId())
                    : List.of(booking.bring(event.objectId()));
        } catch (Rejected refused) {
            if (refused.key().equals("refund_not_ours")) {
                return Outcome.ignored("event_not_ours");
            }
            throw refused;
        }
        List<Long> entries =
                booked.stream().flatMap(refund -> refund.entries().stream()).toList();
        Outcome done = entries.isEmpty() ? Outcome.processed("event_nothing_to_take") : Outcome.processed();
        return booked.isEmpty() ? done : done.of(booked.getFirst().orderId()).with(entries);
    }
}
