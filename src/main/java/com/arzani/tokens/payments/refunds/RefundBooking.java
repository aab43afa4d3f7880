package com.arzani.tokens.payments.refunds;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.RefundDetail;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.StripeRefunds;
import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.hibernate.type.StandardBasicTypes;

/// Books refunds as Stripe has them at this moment, each exactly once, whoever asks and how often: events,
/// reconciliation,
/// and whoever has just made one. All refunds of a payment are booked together, so that the tokens taken are those of
/// rule
/// 8 in any order. A pending refund takes its tokens already; one that failed gives them back (R15).
public final class RefundBooking {
    private static final String BOOK = "SELECT id, order_id, status, tokens_taken, entry_id, return_entry_id"
            + " FROM book_refund(:payment, :order, :pence, :currency, CAST(:refunds AS jsonb))";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final StripeRefunds refunds;
    private final StripeGateway stripe;
    private final boolean live;

    /// @param database signed in as the service
    /// @param live whether our key is one for real money: a refund of the other kind is never booked (R13)
    public RefundBooking(Database database, StripeRefunds refunds, StripeGateway stripe, boolean live) {
        this.database = database;
        this.refunds = refunds;
        this.stripe = stripe;
        this.live = live;
    }

    /// Reads the refund, and with it all others of its payment, and books what they are now.
    ///
    /// @throws TokenProblem `refund_unknown` to Stripe, `refund_not_ours` (no order of ours was paid with it),
    /// `refund_order_unknown` (it names one that is not there), `order_amount_differs`, `refund_live_differs`;
    /// `Unavailable`: try again
    public BookedRefund bring(String refundId) {
        RefundDetail found = refunds.refund(refundId).orElseThrow(() -> new Rejected("refund_unknown", refundId));
        String payment = found.refund().paymentId().orElseThrow(() -> new Rejected("refund_not_ours", refundId));
        return bringPayment(payment).stream()
                .filter(booked -> booked.id().equals(refundId))
                .findFirst()
                .orElseThrow(() -> new Rejected("refund_unknown", refundId));
    }

    /// Books every refund of the payment behind a charge.
    public List<BookedRefund> bringCharge(String chargeId) {
        List<RefundDetail> found = refunds.refundsOfCharge(chargeId);
        if (found.isEmpty()) {
            return List.of();
        }
        String payment = found.getFirst()
                .refund()
                .paymentId()
                .orElseThrow(
                        () -> new Rejected("refund_not_ours", found.getFirst().id()));
        return bringPayment(payment);
    }

    /// Books every refund of a payment.
    ///
    /// @throws TokenProblem as [#bring]
    public List<BookedRefund> bringPayment(String paymentId) {
        Payment payment = stripe.payment(paymentId).orElseThrow(() -> new Rejected("refund_unknown", paymentId));
        if (payment.origin().live() != live) {
            throw new Rejected("refund_live_differs", paymentId);
        }
        String read = json(refunds.refundsOf(paymentId));
        OptionalLong order = payment.orderId();
        List<BookedRefund> booked = database.call(session -> session
                .createNativeQuery(BOOK, Object[].class)
                .setParameter("payment", paymentId)
                .setParameter("order", order.isPresent() ? order.getAsLong() : null, StandardBasicTypes.LONG)
                .setParameter("pence", payment.amount().pence())
                .setParameter("currency", payment.amount().currency())
                .setParameter("refunds", read)
                .getResultList()
                .stream()
                .map(RefundBooking::booked)
                .toList());
        if (booked.isEmpty()) {
            throw new Rejected("refund_not_ours", paymentId);
        }
        return booked;
    }

    private static BookedRefund booked(Object[] row) {
        long taken = ((Number) row[3]).longValue();
        Object entry = taken > 0 ? row[4] : row[5];
        List<Long> entries = Stream.of(entry)
                .filter(Objects::nonNull)
                .map(id -> ((Number) id).longValue())
                .toList();
        return new BookedRefund((String) row[0], ((Number) row[1]).longValue(), (String) row[2], taken, entries);
    }

    private static String json(List<RefundDetail> found) {
        ArrayNode all = JSON.createArrayNode();
        found.forEach(detail -> all.addObject()
                .put("id", detail.id())
                .put("amount_pence", detail.refund().amount().pence())
                .put("currency", detail.refund().amount().currency())
                .put("status", detail.status())
                .put("failure_reason", detail.failureReason().orElse(null))
                .put("made_at", detail.refund().createdAt().toString())
                .put("operation_key", detail.refund().metadata().get(RefundDetail.OPERATION_KEY)));
        return all.toString();
    }
}
