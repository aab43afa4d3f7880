package com.arzani.tokens.payments.inbox;

import java.util.Set;

/// Does what events of some types ask for. One class for each matter; whoever makes the workers lists it.
///
/// An event may come twice, late, early, and beside others that tell of the same thing: a handler reads the present
/// state
/// from Stripe and books it under a key of its own, so that every order of events ends alike. No transaction is open
/// across a call to Stripe.
public interface EventHandler {
    /// Stripe's names of the types, such as `checkout.session.completed`.
    Set<String> types();

    /// @throws TokenProblem `Unavailable`: tried again after a pause; `Rejected` and `Conflict`: parked with that cause
    Outcome handle(StripeEvent event);
}
