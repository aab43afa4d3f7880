package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.TokenProblem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// How a batch travels to `post_batch` and its outcomes back.
final class PostingJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PostingJson() {}

    static String of(List<Posting> postings) {
        ArrayNode array = JSON.createArrayNode();
        for (Posting posting : postings) {
            Posting.Context context = posting.context();
            ObjectNode node = array.addObject()
                    .put("operation_key", posting.operationKey())
                    .put("user_id", posting.userId())
                    .put("transaction_type", posting.type().code())
                    .put("tokens", posting.tokens().count())
                    .put("direction", posting.direction().sign())
                    .put("action_type", context.actionType())
                    .put("reference_id", context.referenceId())
                    .put("order_id", context.orderId())
                    .put("stripe_payment_intent_id", context.paymentIntentId())
                    .put("reverses", posting.reverses())
                    .put("on_behalf_of", context.onBehalfOf());
            try {
                node.set("metadata", JSON.readTree(context.metadata()));
            } catch (JsonProcessingException malformed) {
                throw new IllegalArgumentException("metadata is not JSON", malformed);
            }
        }
        return array.toString();
    }

    static BatchOutcome outcome(Object[] row) {
        int line = ((Number) row[0]).intValue();
        if (row[1] != null) {
            return new BatchOutcome(line, 0, null, false, Optional.of(refusal((String) row[1], (String) row[2])));
        }
        long entryId = ((Number) row[4]).longValue();
        Tokens balance = new Tokens(((Number) row[5]).longValue());
        return new BatchOutcome(line, entryId, balance, Boolean.TRUE.equals(row[3]), Optional.empty());
    }

    static TokenProblem refusal(String key, String arguments) {
        try {
            Object[] values = arguments == null ? new Object[0] : JSON.readValue(arguments, Object[].class);
            return LedgerService.refusal(key, values);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("refusal " + key + " with arguments that are not JSON", malformed);
        }
    }
}
