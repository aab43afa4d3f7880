package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What customers do at a checkout, and how their payments come out. It is no part of Stripe's API.
final class Payments {
    private static final long DELAYED_SECONDS = 3 * 86_400L;

    private final Answers answers;
    private final Making making;
    private final Movements movements;

    Payments(Answers answers, Making making, Movements movements) {
        this.answers = answers;
        this.making = making;
        this.movements = movements;
    }

    /// What a merchant may write on a payment afterwards.
    ObjectNode update(Call call) {
        StoredObject payment = Answers.lock("payment_intent", call.id(), call.objects());
        call.params().text("description").ifPresent(text -> payment.state().put("description", text));
        Metadata.merge(payment.state(), call.params());
        return answers.one(call.objects().change(payment), call);
    }

    /// The customer pays what the session asks for; gives the payment's id.
    String pay(String sessionId, StoredObjects objects) {
        StoredObject session = open(sessionId, objects);
        StoredObject payment = payment(session, objects);
        StoredObject charge = charge(payment, "succeeded");
        objects.add(charge);
        succeed(payment, charge, objects);
        tellCompleted(session, payment, "paid", objects);
        return payment.id();
    }

    /// The customer chooses a method that takes days, such as a direct debit: the session completes unpaid.
    String payLater(String sessionId, StoredObjects objects) {
        StoredObject session = open(sessionId, objects);
        StoredObject payment = payment(session, objects);
        StoredObject charge = charge(payment, "pending");
        charge.state().put("paid", false);
        objects.add(charge);
        payment.state().put("status", "processing").put("latest_charge", charge.id());
        StoredObject processing = objects.change(payment.due(making.now() + DELAYED_SECONDS));
        making.tell("payment_intent.processing", processing, objects);
        making.tell("charge.pending", charge, objects);
        tellCompleted(session, payment, "unpaid", objects);
        return payment.id();
    }

    /// The customer's bank says no; the session stays open. Gives the payment's id.
    String decline(String sessionId, StoredObjects objects) {
        StoredObject session = open(sessionId, objects);
        StoredObject payment = payment(session, objects);
        StoredObject charge = charge(payment, "failed");
        charge.state().put("captured", false);
        objects.add(charge);
        fail(payment, charge, "card_declined", "Your card was declined.", objects);
        objects.change(session.under(payment.id()));
        return payment.id();
    }

    /// A delayed payment arrives.
    String settle(String paymentId, StoredObjects objects) {
        StoredObject payment = processing(paymentId, objects);
        StoredObject charge = Answers.lock("charge", payment.text("latest_charge"), objects);
        charge.state().put("status", "succeeded").put("paid", true);
        succeed(payment, charge, objects);
        StoredObject session = sessionOf(paymentId, objects);
        session.state().put("payment_status", "paid");
        making.tell("checkout.session.async_payment_succeeded", objects.change(session), objects);
        return paymentId;
    }

    /// A delayed payment fails: the bank has no cover.
    String bounce(String paymentId, StoredObjects objects) {
        StoredObject payment = processing(paymentId, objects);
        StoredObject charge = Answers.lock("charge", payment.text("latest_charge"), objects);
        fail(payment, charge, "insufficient_funds", "The customer's account has insufficient funds.", objects);
        making.tell("checkout.session.async_payment_failed", sessionOf(paymentId, objects), objects);
        return paymentId;
    }

    private void succeed(StoredObject payment, StoredObject charge, StoredObjects objects) {
        long pence = payment.whole("amount");
        charge.state()
                .put(
                        "balance_transaction",
                        movements.book(Movements.Kind.CHARGE, charge, pence, Movements.feePence(pence), objects));
        objects.change(charge);
        payment.state().put("status", "succeeded").put("latest_charge", charge.id());
        payment.state().remove("last_payment_error");
        making.tell("payment_intent.succeeded", objects.change(payment.due(0)), objects);
        making.tell("charge.succeeded", charge, objects);
    }

    private void fail(StoredObject payment, StoredObject charge, String code, String words, StoredObjects objects) {
        charge.state()
                .put("status", "failed")
                .put("paid", false)
                .put("failure_code", code)
                .put("failure_message", words);
        objects.change(charge);
        payment.state().put("status", "requires_payment_method").put("latest_charge", charge.id());
        payment.state()
                .putObject("last_payment_error")
                .put("type", "card_error")
                .put("code", code)
                .put("message", words)
                .put("charge", charge.id());
        making.tell("payment_intent.payment_failed", objects.change(payment.due(0)), objects);
        making.tell("charge.failed", charge, objects);
    }

    private void tellCompleted(StoredObject session, StoredObject payment, String paid, StoredObjects objects) {
        session.state()
                .put("status", "complete")
                .put("payment_status", paid)
                .put("expires_at", Templates.expiry(session));
        StoredObject completed = objects.change(session.under(payment.id()).due(0));
        making.tell("checkout.session.completed", completed, objects);
    }

    /// The session's payment: made by the first attempt, used again by the next.
    private StoredObject payment(StoredObject session, StoredObjects objects) {
        if (session.parent() != null) {
            return Answers.lock("payment_intent", session.parent(), objects);
        }
        ObjectNode state = Making.state()
                .put("amount", session.whole("amount_total"))
                .put("currency", session.currency())
                .put("status", "requires_payment_method");
        JsonNode metadata = session.state().path("payment_metadata");
        if (metadata.isObject()) {
            state.set("metadata", metadata.deepCopy());
        }
        StoredObject payment = objects.add(making.make("pi_", "payment_intent", null, state));
        making.tell("payment_intent.created", payment, objects);
        return payment;
    }

    private StoredObject charge(StoredObject payment, String status) {
        ObjectNode state = Making.state()
                .put("amount", payment.whole("amount"))
                .put("currency", payment.currency())
                .put("status", status);
        return making.make("ch_", "charge", payment.id(), state);
    }

    private static StoredObject processing(String paymentId, StoredObjects objects) {
        StoredObject payment = Answers.lock("payment_intent", paymentId, objects);
        if (!payment.text("status").equals("processing")) {
            throw StripeRefusal.invalid("This payment is not processing.", null);
        }
        return payment;
    }

    private static StoredObject sessionOf(String paymentId, StoredObjects objects) {
        return objects.children("checkout.session", paymentId).getFirst();
    }

    private static StoredObject open(String sessionId, StoredObjects objects) {
        StoredObject session = Answers.lock("checkout.session", sessionId, objects);
        if (!session.text("status", "open").equals("open")) {
            throw StripeRefusal.invalid("This checkout session is no longer open.", null);
        }
        return session;
    }
}
