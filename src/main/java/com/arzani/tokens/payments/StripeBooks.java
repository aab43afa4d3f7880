package com.arzani.tokens.payments;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Stripe keeps of money beside payments, to be read and compared: refunds, disputes, the balance and its payouts,
/// and the events of the last thirty days. Nothing here changes anything. Failures are those of [StripeGateway].
public interface StripeBooks {
    /// The refund as it is now, or nothing if Stripe does not know it.
    Optional<Refund> refund(String id);

    /// Every refund of a payment, oldest first.
    List<Refund> refundsOf(String paymentId);

    /// Disputes and inquiries created in the window, newest first, a page at a time.
    Page<Dispute> disputes(Window created, Optional<String> startingAfter);

    Optional<Dispute> dispute(String id);

    /// Every dispute and inquiry of a payment, oldest first.
    List<Dispute> disputesOf(String paymentId);

    /// Payouts created in the window, newest first, a page at a time.
    Page<Payout> payouts(Window created, Optional<String> startingAfter);

    Optional<Payout> payout(String id);

    /// Movements on the balance created in the window, newest first, a page at a time.
    Page<Movement> movements(Window created, Optional<String> startingAfter);

    /// Movements that left with a payout, its own among them, a page at a time.
    Page<Movement> movementsOf(String payoutId, Optional<String> startingAfter);

    /// Money on the balance at this moment, pending included, by currency.
    Map<String, Long> balance();

    /// Events of these types (20 at most) created in the window, newest first, a page at a time; none is older than
    /// thirty days.
    Page<ListedEvent> events(Window created, Collection<String> types, Optional<String> startingAfter);

    /// Requests a second at this moment, and how often Stripe said it is too much since [#restorePace].
    Pace pace();

    /// Back to the pace it began with; a run begins so.
    void restorePace();

    /// @param perSecond requests a second at this moment
    /// @param refusals answers 429 so far
    record Pace(int perSecond, long refusals) {}
}
