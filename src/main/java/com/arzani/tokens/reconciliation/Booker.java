package com.arzani.tokens.reconciliation;

/// Books the present state of one refund or dispute, as events do: reads it from Stripe and posts what is missing,
/// once.
@FunctionalInterface
public interface Booker {
    void bring(String stripeId);
}
