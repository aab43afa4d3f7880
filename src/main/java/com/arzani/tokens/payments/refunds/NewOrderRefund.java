package com.arzani.tokens.payments.refunds;

/// A refund that a person wants made.
///
/// @param left pence that could still be given back when the person looked; another number by now is a conflict (F5)
public record NewOrderRefund(
        String operationKey, long orderId, long pence, String reasonCode, String note, long left) {}
