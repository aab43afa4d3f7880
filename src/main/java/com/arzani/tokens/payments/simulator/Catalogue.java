package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Products and their prices. A price's amount and currency never change.
final class Catalogue {
    private static final long PENCE_MAX = 99_999_999;

    private final Answers answers;
    private final Making making;

    Catalogue(Answers answers, Making making) {
        this.answers = answers;
        this.making = making;
    }

    ObjectNode createProduct(Call call) {
        ObjectNode state = Making.state().put("name", call.params().required("name"));
        String id = call.params().text("id").orElseGet(() -> making.id("prod_"));
        if (!id.matches("[A-Za-z0-9_-]{1,255}")) {
            throw StripeRefusal.invalid("Invalid product ID: " + id, "id");
        }
        if (call.objects().find("product", id).isPresent()) {
            throw StripeRefusal.invalid("resource_already_exists", "Product already exists.", "id");
        }
        StoredObject product = new StoredObject(id, "product", making.now(), null, common(state, call));
        call.objects().add(product);
        making.tell("product.created", product, call.objects());
        return answers.one(product, call);
    }

    ObjectNode updateProduct(Call call) {
        StoredObject product = Answers.lock("product", call.id(), call.objects());
        ObjectNode before = making.seen(product, call.objects());
        call.params().text("name").ifPresent(name -> product.state().put("name", name));
        call.params().text("default_price").ifPresent(price -> defaultPrice(product, price, call));
        common(product.state(), call).put("updated", making.now());
        making.changed("product.updated", before, call.objects().change(product), call.objects());
        return answers.one(product, call);
    }

    private static void defaultPrice(StoredObject product, String id, Call call) {
        StoredObject price = call.objects()
                .find("price", id)
                .orElseThrow(() -> StripeRefusal.noSuch(400, "price", id, "default_price"));
        if (!product.id().equals(price.parent())) {
            throw StripeRefusal.invalid("The price does not belong to this product.", "default_price");
        }
        product.state().put("default_price", id);
    }

    /// Stripe keeps a product's default price on sale.
    private static void refuseDefault(StoredObject price, Call call) {
        boolean archived = !call.params().truth("active").orElse(true);
        boolean preset = call.objects()
                .find("product", price.parent())
                .filter(product ->
                        price.id().equals(product.state().path("default_price").asText()))
                .isPresent();
        if (archived && preset) {
            throw StripeRefusal.invalid(
                    "This price cannot be archived because it is the default price of its product.", "active");
        }
    }

    /// A product that ever had a price stays; it can be archived.
    ObjectNode deleteProduct(Call call) {
        StoredObject product = Answers.lock("product", call.id(), call.objects());
        if (!call.objects().children("price", product.id()).isEmpty()) {
            throw StripeRefusal.invalid(
                    "This product cannot be deleted because it has one or more user-created prices.", null);
        }
        making.tell("product.deleted", product, call.objects());
        call.objects().remove(product);
        return Making.state().put("id", product.id()).put("object", "product").put("deleted", true);
    }

    ObjectNode createPrice(Call call) {
        Params params = call.params();
        String product = params.required("product");
        if (params.required("currency").length() != 3) {
            throw StripeRefusal.invalid("Invalid currency: " + params.required("currency"), "currency");
        }
        if (call.objects().find("product", product).isEmpty()) {
            throw StripeRefusal.noSuch(400, "product", product, "product");
        }
        long pence = params.whole("unit_amount").orElseThrow(() -> StripeRefusal.missing("unit_amount"));
        if (pence < 0 || pence > PENCE_MAX) {
            throw StripeRefusal.invalid("Invalid integer: " + pence, "unit_amount");
        }
        ObjectNode state = Making.state()
                .put("unit_amount", pence)
                .put("currency", params.required("currency"))
                .put("product", product);
        lookupKey(state, call);
        StoredObject price = making.make("price_", "price", product, common(state, call));
        call.objects().add(price);
        making.tell("price.created", price, call.objects());
        return answers.one(price, call);
    }

    ObjectNode updatePrice(Call call) {
        StoredObject price = Answers.lock("price", call.id(), call.objects());
        refuseDefault(price, call);
        ObjectNode before = making.seen(price, call.objects());
        lookupKey(price.state(), call);
        common(price.state(), call);
        making.changed("price.updated", before, call.objects().change(price), call.objects());
        return answers.one(price, call);
    }

    /// A lookup key belongs to one price; it moves to another only if that is asked for.
    private void lookupKey(ObjectNode state, Call call) {
        Params params = call.params();
        Optional<String> wanted = params.text("lookup_key");
        if (wanted.isEmpty()) {
            return;
        }
        for (StoredObject other : call.objects().havingLookupKey(wanted.get())) {
            if (!other.id().equals(call.id())) {
                if (!params.truth("transfer_lookup_key").orElse(false)) {
                    throw StripeRefusal.invalid("A price already uses that lookup key.", "lookup_key");
                }
                other.state().putNull("lookup_key");
                call.objects().change(other);
            }
        }
        state.put("lookup_key", wanted.get());
    }

    private static ObjectNode common(ObjectNode state, Call call) {
        Params params = call.params();
        params.truth("active").ifPresent(active -> state.put("active", active));
        params.text("description").ifPresent(text -> state.put("description", text));
        params.text("nickname").ifPresent(text -> state.put("nickname", text));
        if (params.cleared("description")) {
            state.putNull("description");
        }
        return Metadata.merge(state, params);
    }
}
