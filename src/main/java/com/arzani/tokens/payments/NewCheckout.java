package com.arzani.tokens.payments;

import java.time.Instant;
import java.util.Optional;

/// A checkout to be created for one order.
///
/// @param expiresAt when Stripe shall stop taking money for it; Stripe allows 30 minutes to 24 hours, and 24 hours if
/// absent
public record NewCheckout(
        long orderId, long userId, String priceId, String successUrl, String cancelUrl, Optional<Instant> expiresAt) {}
