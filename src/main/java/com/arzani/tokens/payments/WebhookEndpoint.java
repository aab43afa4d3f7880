package com.arzani.tokens.payments;

import java.util.List;
import java.util.Optional;

/// Where Stripe sends events to. Its secret is told once, when it is made, and never again.
///
/// @param types of events it asks for; `*` for all
/// @param apiVersion of its events; absent if it follows the account's
public record WebhookEndpoint(String id, String url, boolean enabled, List<String> types, Optional<String> apiVersion) {
    public WebhookEndpoint {
        types = List.copyOf(types);
    }
}
