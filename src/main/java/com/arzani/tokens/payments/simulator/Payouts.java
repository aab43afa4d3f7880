package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/// The balance, and what of it goes to the bank: once a day, all that is available. The movements of a payout carry its
/// id, its own among them, so they add up to nothing.
final class Payouts {
    private static final long DAY_SECONDS = 86_400;
    private static final long TRAVEL_SECONDS = 2 * DAY_SECONDS;
    private static final String AVAILABLE_ON = "coalesce((state->>'available_on')::bigint, created + 172800)";
    private static final String UNPAID = " object = 'balance_transaction' AND label IS NULL ";
    private static final String NET = "(state->>'amount')::bigint - coalesce((state->>'fee')::bigint, 0)";

    private final Making making;
    private final Movements movements;

    Payouts(Making making, Movements movements) {
        this.making = making;
        this.movements = movements;
    }

    ObjectNode balance(Call call) {
        return balance(call.objects());
    }

    private ObjectNode balance(StoredObjects objects) {
        ObjectNode balance = Making.state().put("object", "balance").put("livemode", false);
        part(balance, "available", sum("<=", objects));
        part(balance, "pending", sum(">", objects));
        return balance;
    }

    private static void part(ObjectNode balance, String name, long pence) {
        balance.putArray(name)
                .addObject()
                .put("amount", pence)
                .put("currency", "gbp")
                .putObject("source_types")
                .put("card", pence);
    }

    private long sum(String when, StoredObjects objects) {
        Object sum = objects.rows(
                        "SELECT coalesce(sum(" + NET + "), 0) FROM simulator.objects WHERE" + UNPAID + "AND "
                                + AVAILABLE_ON + " " + when + " ?",
                        making.now())
                .getFirst()[0];
        return ((BigDecimal) sum).longValueExact();
    }

    /// The day's payout, unless there was one today or there is nothing to pay out.
    void daily(StoredObjects objects) {
        long midnight = making.now() - Math.floorMod(making.now(), DAY_SECONDS);
        boolean today = objects.newest("payout")
                .filter(last -> last.created() >= midnight)
                .isPresent();
        if (!today && sum("<=", objects) > 0) {
            payOut(objects);
        }
    }

    /// Pays out all that is available; gives the payout's id.
    String payOut(StoredObjects objects) {
        long pence = sum("<=", objects);
        if (pence <= 0) {
            throw StripeRefusal.invalid("balance_insufficient", "There is nothing available to pay out.", null);
        }
        ObjectNode state = Making.state().put("amount", pence).put("status", "in_transit");
        StoredObject payout = making.make("po_", "payout", null, state).due(making.now() + TRAVEL_SECONDS);
        objects.execute(
                "UPDATE simulator.objects SET label = ? WHERE" + UNPAID + "AND " + AVAILABLE_ON + " <= ?",
                payout.id(),
                making.now());
        StoredObject movement = movements.made(Movements.Kind.PAYOUT, payout, -pence, 0);
        objects.add(movement.labelled(payout.id()));
        state.put("balance_transaction", movement.id());
        objects.add(payout);
        making.tell("payout.created", payout, objects);
        making.tell("payout.reconciliation_completed", payout, objects);
        tellBalance(objects);
        return payout.id();
    }

    private void tellBalance(StoredObjects objects) {
        making.tell("balance.available", balance(objects), objects);
    }

    /// It arrives at the bank.
    String arrive(String payoutId, StoredObjects objects) {
        StoredObject payout = underWay(payoutId, List.of("in_transit"), objects);
        return tell("payout.paid", payout, "paid", objects);
    }

    /// The bank sends it back, even one that arrived; the money is on the balance again.
    String fail(String payoutId, StoredObjects objects) {
        StoredObject payout = underWay(payoutId, List.of("in_transit", "paid"), objects);
        payout.state()
                .put("failure_code", "account_closed")
                .put("failure_message", "The bank account has been closed.")
                .put(
                        "failure_balance_transaction",
                        movements.book(Movements.Kind.PAYOUT_FAILURE, payout, payout.whole("amount"), 0, objects));
        return tell("payout.failed", payout, "failed", objects);
    }

    private String tell(String type, StoredObject payout, String status, StoredObjects objects) {
        payout.state().put("status", status).put("arrival_date", Templates.arrival(payout));
        making.tell(type, objects.change(payout.due(0)), objects);
        return payout.id();
    }

    private static StoredObject underWay(String payoutId, List<String> statuses, StoredObjects objects) {
        StoredObject payout = Answers.lock("payout", payoutId, objects);
        if (!statuses.contains(payout.text("status", "paid"))) {
            throw StripeRefusal.invalid("This payout is " + payout.text("status") + " already.", null);
        }
        return payout;
    }
}
