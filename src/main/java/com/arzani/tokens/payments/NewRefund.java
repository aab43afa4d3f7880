package com.arzani.tokens.payments;

/// Money to be given back.
///
/// @param operationKey our own key, into the metadata, so that the refund is found by it
/// @param idempotencyKey under which Stripe does it once
public record NewRefund(String operationKey, String idempotencyKey, String paymentId, long pence, long orderId) {}
