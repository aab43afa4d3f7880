package com.arzani.tokens.payments.outbox;

/// Sends requests of one kind. `app.OutboxHouse` lists the handlers.
///
/// The item's idempotency key goes with the request and its key into Stripe's metadata. Where `lookUpFirst` says so,
/// the
/// handler first looks at Stripe whether it was done. No transaction is open across a call to Stripe. Books what came
/// of
/// it before it returns, or leaves that to the event: a repeat gets the same answer from Stripe.
public interface OutboxHandler {
    /// As in `stripe_outbox.kind`.
    String kind();

    /// @throws TokenProblem `Unavailable`: tried again later under the same key; `Rejected`: refused with that cause;
    /// `Conflict`: parked with it
    Sent send(OutboxItem item);
}
