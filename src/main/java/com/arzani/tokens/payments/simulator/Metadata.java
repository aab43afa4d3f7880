package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Metadata of a request, within Stripe's limits.
final class Metadata {
    private static final int KEYS_MAX = 50;
    private static final int KEY_MAX = 40;
    private static final int VALUE_MAX = 500;

    private Metadata() {}

    /// Puts the request's keys over those that are there: an empty value takes its key away, and empty metadata all.
    static ObjectNode merge(ObjectNode state, Params params) {
        if (params.cleared("metadata")) {
            state.putObject("metadata");
        }
        return merge(state, params.map("metadata"));
    }

    static ObjectNode merge(ObjectNode state, Map<String, String> metadata) {
        if (metadata.isEmpty()) {
            return state;
        }
        ObjectNode kept = state.withObjectProperty("metadata");
        metadata.forEach((key, value) -> {
            String param = "metadata[" + key + "]";
            if (key.length() > KEY_MAX) {
                throw StripeRefusal.invalid("Metadata keys can have up to " + KEY_MAX + " characters.", param);
            }
            if (value.length() > VALUE_MAX) {
                throw StripeRefusal.invalid("Metadata values can have up to " + VALUE_MAX + " characters.", param);
            }
            if (value.isEmpty()) {
                kept.remove(key);
            } else {
                kept.put(key, value);
            }
        });
        if (kept.size() > KEYS_MAX) {
            throw StripeRefusal.invalid("Metadata can have up to " + KEYS_MAX + " keys.", "metadata");
        }
        return state;
    }
}
