package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Refunds of card payments: they succeed at once. A charge gives back at most what it took.
final class Refunds {
    private final Answers answers;
    private final Making making;

    Refunds(Answers answers, Making making) {
        this.answers = answers;
        this.making = making;
    }

    ObjectNode create(Call call) {
        Params params = call.params();
        StoredObject charge = charge(params, call.objects());
        long left = charge.whole("amount") - charge.whole("amount_refunded");
        if (charge.state().path("disputed").asBoolean()) {
            throw StripeRefusal.invalid(
                    "charge_disputed",
                    "Charge " + charge.id() + " has been charged back; cannot issue a refund.",
                    null);
        }
        if (left == 0) {
            throw StripeRefusal.invalid(
                    "charge_already_refunded", "Charge " + charge.id() + " has already been refunded.", null);
        }
        long pence = params.whole("amount").orElse(left);
        if (pence < 1) {
            throw StripeRefusal.invalid("parameter_invalid_integer", "Invalid positive integer", "amount");
        }
        if (pence > left) {
            throw StripeRefusal.invalid("Refund amount is greater than unrefunded amount on charge", "amount");
        }
        StoredObject refund = book(charge, pence, call);
        return answers.one(refund, call);
    }

    private StoredObject charge(Params params, StoredObjects objects) {
        Optional<String> chargeId = params.text("charge");
        if (chargeId.isPresent()) {
            return objects.lock("charge", chargeId.get())
                    .orElseThrow(() -> StripeRefusal.noSuch(404, "charge", chargeId.get(), "charge"));
        }
        String paymentId = params.text("payment_intent").orElseThrow(() -> StripeRefusal.missing("charge"));
        StoredObject payment = objects.find("payment_intent", paymentId)
                .orElseThrow(() -> StripeRefusal.noSuch(404, "payment_intent", paymentId, "payment_intent"));
        return objects.lock("charge", payment.text("latest_charge"))
                .filter(charge -> charge.state().path("paid").asBoolean(true))
                .orElseThrow(() -> StripeRefusal.invalid(
                        "This PaymentIntent (" + paymentId + ") does not have a successful charge to refund.", null));
    }

    private StoredObject book(StoredObject charge, long pence, Call call) {
        StoredObjects objects = call.objects();
        String currency = charge.state().path("currency").asText("gbp");
        ObjectNode state = Making.state()
                .put("amount", pence)
                .put("currency", currency)
                .put("charge", charge.id())
                .put("balance_transaction", making.id("txn_"));
        call.params().text("reason").ifPresent(reason -> state.put("reason", reason));
        Making.metadata(state, call.params().map("metadata"));
        StoredObject refund = making.make("re_", "refund", charge.parent(), state);
        objects.add(refund);
        ObjectNode movement = Making.state()
                .put("amount", -pence)
                .put("currency", currency)
                .put("type", "refund")
                .put("reporting_category", "refund");
        objects.add(new StoredObject(
                state.get("balance_transaction").asText(),
                "balance_transaction",
                refund.created(),
                refund.id(),
                movement));
        charge.state().put("amount_refunded", charge.whole("amount_refunded") + pence);
        making.tell("charge.refunded", objects.change(charge), objects);
        making.tell("refund.created", refund, objects);
        return refund;
    }
}
