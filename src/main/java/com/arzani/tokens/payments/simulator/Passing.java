package com.arzani.tokens.payments.simulator;

import java.time.Duration;
import java.util.List;

/// What time alone brings: sessions expire, delayed payments and pending refunds settle, evidence is overdue, payouts
/// leave and arrive, old events are forgotten.
final class Passing {
    private static final int AT_ONCE = 100;

    private final Making making;
    private final Checkouts checkouts;
    private final Payments payments;
    private final Refunds refunds;
    private final Disputes disputes;
    private final Payouts payouts;

    Passing(
            Making making,
            Checkouts checkouts,
            Payments payments,
            Refunds refunds,
            Disputes disputes,
            Payouts payouts) {
        this.making = making;
        this.checkouts = checkouts;
        this.payments = payments;
        this.refunds = refunds;
        this.disputes = disputes;
        this.payouts = payouts;
    }

    /// Does a part of what is due; whether there may be more.
    boolean some(StoredObjects objects) {
        List<StoredObject> due = objects.due(making.now(), AT_ONCE);
        for (StoredObject one : due) {
            try {
                happens(one, objects);
            } catch (StripeRefusal overtaken) {
                // What it waited for came about in another way: it waits no more, and the others are not held up.
                objects.change(one.due(0));
            }
        }
        return due.size() == AT_ONCE;
    }

    /// Once in a while: the day's payout, and events of more than thirty days ago.
    void daily(StoredObjects objects) {
        payouts.daily(objects);
        objects.execute(
                "DELETE FROM simulator.deliveries WHERE event_id IN (SELECT id FROM simulator.objects"
                        + " WHERE object = 'event' AND created < ?)",
                making.now() - Answers.EVENTS_SECONDS);
        objects.execute(
                "DELETE FROM simulator.objects WHERE object = 'event' AND created < ?",
                making.now() - Answers.EVENTS_SECONDS);
    }

    private void happens(StoredObject due, StoredObjects objects) {
        switch (due.object()) {
            case "checkout.session" -> checkouts.expire(due, objects);
            case "payment_intent" -> payments.settle(due.id(), objects);
            case "refund" -> refunds.succeed(due.id(), objects);
            case "dispute" -> disputes.lose(due.id(), objects);
            case "payout" -> payouts.arrive(due.id(), objects);
            default -> objects.change(due.due(0));
        }
    }

    /// Brings everything that waits for a moment that much nearer. The clock itself stays, since what is made
    /// afterwards must not lie in a future that the product has not reached.
    static void nearer(Duration time, StoredObjects objects) {
        long seconds = time.toSeconds();
        objects.execute("UPDATE simulator.objects SET due = due - ? WHERE due IS NOT NULL", seconds);
        objects.execute(
                "UPDATE simulator.objects SET state = state || jsonb_build_object('available_on',"
                        + " coalesce((state->>'available_on')::bigint, created + 172800) - ?)"
                        + " WHERE object = 'balance_transaction' AND label IS NULL",
                seconds);
        objects.execute("UPDATE simulator.deliveries SET due = due - ? WHERE state = 'waiting'", time.toMillis());
        objects.execute(
                "UPDATE simulator.idempotent_answers SET answered_at = answered_at - make_interval(secs => ?)",
                (double) seconds);
    }
}
