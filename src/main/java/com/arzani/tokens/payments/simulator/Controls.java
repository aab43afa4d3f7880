package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What customers and their banks do: it happens to a merchant and is no part of Stripe's API.
final class Controls {
    static final long DISPUTE_FEE_PENCE = 2_000;

    private final Making making;

    Controls(Making making) {
        this.making = making;
    }

    /// Stripe's price for a British card: 1.5 % and 20 p, the percentage rounded half up.
    static long feePence(long pence) {
        return Math.addExact(Math.multiplyExact(pence, 15L), 500) / 1000 + 20;
    }

    /// The customer pays what the session asks for; gives the payment's id.
    String pay(String sessionId, StoredObjects objects) {
        StoredObject session = open(sessionId, objects);
        long pence = session.whole("amount_total");
        String currency = session.state().path("currency").asText("gbp");
        StoredObject payment = payment(session, "succeeded");
        StoredObject charge = making.make("ch_", "charge", payment.id(), charge(session));
        ObjectNode movement =
                Making.state().put("amount", pence).put("currency", currency).put("fee", feePence(pence));
        StoredObject booked = making.make("txn_", "balance_transaction", charge.id(), movement);
        charge.state().put("balance_transaction", booked.id());
        payment.state().put("latest_charge", charge.id());
        objects.add(payment);
        objects.add(charge);
        objects.add(booked);
        session.state().put("status", "complete").put("payment_status", "paid");
        StoredObject paid = objects.change(
                new StoredObject(session.id(), session.object(), session.created(), payment.id(), session.state()));
        making.tell("payment_intent.succeeded", payment, objects);
        making.tell("charge.succeeded", charge, objects);
        making.tell("checkout.session.completed", paid, objects);
        return payment.id();
    }

    /// The customer's bank says no; the session stays open. Gives the payment's id.
    String decline(String sessionId, StoredObjects objects) {
        StoredObject session = open(sessionId, objects);
        StoredObject payment = payment(session, "requires_payment_method");
        ObjectNode failed = charge(session)
                .put("paid", false)
                .put("captured", false)
                .put("status", "failed")
                .put("failure_code", "card_declined")
                .put("failure_message", "Your card was declined.");
        StoredObject charge = making.make("ch_", "charge", payment.id(), failed);
        payment.state().put("latest_charge", charge.id());
        objects.add(payment);
        objects.add(charge);
        making.tell("payment_intent.payment_failed", payment, objects);
        return payment.id();
    }

    /// The customer's bank takes the money back; gives the dispute's id.
    String dispute(String paymentId, String reason, StoredObjects objects) {
        StoredObject payment = objects.find("payment_intent", paymentId)
                .orElseThrow(() -> StripeRefusal.noSuch(404, "payment_intent", paymentId, "id"));
        StoredObject charge =
                objects.lock("charge", payment.text("latest_charge")).orElseThrow();
        charge.state().put("disputed", true);
        objects.change(charge);
        long pence = charge.whole("amount");
        String currency = charge.state().path("currency").asText("gbp");
        ObjectNode state = Making.state()
                .put("amount", pence)
                .put("currency", currency)
                .put("charge", charge.id())
                .put("reason", reason);
        StoredObject dispute = objects.add(making.make("dp_", "dispute", paymentId, state));
        ObjectNode movement = Making.state()
                .put("amount", -pence)
                .put("currency", currency)
                .put("fee", DISPUTE_FEE_PENCE)
                .put("type", "adjustment")
                .put("reporting_category", "dispute");
        objects.add(making.make("txn_", "balance_transaction", dispute.id(), movement));
        making.tell("charge.dispute.created", dispute, objects);
        return dispute.id();
    }

    private StoredObject payment(StoredObject session, String status) {
        ObjectNode state = Making.state()
                .put("amount", session.whole("amount_total"))
                .put("currency", session.state().path("currency").asText("gbp"))
                .put("status", status);
        JsonNode metadata = session.state().path("payment_metadata");
        if (metadata.isObject()) {
            state.set("metadata", metadata.deepCopy());
        }
        return making.make("pi_", "payment_intent", null, state);
    }

    private static ObjectNode charge(StoredObject session) {
        return Making.state()
                .put("amount", session.whole("amount_total"))
                .put("currency", session.state().path("currency").asText("gbp"));
    }

    private static StoredObject open(String sessionId, StoredObjects objects) {
        StoredObject session = objects.lock("checkout.session", sessionId)
                .orElseThrow(() -> StripeRefusal.noSuch(404, "checkout.session", sessionId, "id"));
        if (!session.state().path("status").asText("open").equals("open")) {
            throw StripeRefusal.invalid("This checkout session is no longer open.", null);
        }
        return session;
    }
}
