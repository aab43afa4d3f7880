package com.arzani.tokens.payments.checkout;

/// A checkout that was made for an order.
///
/// @param url where the customer pays
public record OpenCheckout(long orderId, String sessionId, String url) {}
