package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/// The signing secrets of an endpoint: one, or two while the older one is being replaced.
final class WebhookSecrets {
    private static final String SECRETS = "secrets";
    private static final String UNTIL = "until";

    private WebhookSecrets() {}

    static void add(StoredObject endpoint, String secret) {
        ArrayNode kept = Making.hidden(endpoint).withArrayProperty(SECRETS);
        kept.addObject().put("secret", secret);
    }

    /// A new secret; those before it hold until that second.
    static void roll(StoredObject endpoint, String secret, long until) {
        for (JsonNode kept : Making.hidden(endpoint).withArrayProperty(SECRETS)) {
            if (!kept.has(UNTIL)) {
                ((com.fasterxml.jackson.databind.node.ObjectNode) kept).put(UNTIL, until);
            }
        }
        add(endpoint, secret);
    }

    static List<String> valid(StoredObject endpoint, long now) {
        List<String> valid = new ArrayList<>();
        for (JsonNode kept : endpoint.state().path(Templates.HIDDEN).path(SECRETS)) {
            if (kept.path(UNTIL).asLong(Long.MAX_VALUE) > now) {
                valid.add(kept.path("secret").asText());
            }
        }
        return valid;
    }
}
