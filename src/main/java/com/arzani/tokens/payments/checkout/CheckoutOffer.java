package com.arzani.tokens.payments.checkout;

import com.arzani.tokens.payments.Amount;

/// A package as one customer would see it now.
///
/// @param version what a person decides on: another one is refused when the link is asked for (T9)
public record CheckoutOffer(long packageId, int version, String name, long tokens, long bonusTokens, Amount price) {}
