package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/// Disputes and inquiries: what banks do, and what a merchant may answer. An inquiry (`warning_*`) moves no money; a
/// dispute takes the amount and a fee at once, and gives the amount back when it is won.
final class Disputes {
    static final long EVIDENCE_SECONDS = 9 * 86_400L;
    private static final long REVIEW_SECONDS = 60 * 86_400L;
    private static final Set<String> REFUNDABLE =
            Set.of("warning_needs_response", "warning_under_review", "warning_closed", "won", "prevented");
    private static final Set<String> REASONS = Set.of(
            "credit_not_processed",
            "duplicate",
            "fraudulent",
            "general",
            "product_not_received",
            "product_unacceptable",
            "subscription_canceled",
            "unrecognized");

    private final Answers answers;
    private final Making making;
    private final Movements movements;

    Disputes(Answers answers, Making making, Movements movements) {
        this.answers = answers;
        this.making = making;
        this.movements = movements;
    }

    static boolean refundable(StoredObject dispute) {
        return REFUNDABLE.contains(dispute.text("status", "needs_response"));
    }

    private static boolean open(StoredObject dispute) {
        return !Set.of("won", "lost", "warning_closed", "prevented").contains(dispute.text("status", "needs_response"));
    }

    /// The customer's bank takes that much of a payment back; gives the dispute's id.
    String dispute(String paymentId, String reason, long pence, StoredObjects objects) {
        StoredObject dispute = begin(paymentId, reason, pence, "needs_response", objects);
        withdraw(dispute, objects);
        making.tell("charge.dispute.created", dispute, objects);
        making.tell("charge.dispute.funds_withdrawn", dispute, objects);
        return dispute.id();
    }

    /// What of a payment has not been refunded.
    static long left(String paymentId, StoredObjects objects) {
        StoredObject charge = Refunds.paidCharge(paymentId, objects);
        return charge.whole("amount") - charge.whole("amount_refunded");
    }

    /// The customer's bank only asks.
    String inquiry(String paymentId, String reason, long pence, StoredObjects objects) {
        StoredObject dispute = begin(paymentId, reason, pence, "warning_needs_response", objects);
        making.tell("charge.dispute.created", dispute, objects);
        return dispute.id();
    }

    private StoredObject begin(String paymentId, String reason, long pence, String status, StoredObjects objects) {
        StoredObject charge = Refunds.paidCharge(paymentId, objects);
        if (!REASONS.contains(reason)) {
            throw StripeRefusal.invalid("Invalid reason: must be one of " + REASONS, "reason");
        }
        if (pence < 1 || pence > charge.whole("amount")) {
            throw StripeRefusal.invalid("A dispute is about at most what was paid.", "amount");
        }
        if (objects.children("dispute", paymentId).stream().anyMatch(Disputes::open)) {
            throw StripeRefusal.invalid("This payment is disputed already.", null);
        }
        ObjectNode before = making.seen(charge, objects);
        charge.state().put("disputed", true);
        making.changed("charge.updated", before, objects.change(charge), objects);
        ObjectNode state = Making.state()
                .put("amount", pence)
                .put("currency", charge.currency())
                .put("charge", charge.id())
                .put("reason", reason)
                .put("status", status);
        return objects.add(making.make("dp_", "dispute", paymentId, state).due(making.now() + EVIDENCE_SECONDS));
    }

    private void withdraw(StoredObject dispute, StoredObjects objects) {
        long pence = dispute.whole("amount");
        movements.book(Movements.Kind.DISPUTE, dispute, -pence, Movements.DISPUTE_FEE_PENCE, objects);
    }

    /// An inquiry becomes a dispute.
    String escalate(String disputeId, StoredObjects objects) {
        StoredObject dispute = Answers.lock("dispute", disputeId, objects);
        if (!open(dispute) || !dispute.text("status").startsWith("warning_")) {
            throw StripeRefusal.invalid("This is not an open inquiry.", null);
        }
        ObjectNode before = making.seen(dispute, objects);
        dispute.state().put("status", "needs_response");
        StoredObject now = objects.change(dispute.due(making.now() + EVIDENCE_SECONDS));
        withdraw(now, objects);
        making.changed("charge.dispute.updated", before, now, objects);
        making.tell("charge.dispute.funds_withdrawn", now, objects);
        return disputeId;
    }

