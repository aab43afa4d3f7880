package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.BalanceEntry;
import com.arzani.tokens.payments.Charge;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.reconciliation.Difference.Gap;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps each payment as it was compared last, for the report: both sides, and what explains that they differ.
final class Items {
    private final Database database;
    private final ObjectMapper mapper = new ObjectMapper();

    Items(Database database) {
        this.database = database;
    }

    void save(Run run, Map<String, Reconciler.Result> results) {
        ArrayNode rows = mapper.createArrayNode();
        results.values().stream()
                .filter(result -> matters(result.comparison()))
                .forEach(result -> row(rows.addObject(), result, run));
        if (!rows.isEmpty()) {
            database.call(
                    session -> new Sql(session).done("SELECT keep_items(?, ?::jsonb)", run.id(), rows.toString()));
        }
    }

    /// A checkout that nobody paid and nobody booked is no item.
    private static boolean matters(Comparison it) {
        return it.theirs().paid() || !it.ours().entries().isEmpty();
    }

    private static void row(ObjectNode row, Reconciler.Result result, Run run) {
        Comparison it = result.comparison();
        Optional<Payment> payment = it.theirs().payment();
        row.put("payment_id", it.ours().paymentId())
                .put("created", created(it, run).toString());
        it.ours().order().ifPresent(order -> row.put("order_id", order.id()));
        it.ours().userId().ifPresent(user -> row.put("user_id", user));
        row.put(
                        "currency",
                        payment.map(found -> found.amount().currency())
                                .orElse(it.price().currency()))
                .put("stripe_pence", it.theirs().received())
                .put("ledger_pence", it.ledgerPence())
                .put("refunded_pence", it.theirs().refunded())
                .put("disputed_pence", it.theirs().disputed());
        payment.flatMap(Payment::charge)
                .flatMap(Charge::balanceEntry)
                .map(BalanceEntry::feePence)
                .ifPresent(fee -> row.put("fee_pence", fee));
        row.put("tokens_due", it.tokensDue()).put("tokens_booked", it.ours().booked());
        ObjectNode explained = row.putObject("explained");
        explanations(result)
                .forEach(
                        (name, gap) -> explained.putArray(name).add(gap.pence()).add(gap.tokens()));
    }

    private static Instant created(Comparison it, Run run) {
        return it.theirs()
                .payment()
                .map(payment -> payment.origin().createdAt())
                .orElseGet(() -> it.ours().entries().stream()
                        .map(Entry::createdAt)
                        .min(Instant::compareTo)
                        .orElse(run.window().from()));
    }

    /// What each difference explains of the gap; a label explains what is left of it.
    private static Map<String, Gap> explanations(Reconciler.Result result) {
        Map<String, Gap> explained = new LinkedHashMap<>();
        Gap left = result.comparison().gap();
        for (Difference difference : result.differences()) {
            if (!difference.gap().isNone()) {
                explained.merge(difference.kind().name(), difference.gap(), Gap::plus);
                left = left.plus(
                        new Gap(-difference.gap().pence(), -difference.gap().tokens()));
            }
        }
        if (result.label().isPresent() && !left.isNone()) {
            explained.put(result.label().get(), left);
        }
        return explained;
    }
}
