package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes whole Stripe objects of stored ones: the template of its kind, then the stored state, then what follows from
/// it.
final class Templates {
    static final List<String> OBJECTS = List.of(
            "product",
            "price",
            "checkout.session",
            "item",
            "payment_intent",
            "charge",
            "refund",
            "dispute",
            "balance_transaction",
            "event",
            "payout",
            "webhook_endpoint");

    /// Where a state keeps what is never answered.
    static final String HIDDEN = "_";

    private static final long DAY_SECONDS = 86_400;

    private final Map<String, ObjectNode> templates = new HashMap<>();

    Templates(ObjectMapper mapper) {
        for (String object : OBJECTS) {
            try (InputStream in = Templates.class.getResourceAsStream("/simulator/" + object + ".json")) {
                templates.put(object, (ObjectNode) mapper.readTree(in));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    ObjectNode render(StoredObject stored) {
        ObjectNode whole = templates.get(stored.object()).deepCopy();
        whole.put("id", stored.id()).put("created", stored.created());
        whole.setAll(stored.state());
        whole.remove(HIDDEN);
        switch (stored.object()) {
            case "product" -> fill(whole, "updated", stored.created());
            case "price" ->
                whole.put("unit_amount_decimal", whole.get("unit_amount").asText());
            case "checkout.session" -> session(whole, stored);
            case "payment_intent" -> paymentIntent(whole);
            case "charge" -> charge(whole, stored);
            case "refund" -> whole.put("payment_intent", stored.parent());
            case "dispute" -> dispute(whole, stored);
            case "payout" -> whole.put("arrival_date", arrival(stored));
            case "balance_transaction" -> balanceTransaction(whole, stored);
            default -> {}
        }
        // A line item is part of a session and has no moment of its own.
        if (stored.object().equals("item")) {
            whole.remove("created");
        }
        return whole;
    }

    private static void session(ObjectNode whole, StoredObject stored) {
        whole.set("amount_subtotal", whole.get("amount_total"));
        whole.put("expires_at", expiry(stored));
        whole.put("payment_intent", stored.parent());
        // Kept for what follows; line items are answered on request, the payment gets its own metadata.
        whole.remove(List.of("line_items", "payment_metadata"));
        if (whole.path("status").asText().equals("open")) {
            whole.put("url", "https://checkout.stripe.com/c/pay/" + stored.id());
        }
    }

    /// When a session ends, or ended.
    static long expiry(StoredObject session) {
        return session.due() != 0
                ? session.due()
                : session.state().path("expires_at").asLong(session.created() + DAY_SECONDS);
    }

    /// When a payout arrives at the bank, or arrived.
    static long arrival(StoredObject payout) {
        return payout.due() != 0
                ? payout.due()
                : payout.state().path("arrival_date").asLong(payout.created());
    }

    /// Evidence is kept as far as it was given; the deadline is the moment that the dispute waits for.
    private void dispute(ObjectNode whole, StoredObject stored) {
        ObjectNode template = templates.get("dispute");
        for (String part : List.of("evidence", "evidence_details")) {
            ObjectNode filled = template.get(part).deepCopy();
            filled.setAll(stored.state().path(part) instanceof ObjectNode given ? given : Making.state());
            whole.set(part, filled);
        }
        String status = whole.path("status").asText();
        if (status.endsWith("needs_response")) {
            long deadline = stored.due() != 0 ? stored.due() : stored.created() + Disputes.EVIDENCE_SECONDS;
            ((ObjectNode) whole.get("evidence_details")).put("due_by", deadline);
        }
        whole.put("payment_intent", stored.parent());
        whole.put("is_charge_refundable", Disputes.refundable(stored));
    }

    private static void paymentIntent(ObjectNode whole) {
        if (whole.path("status").asText().equals("succeeded")) {
            fill(whole, "amount_received", whole.path("amount").longValue());
        }
        whole.put("client_secret", whole.path("id").asText() + "_secret_simulated");
    }

    private static void charge(ObjectNode whole, StoredObject stored) {
        long amount = whole.path("amount").longValue();
        if (whole.path("captured").booleanValue()) {
            whole.put("amount_captured", amount);
        }
        whole.put("payment_intent", stored.parent());
        whole.put("refunded", amount > 0 && whole.path("amount_refunded").longValue() == amount);
    }

    private static void balanceTransaction(ObjectNode whole, StoredObject stored) {
        long fee = whole.path("fee").longValue();
        whole.put("net", Math.subtractExact(whole.path("amount").longValue(), fee));
        whole.put("source", stored.parent());
        fill(whole, "available_on", stored.created() + 2 * DAY_SECONDS);
        if (fee != 0) {
            whole.putArray("fee_details")
                    .addObject()
                    .put("amount", fee)
                    .putNull("application")
                    .put("currency", whole.path("currency").asText())
                    .put("description", "Stripe processing fees")
                    .put("type", "stripe_fee");
        }
    }

    private static void fill(ObjectNode whole, String field, long value) {
        JsonNode given = whole.path(field);
        if (given.isNull() || given.longValue() == 0) {
            whole.put(field, value);
        }
    }
}
