package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts whole objects in the place of ids, where the request's `expand` asks for it: one query for each step of a path,
/// however long the list is.
final class Expansion {
    private static final int DEPTH_MAX = 4;
    private static final Map<String, Set<String>> EXPANDABLE = Map.of(
            "payment_intent", Set.of("latest_charge"),
            "charge", Set.of("balance_transaction", "payment_intent"),
            "refund", Set.of("balance_transaction", "charge", "payment_intent"),
            "dispute", Set.of("charge", "payment_intent"),
            "checkout.session", Set.of("payment_intent"),
            "balance_transaction", Set.of("source"),
            "price", Set.of("product"),
            "product", Set.of("default_price"));

    private final Answers answers;

    Expansion(Answers answers) {
        this.answers = answers;
    }

    void expand(List<ObjectNode> roots, List<String> paths, StoredObjects objects) {
        for (String path : paths) {
            String[] steps = path.split("\\.");
            if (steps.length > DEPTH_MAX) {
                throw refused(path);
            }
            List<ObjectNode> nodes = roots;
            for (String field : steps) {
                nodes = step(nodes, field, path, objects);
            }
        }
    }

    private List<ObjectNode> step(List<ObjectNode> nodes, String field, String path, StoredObjects objects) {
        Set<String> ids = new HashSet<>();
        for (ObjectNode node : nodes) {
            if (!EXPANDABLE.getOrDefault(node.path("object").asText(), Set.of()).contains(field)) {
                throw refused(path);
            }
            if (node.path(field).isTextual()) {
                ids.add(node.path(field).asText());
            }
        }
        Map<String, StoredObject> found = ids.isEmpty() ? Map.of() : objects.all(ids);
        List<ObjectNode> next = new ArrayList<>();
        for (ObjectNode node : nodes) {
            JsonNode value = node.path(field);
            StoredObject stored = value.isTextual() ? found.get(value.asText()) : null;
            if (stored != null) {
                node.set(field, answers.whole(stored, objects));
            }
            if (node.path(field).isObject()) {
                next.add((ObjectNode) node.get(field));
            }
        }
        return next;
    }

    static StripeRefusal refused(String path) {
        return StripeRefusal.invalid("This property cannot be expanded (" + path + ").", "expand");
    }
}
