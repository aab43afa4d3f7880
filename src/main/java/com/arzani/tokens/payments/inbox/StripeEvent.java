package com.arzani.tokens.payments.inbox;

import java.time.Instant;
import java.util.Optional;

/// What an event of Stripe says of itself. It is a hint and no more: amounts and states are read from Stripe again.
///
/// @param apiVersion of the body; absent or unheard-of versions are fine, since only ids are read from it (F27)
/// @param account whose event it is; Stripe names it for connected accounts only
public record StripeEvent(
        String id, String type, Optional<String> apiVersion, Origin origin, Optional<ObjectName> object) {
    /// Where it comes from; `createdAt` is Stripe's time.
    public record Origin(boolean live, Optional<String> account, Instant createdAt) {}

    /// The object it is about: Stripe's name for its kind, and its id.
    public record ObjectName(String kind, String id) {}

    /// The id of the object it is about, or an empty text.
    public String objectId() {
        return object.map(ObjectName::id).orElse("");
    }
}
