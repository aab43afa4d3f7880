package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// Checkout sessions for one-off payments. A session has no payment until the customer pays.
final class Checkouts {
    private static final long EXPIRY_SECONDS_MIN = 30 * 60L;
    private static final long EXPIRY_SECONDS_MAX = 24 * 60 * 60L;
    private static final long PENCE_MAX = 99_999_999;

    private final Answers answers;
    private final Making making;
    private final Templates templates;

    Checkouts(Answers answers, Making making, Templates templates) {
        this.answers = answers;
        this.making = making;
        this.templates = templates;
    }

    ObjectNode create(Call call) {
        Params params = call.params();
        if (!params.required("mode").equals("payment")) {
            throw StripeRefusal.invalid("The simulator knows only mode payment.", "mode");
        }
        ObjectNode state = Making.state().put("success_url", params.required("success_url"));
        params.text("cancel_url").ifPresent(url -> state.put("cancel_url", url));
        params.text("client_reference_id").ifPresent(reference -> state.put("client_reference_id", reference));
        params.text("customer_email").ifPresent(email -> state.put("customer_email", email));
        long expiry = expiry(params);
        sell(params, state, call.objects());
        Metadata.merge(state, params);
        ObjectNode forPayment = Metadata.merge(Making.state(), params.map("payment_intent_data[metadata]"));
        if (forPayment.has("metadata")) {
            state.set("payment_metadata", forPayment.get("metadata"));
        }
        StoredObject session =
                making.make("cs_test_", "checkout.session", null, state).due(expiry);
        call.objects().add(session);
        return answers.one(session, call);
    }

    private long expiry(Params params) {
        long now = making.now();
        long expiry = params.whole("expires_at").orElse(now + EXPIRY_SECONDS_MAX);
        if (expiry < now + EXPIRY_SECONDS_MIN || expiry > now + EXPIRY_SECONDS_MAX) {
            throw StripeRefusal.invalid(
                    "The `expires_at` timestamp must be between 30 minutes and 24 hours from now.", "expires_at");
        }
        return expiry;
    }

    private void sell(Params params, ObjectNode state, StoredObjects objects) {
        long quantity = params.whole("line_items[0][quantity]").orElse(1);
        StoredObject price = params.text("line_items[0][price_data][currency]").isPresent()
                ? priceOfItsOwn(params, objects)
                : listed(params.required("line_items[0][price]"), objects);
        if (quantity < 1 || quantity > 999_999) {
            throw StripeRefusal.invalid("Invalid integer: " + quantity, "line_items[0][quantity]");
        }
        String id = price.id();
        state.put("amount_total", Math.multiplyExact(price.whole("unit_amount"), quantity));
        state.put("currency", price.text("currency"));
        state.putArray("line_items").addObject().put("price", id).put("quantity", quantity);
    }

    private static StoredObject listed(String id, StoredObjects objects) {
        StoredObject price = objects.find("price", id)
                .orElseThrow(() -> StripeRefusal.noSuch(400, "price", id, "line_items[0][price]"));
        if (!price.state().path("active").asBoolean(true)) {
            throw StripeRefusal.invalid("The price specified is inactive.", "line_items[0][price]");
        }
        return price;
    }

    /// Price and product of this one sale: Stripe makes both, out of use from the beginning.
    private StoredObject priceOfItsOwn(Params params, StoredObjects objects) {
        String data = "line_items[0][price_data]";
        String amount = data + "[unit_amount]";
        long pence = params.whole(amount).orElseThrow(() -> StripeRefusal.missing(amount));
        if (pence < 0 || pence > PENCE_MAX) {
            throw StripeRefusal.invalid("Invalid integer: " + pence, amount);
        }
        ObjectNode named = Making.state()
                .put("name", params.required(data + "[product_data][name]"))
                .put("active", false);
        StoredObject product = making.make("prod_", "product", null, named);
        objects.add(product);
        ObjectNode priced = Making.state()
                .put("unit_amount", pence)
                .put("currency", params.required(data + "[currency]"))
                .put("product", product.id())
                .put("active", false);
        StoredObject price = making.make("price_", "price", product.id(), priced);
        objects.add(price);
        return price;
    }

    ObjectNode expire(Call call) {
        StoredObject session = Answers.lock("checkout.session", call.id(), call.objects());
        return answers.one(expire(session, call.objects()), call);
    }

    /// Ends an open session, and the payment of an attempt that failed.
    StoredObject expire(StoredObject session, StoredObjects objects) {
        if (!session.text("status", "open").equals("open")) {
            throw StripeRefusal.invalid("Only Checkout Sessions with a status in [\"open\"] can be expired.", null);
        }
        session.state().put("status", "expired").put("expires_at", Math.min(Templates.expiry(session), making.now()));
        StoredObject expired = objects.change(session.due(0));
        if (session.parent() != null) {
            StoredObject payment = Answers.lock("payment_intent", session.parent(), objects);
            payment.state()
                    .put("status", "canceled")
                    .put("cancellation_reason", "abandoned")
                    .put("canceled_at", making.now());
            making.tell("payment_intent.canceled", objects.change(payment), objects);
        }
        making.tell("checkout.session.expired", expired, objects);
        return expired;
    }

    ObjectNode lineItems(Call call) {
        StoredObject session = answers.find("checkout.session", call.id(), call.objects());
        List<ObjectNode> items = new ArrayList<>();
        JsonNode lines = session.state().path("line_items");
        for (JsonNode line : lines instanceof ArrayNode ? lines : Making.state()) {
            StoredObject price = answers.find("price", line.path("price").asText(), call.objects());
            long total = Math.multiplyExact(
                    price.whole("unit_amount"), line.path("quantity").longValue());
            ObjectNode state = Making.state()
                    .put("amount_subtotal", total)
                    .put("amount_total", total)
                    .put("currency", price.text("currency"))
                    .put("quantity", line.path("quantity").longValue());
            state.set("price", templates.render(price));
            String id = "li_" + session.id().substring(session.id().lastIndexOf('_') + 1);
            items.add(templates.render(new StoredObject(id, "item", 0, null, state)));
        }
        return answers.list(items, false, "/v1/checkout/sessions/" + session.id() + "/line_items");
    }
}
