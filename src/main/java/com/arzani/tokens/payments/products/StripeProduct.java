package com.arzani.tokens.payments.products;

import java.util.Map;
import java.util.Optional;

/// A product as Stripe has it now.
///
/// @param description empty if there is none
/// @param created seconds since 1970, Stripe's time
/// @param defaultPrice the price Stripe itself would take; such a price cannot be archived
public record StripeProduct(
        String id,
        String name,
        String description,
        boolean active,
        long created,
        Map<String, String> metadata,
        Optional<String> defaultPrice) {
    public StripeProduct {
        metadata = Map.copyOf(metadata);
    }
}
