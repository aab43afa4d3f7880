package com.arzani.tokens.payments.stripe;

import com.arzani.tokens.payments.Dispute;
import com.arzani.tokens.payments.DisputeStatus;
import com.arzani.tokens.payments.ListedEvent;
import com.arzani.tokens.payments.Movement;
import com.arzani.tokens.payments.Origin;
import com.arzani.tokens.payments.Payout;
import com.arzani.tokens.payments.PayoutStatus;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads what reconciliation asks for beside payments, by the rules of [StripeAnswers].
final class BookAnswers {
    private BookAnswers() {}

    static Dispute dispute(JsonNode node) {
        return new Dispute(
                StripeAnswers.origin(node),
                StripeAnswers.constant(DisputeStatus.class, node.path("status"), DisputeStatus.UNKNOWN),
                StripeAnswers.amount(node, "amount"),
                StripeAnswers.reference(node.path("payment_intent")),
                node.path("reason").asText(""),
                StripeAnswers.optional(node.path("evidence_details").path("due_by"))
                        .map(due -> Instant.ofEpochSecond(due.longValue())));
    }

    static Payout payout(JsonNode node) {
        return new Payout(
                StripeAnswers.origin(node),
                StripeAnswers.constant(PayoutStatus.class, node.path("status"), PayoutStatus.UNKNOWN),
                StripeAnswers.amount(node, "amount"),
                Instant.ofEpochSecond(StripeAnswers.whole(node, "arrival_date")),
                node.path("automatic").asBoolean());
    }

    static Movement movement(JsonNode node) {
        return new Movement(
                // A balance transaction does not say whether it is real money: its key does.
                new Origin(StripeAnswers.text(node, "id"), StripeAnswers.moment(node), false),
                StripeAnswers.text(node, "type"),
                node.path("reporting_category").asText(""),
                StripeAnswers.reference(node.path("source")),
                StripeAnswers.amount(node, "amount"),
                StripeAnswers.whole(node, "fee"),
                StripeAnswers.whole(node, "net"));
    }

    static ListedEvent event(JsonNode node) {
        return new ListedEvent(
                StripeAnswers.text(node, "id"),
                StripeAnswers.text(node, "type"),
                StripeAnswers.moment(node),
                node.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Available and pending together.
    static Map<String, Long> balance(JsonNode node) {
        Map<String, Long> sums = new HashMap<>();
        for (String part : List.of("available", "pending")) {
            for (JsonNode money : node.path(part)) {
                String currency = StripeAnswers.amount(money, "amount").currency();
                sums.merge(currency, StripeAnswers.whole(money, "amount"), Math::addExact);
            }
        }
        return sums;
    }
}
