package com.arzani.tokens.payments.stripe;

import com.arzani.tokens.payments.Dispute;
import com.arzani.tokens.payments.DisputeDetail;
import com.arzani.tokens.payments.Movement;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Reads a dispute whole, by the rules of [StripeAnswers].
final class DisputeAnswers {
    private DisputeAnswers() {}

    static DisputeDetail detail(JsonNode node) {
        JsonNode details = node.path("evidence_details");
        Dispute dispute = BookAnswers.dispute(node);
        List<Movement> movements = new ArrayList<>();
        node.path("balance_transactions").forEach(item -> movements.add(BookAnswers.movement(item)));
        return new DisputeDetail(
                dispute,
                StripeAnswers.text(node, "status"),
                new DisputeDetail.Evidence(
                        dispute.dueBy(),
                        details.path("has_evidence").asBoolean(),
                        Math.toIntExact(StripeAnswers.whole(details, "submission_count"))),
                movements);
    }
}
