package com.arzani.tokens.payments.stripe;

import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.BalanceEntry;
import com.arzani.tokens.payments.Charge;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.Origin;
import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.PaymentStatus;
import com.arzani.tokens.payments.Refund;
import com.arzani.tokens.payments.RefundStatus;
import com.arzani.tokens.payments.WebhookEndpoint;
import com.arzani.tokens.payments.products.StripePrice;
import com.arzani.tokens.payments.products.StripeProduct;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads Stripe's raw answers into our words. The SDK's own objects are not believed: it wraps an amount beyond a
/// `long`,
/// cuts decimals and takes text for a number, all in silence.
final class StripeAnswers {
    private final ObjectMapper mapper = new ObjectMapper();

    <T> Page<T> page(String body, Function<JsonNode, T> item) {
        JsonNode list = tree(body);
        JsonNode data = list.path("data");
        if (!data.isArray() || !list.path("has_more").isBoolean()) {
            throw new UnreadableAnswer("not a list");
        }
        List<T> items = new ArrayList<>(data.size());
        data.forEach(node -> items.add(item.apply(node)));
        return new Page<>(items, list.path("has_more").booleanValue());
    }

    JsonNode tree(String body) {
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException notJson) {
            throw new UnreadableAnswer("not JSON");
        }
    }

    Payment payment(JsonNode node) {
        return new Payment(
                origin(node),
                constant(PaymentStatus.class, node.path("status"), PaymentStatus.UNKNOWN),
                amount(node, "amount"),
                whole(node, "amount_received"),
                metadata(node),
                optional(node.path("latest_charge")).filter(JsonNode::isObject).map(this::charge));
    }

    private Charge charge(JsonNode node) {
        return new Charge(
                text(node, "id"),
                whole(node, "amount_refunded"),
                node.path("disputed").asBoolean(),
                optional(node.path("balance_transaction"))
                        .filter(JsonNode::isObject)
                        .map(entry -> new BalanceEntry(
                                text(entry, "id"), whole(entry, "amount"), whole(entry, "fee"), whole(entry, "net"))));
    }

    Refund refund(JsonNode node) {
        return new Refund(
                text(node, "id"),
                moment(node),
                constant(RefundStatus.class, node.path("status"), RefundStatus.UNKNOWN),
                amount(node, "amount"),
                reference(node.path("payment_intent")),
                metadata(node));
    }

    CheckoutSession session(JsonNode node) {
        CheckoutSession.State state = new CheckoutSession.State(
                constant(CheckoutSession.Progress.class, node.path("status"), CheckoutSession.Progress.UNKNOWN),
                constant(CheckoutSession.Paid.class, node.path("payment_status"), CheckoutSession.Paid.UNKNOWN));
        return new CheckoutSession(
                origin(node),
                state,
                optional(node.path("amount_total")).map(total -> amount(node, "amount_total")),
                reference(node.path("payment_intent")),
                optional(node.path("url")).map(JsonNode::asText),
                metadata(node));
    }

    WebhookEndpoint webhookEndpoint(JsonNode node) {
        List<String> types = new ArrayList<>();
        node.path("enabled_events").forEach(type -> types.add(type.asText()));
        return new WebhookEndpoint(
                text(node, "id"),
                text(node, "url"),
                node.path("status").asText("").equals("enabled"),
                types,
                optional(node.path("api_version")).map(JsonNode::asText));
    }

    StripeProduct product(JsonNode node) {
        return new StripeProduct(
                text(node, "id"),
                text(node, "name"),
                node.path("description").asText(""),
                node.path("active").asBoolean(),
                whole(node, "created"),
                metadata(node),
                reference(node.path("default_price")));
    }

    StripePrice price(JsonNode node) {
        boolean fixed = optional(node.path("unit_amount")).isPresent();
        return new StripePrice(
                text(node, "id"),
                reference(node.path("product")).orElse(""),
                fixed ? Optional.of(amount(node, "unit_amount")) : Optional.empty(),
                node.path("type").asText("").equals("one_time"),
                node.path("active").asBoolean(),
                whole(node, "created"),
                metadata(node));
    }

    String id(JsonNode node) {
        return text(node, "id");
    }

    static Origin origin(JsonNode node) {
        return new Origin(text(node, "id"), moment(node), node.path("livemode").asBoolean());
    }

    static Instant moment(JsonNode node) {
        return Instant.ofEpochSecond(whole(node, "created"));
    }

    static Amount amount(JsonNode node, String field) {
        return new Amount(whole(node, field), text(node, "currency"));
    }

    static long whole(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new UnreadableAnswer(field + " is not a whole number in range");
        }
        return value.longValue();
    }

    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new UnreadableAnswer(field + " is missing");
        }
        return value.textValue();
    }

    /// The id, whether Stripe sent it alone or the whole object.
    static Optional<String> reference(JsonNode node) {
        return optional(node).map(value -> value.isObject() ? text(value, "id") : value.asText());
    }

    static Optional<JsonNode> optional(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    private static Map<String, String> metadata(JsonNode node) {
        Map<String, String> metadata = new HashMap<>();
        node.path("metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return metadata;
    }

    static <T extends Enum<T>> T constant(Class<T> type, JsonNode value, T unknown) {
        String name = value.asText("").toUpperCase(Locale.ROOT);
        for (T constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        return unknown;
    }

    /// The answer is not what Stripe documents: nothing may be concluded from it.
    static final class UnreadableAnswer extends RuntimeException {
        UnreadableAnswer(String why) {
            super(why);
        }
    }
}
