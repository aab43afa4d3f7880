package com.arzani.tokens.payments.stripe;

import com.arzani.tokens.payments.Dispute;
import com.arzani.tokens.payments.DisputeDetail;
import com.arzani.tokens.payments.DisputeStatus;
import com.arzani.tokens.payments.Movement;
import com.arzani.tokens.payments.Origin;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads a dispute whole, by the rules of [StripeAnswers].
final class DisputeAnswers {
    private DisputeAnswers() {}

    static DisputeDetail detail(JsonNode node) {
        JsonNode details = node.path("evidence_details");
        Dispute dispute = new Dispute(
                StripeAnswers.origin(node),
                StripeAnswers.constant(DisputeStatus.class, node.path("status"), DisputeStatus.UNKNOWN),
                StripeAnswers.amount(node, "amount"),
                StripeAnswers.reference(node.path("payment_intent")),
                node.path("reason").asText(""),
                StripeAnswers.optional(details.path("due_by")).map(due -> Instant.ofEpochSecond(due.longValue())));
        List<Movement> movements = new ArrayList<>();
        node.path("balance_transactions").forEach(item -> movements.add(movement(item)));
        return new DisputeDetail(
                dispute,
                StripeAnswers.text(node, "status"),
                new DisputeDetail.Evidence(
                        dispute.dueBy(),
                        details.path("has_evidence").asBoolean(),
                        Math.toIntExact(StripeAnswers.whole(details, "submission_count"))),
                movements);
    }

    private static Movement movement(JsonNode node) {
        return new Movement(
                new Origin(StripeAnswers.text(node, "id"), StripeAnswers.moment(node), false),
                StripeAnswers.text(node, "type"),
                node.path("reporting_category").asText(""),
                StripeAnswers.reference(node.path("source")),
                StripeAnswers.amount(node, "amount"),
                StripeAnswers.whole(node, "fee"),
                StripeAnswers.whole(node, "net"));
    }
}
