package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Where events are sent to. A secret is shown once, when it is made.
final class WebhookEndpoints {
    private static final int ENDPOINTS_MAX = 16;

    private final Answers answers;
    private final Making making;

    WebhookEndpoints(Answers answers, Making making) {
        this.answers = answers;
        this.making = making;
    }

    ObjectNode create(Call call) {
        Params params = call.params();
        ObjectNode state = Making.state();
        state.put("url", url(params.required("url")));
        List<String> types = params.list("enabled_events");
        if (types.isEmpty()) {
            throw StripeRefusal.missing("enabled_events");
        }
        Deliveries.types(state, types);
        params.text("api_version").ifPresent(version -> state.put("api_version", version));
        params.text("description").ifPresent(text -> state.put("description", text));
        if (call.objects().every("webhook_endpoint").size() >= ENDPOINTS_MAX) {
            throw StripeRefusal.invalid("You have reached the maximum of 16 test webhook endpoints.", null);
        }
        StoredObject endpoint = making.make("we_", "webhook_endpoint", null, Metadata.merge(state, params));
        String secret = making.id("whsec_");
        WebhookSecrets.add(endpoint, secret);
        call.objects().add(endpoint);
        return answers.one(endpoint, call).put("secret", secret);
    }

    private static String url(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                return text;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Told below, like an address of another kind.
        }
        throw StripeRefusal.invalid("url_invalid", "Invalid URL: " + text, "url");
    }

    ObjectNode update(Call call) {
        StoredObject endpoint = Answers.lock("webhook_endpoint", call.id(), call.objects());
        Params params = call.params();
        params.text("url").ifPresent(text -> endpoint.state().put("url", url(text)));
        params.text("description").ifPresent(text -> endpoint.state().put("description", text));
        params.truth("disabled")
                .ifPresent(disabled -> endpoint.state().put("status", disabled ? "disabled" : "enabled"));
        List<String> types = params.list("enabled_events");
        if (!types.isEmpty()) {
            Deliveries.types(endpoint.state(), types);
        }
        Metadata.merge(endpoint.state(), params);
        return answers.one(call.objects().change(endpoint), call);
    }

    ObjectNode delete(Call call) {
        StoredObject endpoint = Answers.lock("webhook_endpoint", call.id(), call.objects());
        call.objects().remove(endpoint);
        return Making.state()
                .put("id", endpoint.id())
                .put("object", "webhook_endpoint")
                .put("deleted", true);
    }

    /// What the dashboard does: a new secret, and the older one holds that much longer.
    String roll(String id, Duration keep, StoredObjects objects) {
        StoredObject endpoint = Answers.lock("webhook_endpoint", id, objects);
        String secret = making.id("whsec_");
        WebhookSecrets.roll(endpoint, secret, making.now() + keep.toSeconds());
        objects.change(endpoint);
        return secret;
    }
}