    /// Evidence and metadata from the merchant; evidence goes to the bank unless `submit` is false.
    ObjectNode update(Call call) {
        Params params = call.params();
        StoredObject dispute = Answers.lock("dispute", call.id(), call.objects());
        Map<String, String> evidence = params.map("evidence");
        if (!evidence.isEmpty() && !dispute.text("status", "needs_response").endsWith("needs_response")) {
            throw StripeRefusal.invalid("Evidence for this dispute can no longer be changed.", "evidence");
        }
        if (evidence.values().stream().mapToInt(String::length).sum() > Evidence.TEXT_MAX) {
            throw StripeRefusal.invalid("The combined character count of all evidence is limited to 150,000.", null);
        }
        ObjectNode before = making.seen(dispute, call.objects());
        Metadata.merge(dispute.state(), params);
        if (!evidence.isEmpty()) {
            ObjectNode kept = dispute.state().withObjectProperty("evidence");
            evidence.forEach(kept::put);
            dispute.state().withObjectProperty("evidence_details").put("has_evidence", true);
        }
        StoredObject now = params.truth("submit").orElse(!evidence.isEmpty()) ? submitted(dispute) : dispute;
        making.changed("charge.dispute.updated", before, call.objects().change(now), call.objects());
        return answers.one(now, call);
    }

    private StoredObject submitted(StoredObject dispute) {
        String status = dispute.text("status", "needs_response");
        if (!status.endsWith("needs_response")) {
            throw StripeRefusal.invalid("Evidence for this dispute was submitted already.", "submit");
        }
        dispute.state().put("status", status.replace("needs_response", "under_review"));
        dispute.state()
                .withObjectProperty("evidence_details")
                .put("submission_count", 1)
                .put("due_by", dispute.due());
        return dispute.due(making.now() + REVIEW_SECONDS);
    }

    /// The merchant gives up.
    ObjectNode close(Call call) {
        return answers.one(lost(Answers.lock("dispute", call.id(), call.objects()), call.objects()), call);
    }

    /// The bank decides for the merchant: a dispute's money comes back, an inquiry is closed.
    String win(String disputeId, StoredObjects objects) {
        StoredObject dispute = Answers.lock("dispute", disputeId, objects);
        boolean inquiry = dispute.text("status").startsWith("warning_");
        StoredObject closed = end(dispute, inquiry ? "warning_closed" : "won", objects);
        if (!inquiry) {
            movements.book(Movements.Kind.DISPUTE_REVERSAL, closed, closed.whole("amount"), 0, objects);
            making.tell("charge.dispute.closed", closed, objects);
            making.tell("charge.dispute.funds_reinstated", closed, objects);
        } else {
            making.tell("charge.dispute.closed", closed, objects);
        }
        return disputeId;
    }

    /// The bank decides for the customer.
    String lose(String disputeId, StoredObjects objects) {
        return lost(Answers.lock("dispute", disputeId, objects), objects).id();
    }

    private StoredObject lost(StoredObject dispute, StoredObjects objects) {
        boolean inquiry = dispute.text("status").startsWith("warning_");
        StoredObject closed = end(dispute, inquiry ? "warning_closed" : "lost", objects);
        making.tell("charge.dispute.closed", closed, objects);
        return closed;
    }

    private StoredObject end(StoredObject dispute, String status, StoredObjects objects) {
        if (!open(dispute)) {
            throw StripeRefusal.invalid("This dispute is already closed.", null);
        }
        if (dispute.text("status", "needs_response").endsWith("needs_response")) {
            dispute.state()
                    .withObjectProperty("evidence_details")
                    .put("due_by", dispute.due())
                    .put("past_due", dispute.due() != 0 && dispute.due() <= making.now());
        }
        dispute.state().put("status", status);
        return objects.change(dispute.due(0));
    }
}
