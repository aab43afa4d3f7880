package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/// Refunds of payments. A charge gives back at most what it took; what fails or is cancelled counts no more.
final class Refunds {
    private static final long PENDING_SECONDS = 3 * 86_400L;
    private static final Set<String> REASONS = Set.of("duplicate", "fraudulent", "requested_by_customer");

    private final Answers answers;
    private final Making making;
    private final Movements movements;
    private volatile RefundCourse course = RefundCourse.AT_ONCE;

    Refunds(Answers answers, Making making, Movements movements) {
        this.answers = answers;
        this.making = making;
        this.movements = movements;
    }

    void course(RefundCourse next) {
        course = next;
    }

    ObjectNode create(Call call) {
        Params params = call.params();
        StoredObject charge = charge(params, call.objects());
        long left = left(charge, call.objects());
        long pence = params.whole("amount").orElse(left);
        if (pence < 1) {
            throw StripeRefusal.invalid("parameter_invalid_integer", "Invalid positive integer", "amount");
        }
        if (pence > left) {
            throw StripeRefusal.invalid("Refund amount is greater than unrefunded amount on charge", "amount");
        }
        ObjectNode state = Metadata.merge(Making.state().put("amount", pence), params);
        params.text("reason").ifPresent(reason -> {
            if (!REASONS.contains(reason)) {
                throw StripeRefusal.invalid("Invalid reason: must be one of " + REASONS, "reason");
            }
            state.put("reason", reason);
        });
        return answers.one(make(charge, state, call.objects()), call);
    }

    /// What the dashboard does; gives the refund's id.
    String refund(String paymentId, long pence, StoredObjects objects) {
        StoredObject charge = paidCharge(paymentId, objects);
        if (pence < 1 || pence > left(charge, objects)) {
            throw StripeRefusal.invalid("Refund amount is greater than unrefunded amount on charge", "amount");
        }
        return make(charge, Making.state().put("amount", pence), objects).id();
    }

    private static long left(StoredObject charge, StoredObjects objects) {
        for (StoredObject dispute : objects.children("dispute", charge.parent())) {
            if (!Disputes.refundable(dispute)) {
                throw StripeRefusal.invalid(
                        "charge_disputed",
                        "Charge " + charge.id() + " has been charged back; cannot issue a refund.",
                        null);
            }
        }
        long left = charge.whole("amount") - charge.whole("amount_refunded");
        if (left == 0) {
            throw StripeRefusal.invalid(
                    "charge_already_refunded", "Charge " + charge.id() + " has already been refunded.", null);
        }
        return left;
    }

    private static StoredObject charge(Params params, StoredObjects objects) {
        Optional<String> chargeId = params.text("charge");
        if (chargeId.isPresent()) {
            return objects.lock("charge", chargeId.get())
                    .orElseThrow(() -> StripeRefusal.noSuch(404, "charge", chargeId.get(), "charge"));
        }
        return paidCharge(params.text("payment_intent").orElseThrow(() -> StripeRefusal.missing("charge")), objects);
    }

    static StoredObject paidCharge(String paymentId, StoredObjects objects) {
        StoredObject payment = objects.find("payment_intent", paymentId)
                .orElseThrow(() -> StripeRefusal.noSuch(404, "payment_intent", paymentId, "payment_intent"));
        return objects.lock("charge", payment.text("latest_charge"))
                .filter(charge -> charge.state().path("paid").asBoolean(true))
                .orElseThrow(() -> StripeRefusal.invalid(
                        "This PaymentIntent (" + paymentId + ") does not have a successful charge to refund.", null));
    }

    private StoredObject make(StoredObject charge, ObjectNode state, StoredObjects objects) {
        RefundCourse now = course;
        state.put("currency", charge.currency()).put("charge", charge.id());
        StoredObject refund = making.make("re_", "refund", charge.parent(), state);
        if (now != RefundCourse.AT_ONCE) {
            state.put("status", now == RefundCourse.PENDING ? "pending" : "requires_action");
            refund = refund.due(making.now() + PENDING_SECONDS);
        }
        if (now != RefundCourse.REQUIRES_ACTION) {
            state.put("balance_transaction", book(Movements.Kind.REFUND, refund, -1, objects));
        }
        objects.add(refund);
        count(charge, refund.whole("amount"), "charge.refunded", objects);
        making.tell("refund.created", refund, objects);
        return refund;
    }

    private String book(Movements.Kind kind, StoredObject refund, int sign, StoredObjects objects) {
        return movements.book(kind, refund, sign * refund.whole("amount"), 0, objects);
    }

    private void count(StoredObject charge, long more, String type, StoredObjects objects) {
        ObjectNode before = making.seen(charge, objects);
        charge.state().put("amount_refunded", charge.whole("amount_refunded") + more);
        making.changed(type, before, objects.change(charge), objects);
    }

    ObjectNode update(Call call) {
        StoredObject refund = Answers.lock("refund", call.id(), call.objects());
        ObjectNode before = making.seen(refund, call.objects());
        Metadata.merge(refund.state(), call.params());
        making.changed("refund.updated", before, call.objects().change(refund), call.objects());
        return answers.one(refund, call);
    }

    ObjectNode cancel(Call call) {
        StoredObject refund = Answers.lock("refund", call.id(), call.objects());
        if (!refund.text("status").equals("requires_action")) {
            throw StripeRefusal.invalid("Only refunds with a status of requires_action can be canceled.", null);
        }
        return answers.one(undo(refund, "canceled", "merchant_request", call.objects()), call);
    }

    /// A refund that waits arrives.
    String succeed(String refundId, StoredObjects objects) {
        StoredObject refund = Answers.lock("refund", refundId, objects);
        if (!Set.of("pending", "requires_action").contains(refund.text("status"))) {
            throw StripeRefusal.invalid("This refund does not wait for anything.", null);
        }
        ObjectNode before = making.seen(refund, objects);
        if (refund.text("status").equals("requires_action")) {
            refund.state().put("balance_transaction", book(Movements.Kind.REFUND, refund, -1, objects));
        }
        refund.state().put("status", "succeeded");
        making.changed("refund.updated", before, objects.change(refund.due(0)), objects);
        return refundId;
    }

    /// The customer's bank sends a refund back, even one that succeeded.
    String fail(String refundId, StoredObjects objects) {
        StoredObject refund = Answers.lock("refund", refundId, objects);
        if (Set.of("failed", "canceled").contains(refund.text("status"))) {
            throw StripeRefusal.invalid("This refund has come back already.", null);
        }
        return undo(refund, "failed", "expired_or_canceled_card", objects).id();
    }

    private StoredObject undo(StoredObject refund, String status, String why, StoredObjects objects) {
        ObjectNode before = making.seen(refund, objects);
        refund.state().put("status", status).put("failure_reason", why);
        if (refund.state().has("balance_transaction")) {
            String back = book(Movements.Kind.REFUND_FAILURE, refund, 1, objects);
            refund.state().put("failure_balance_transaction", back);
        }
        StoredObject undone = objects.change(refund.due(0));
        StoredObject charge = Answers.lock("charge", refund.text("charge"), objects);
        count(charge, -refund.whole("amount"), "charge.updated", objects);
        if (status.equals("failed")) {
            making.tell("refund.failed", undone, objects);
        }
        making.changed("refund.updated", before, undone, objects);
        making.changed("charge.refund.updated", before, undone, objects);
        return undone;
    }
}
