package com.arzani.tokens.payments.refunds;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.payments.NewRefund;
import com.arzani.tokens.payments.RefundDetail;
import com.arzani.tokens.payments.StripeRefunds;
import com.arzani.tokens.payments.outbox.OutboxHandler;
import com.arzani.tokens.payments.outbox.OutboxItem;
import com.arzani.tokens.payments.outbox.Sent;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a refund that was asked for in the console, and books what came of it (F17): the same refund however often it
/// is
/// sent, found by its key in the metadata where Stripe may have forgotten that key.
public final class RefundSending implements OutboxHandler {
    /// As in `stripe_outbox.kind`.
    public static final String KIND = "refund";

    private static final Logger LOG = LoggerFactory.getLogger(RefundSending.class);

    private final StripeRefunds refunds;
    private final RefundBooking booking;

    public RefundSending(StripeRefunds refunds, RefundBooking booking) {
        this.refunds = refunds;
        this.booking = booking;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Sent send(OutboxItem item) {
        String payment = item.payload().path("payment_id").asText();
        RefundDetail made = made(item, payment)
                .orElseGet(() -> refunds.make(new NewRefund(
                        item.key(),
                        item.idempotencyKey(),
                        payment,
                        item.payload().path("pence").longValue(),
                        Digits.parse(item.subject().id()).orElseThrow())));
        book(made);
        return Sent.done(made.id(), Sent.nothing().put("status", made.status()));
    }

    private Optional<RefundDetail> made(OutboxItem item, String payment) {
        return item.lookUpFirst()
                ? refunds.refundsOf(payment).stream()
                        .filter(found ->
                                item.key().equals(found.refund().metadata().get(RefundDetail.OPERATION_KEY)))
                        .findFirst()
                : Optional.empty();
    }

    /// What cannot be booked is no reason to send it again: its event parks with the cause, and reconciliation finds
    /// it.
    private void book(RefundDetail made) {
        try {
            booking.bring(made.id());
        } catch (Unavailable later) {
            throw later;
        } catch (TokenProblem refused) {
            LOG.warn("Refund {} is made and not booked: {}", made.id(), refused.key());
        }
    }
}
