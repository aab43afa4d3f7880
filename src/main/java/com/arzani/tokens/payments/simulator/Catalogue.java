package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

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
        StoredObject product = making.make("prod_", "product", null, common(state, call));
        call.objects().add(product);
        making.tell("product.created", product, call.objects());
        return answers.one(product, call);
    }

    ObjectNode updateProduct(Call call) {
        StoredObject product = lock("product", call);
        call.params().text("name").ifPresent(name -> product.state().put("name", name));
        common(product.state(), call).put("updated", making.now());
        making.tell("product.updated", call.objects().change(product), call.objects());
        return answers.one(product, call);
    }

    ObjectNode createPrice(Call call) {
        Params params = call.params();
        String product = params.required("product");
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
        StoredObject price = making.make("price_", "price", product, common(state, call));
        call.objects().add(price);
        making.tell("price.created", price, call.objects());
        return answers.one(price, call);
    }

    ObjectNode updatePrice(Call call) {
        StoredObject price = lock("price", call);
        common(price.state(), call);
        making.tell("price.updated", call.objects().change(price), call.objects());
        return answers.one(price, call);
    }

    private static ObjectNode common(ObjectNode state, Call call) {
        Params params = call.params();
        params.truth("active").ifPresent(active -> state.put("active", active));
        params.text("description").ifPresent(text -> state.put("description", text));
        params.text("nickname").ifPresent(text -> state.put("nickname", text));
        Map<String, String> metadata = params.map("metadata");
        return Making.metadata(state, metadata);
    }

    private static StoredObject lock(String object, Call call) {
        return call.objects()
                .lock(object, call.id())
                .orElseThrow(() -> StripeRefusal.noSuch(404, object, call.id(), "id"));
    }
}
