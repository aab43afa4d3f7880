package com.arzani.tokens.payments.products;

import com.arzani.tokens.payments.Amount;
import java.util.Map;
import java.util.Optional;

/// A price as Stripe has it now. Its amount, currency and product never change.
///
/// @param amount absent if it is not a fixed amount in whole pence
/// @param oneTime false for a price of a subscription
/// @param created seconds since 1970, Stripe's time
public record StripePrice(
        String id,
        String product,
        Optional<Amount> amount,
        boolean oneTime,
        boolean active,
        long created,
        Map<String, String> metadata) {
    public StripePrice {
        metadata = Map.copyOf(metadata);
    }
}
