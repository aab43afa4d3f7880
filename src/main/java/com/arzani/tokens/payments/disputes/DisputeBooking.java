package com.arzani.tokens.payments.disputes;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.DisputeDetail;
import com.arzani.tokens.payments.StripeDisputes;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.type.StandardBasicTypes;

/// Books disputes as Stripe has them at this moment, each exactly once, whoever asks and how often: events,
/// reconciliation, and whoever has just answered one. Tokens are held while a dispute is open, given back when it is
/// won
/// and kept when it is lost; an inquiry moves nothing (R5).
public final class DisputeBooking {
    private static final String READINGS = "SELECT coalesce((SELECT readings FROM stripe_disputes WHERE id = :id), 0)";
    private static final String PAID = "SELECT count(*) FROM token_orders WHERE stripe_payment_intent_id = :payment";
    private static final String BOOK = "SELECT order_id, phase, tokens_held, hold_entry_id, return_entry_id"
            + " FROM book_dispute(CAST(:dispute AS jsonb), :session, :readings)";
    /// How often others may book the same dispute between our reading and our booking.
    private static final int ATTEMPTS = 10;

    private final Database database;
    private final StripeDisputes disputes;
    private final StripeGateway stripe;
    private final boolean live;

    /// @param live whether our key is one for real money: a dispute of the other kind is never booked (R13)
    public DisputeBooking(Database database, StripeDisputes disputes, StripeGateway stripe, boolean live) {
        this.database = database;
        this.disputes = disputes;
        this.stripe = stripe;
        this.live = live;
    }

    /// Reads the dispute and books what it is now.
    ///
    /// @throws TokenProblem `dispute_unknown` to Stripe, `dispute_not_ours` (no order of ours was paid with it),
    /// `dispute_order_unknown` (it names one that is not there), `dispute_live_differs`; `Unavailable`: try again
    public BookedDispute bring(String disputeId) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long readings = readings(disputeId);
            DisputeDetail detail =
                    disputes.dispute(disputeId).orElseThrow(() -> new Rejected("dispute_unknown", disputeId));
            try {
                return book(detail, readings);
            } catch (Conflict conflict) {
                if (!conflict.key().equals("dispute_moved")) {
                    throw conflict;
                }
            }
        }
        throw new Unavailable("dispute_moved", disputeId);
    }

    private long readings(String disputeId) {
        return database.read(session -> session.createNativeQuery(READINGS, Long.class)
                .setParameter("id", disputeId)
                .getSingleResult());
    }

    private BookedDispute book(DisputeDetail detail, long readings) {
        if (detail.dispute().origin().live() != live) {
            throw new Rejected("dispute_live_differs", detail.id());
        }
        String payment = detail.dispute().paymentId().orElseThrow(() -> new Rejected("dispute_not_ours", detail.id()));
        Optional<String> session = isPaid(payment) ? Optional.empty() : session(payment, detail.id());
        Object[] row = database.call(work -> work.createNativeQuery(BOOK, Object[].class)
                .setParameter("dispute", DisputeJson.of(detail))
                .setParameter("session", session.orElse(null), StandardBasicTypes.STRING)
                .setParameter("readings", readings)
                .getSingleResult());
        List<Long> entries = Stream.of(row[3], row[4])
                .filter(Objects::nonNull)
                .map(id -> ((Number) id).longValue())
                .toList();
        return new BookedDispute(
                detail.id(),
                ((Number) row[0]).longValue(),
                DisputePhase.valueOf(((String) row[1]).toUpperCase(Locale.ROOT)),
                ((Number) row[2]).longValue(),
                entries);
    }

    private boolean isPaid(String payment) {
        return database.read(session -> session.createNativeQuery(PAID, Long.class)
                        .setParameter("payment", payment)
                        .getSingleResult())
                > 0;
    }

    /// The checkout of a payment that is not credited yet: the order is found by it, since metadata proves nothing
    /// (T8).
    private Optional<String> session(String payment, String disputeId) {
        Optional<String> session = stripe.checkoutSessionOf(payment).map(CheckoutSession::id);
        if (session.isEmpty()
                && stripe.payment(payment)
                        .filter(found -> found.orderId().isPresent())
                        .isEmpty()) {
            throw new Rejected("dispute_not_ours", disputeId);
        }
        return session;
    }
}
