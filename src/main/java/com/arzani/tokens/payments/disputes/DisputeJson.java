package com.arzani.tokens.payments.disputes;

import com.arzani.tokens.payments.Dispute;
import com.arzani.tokens.payments.DisputeDetail;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A dispute as `book_dispute` takes it.
final class DisputeJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DisputeJson() {}

    static String of(DisputeDetail detail) {
        Dispute dispute = detail.dispute();
        ObjectNode json = JSON.createObjectNode()
                .put("id", dispute.id())
                .put("payment_id", dispute.paymentId().orElse(null))
                .put("amount_pence", dispute.amount().pence())
                .put("currency", dispute.amount().currency())
                .put("status", detail.status())
                .put("reason", dispute.reason())
                .put("opened_at", dispute.origin().createdAt().toString())
                .put("due_by", detail.evidence().dueBy().map(Object::toString).orElse(null))
                .put("has_evidence", detail.evidence().given())
                .put("submissions", detail.evidence().submissions());
        ArrayNode movements = json.putArray("movements");
        detail.movements()
                .forEach(movement -> movements
                        .addObject()
                        .put("id", movement.id())
                        .put("category", movement.category())
                        .put("amount", movement.amount().pence())
                        .put("fee", movement.feePence())
                        .put("net", movement.netPence())
                        .put("currency", movement.amount().currency())
                        .put("at", movement.origin().createdAt().toString()));
        return json.toString();
    }
}
