package com.arzani.tokens.payments;

import java.util.List;
import java.util.Optional;

/// Stripe in our words. Calls block for at most a minute or so, so never on a thread that paints.
///
/// Every call may throw a `TokenProblem`: `stripe_key_refused` when the key is not accepted (stop asking),
/// `stripe_refused` and `stripe_key_reused` when the request is at fault, `stripe_busy`, `stripe_away` and
/// `stripe_unreadable` when asking again later may work, `stripe_failed` when Stripe answered 500, which it keeps under
/// the key (rule 7). No text of Stripe's or of its library reaches a person.
///
/// Calls that create carry the caller's own operation key, stored before the call: with the same key and content,
/// Stripe
/// gives the first answer again for at least 24 hours.
public interface StripeGateway {
    /// Payments created in the window, newest first, a page at a time.
    Page<Payment> payments(Window created, Optional<String> startingAfter);

    /// Refunds created in the window, newest first, a page at a time.
    Page<Refund> refunds(Window created, Optional<String> startingAfter);

    /// The payment as it is now, or nothing if Stripe does not know it.
    Optional<Payment> payment(String id);

    /// The checkout session as it is now, or nothing if Stripe does not know it.
    Optional<CheckoutSession> checkoutSession(String id);

    /// The checkout session that led to this payment, or nothing if there was none.
    Optional<CheckoutSession> checkoutSessionOf(String paymentId);

    /// Creates a product and gives its id.
    String createProduct(String operationKey, String name);

    /// Creates a one-off price of a product and gives its id. A price never changes: another amount is another price.
    String createPrice(String operationKey, String productId, Amount amount);

    CheckoutSession createCheckout(String operationKey, NewCheckout checkout);

    /// Checkout sessions created in the window, newest first, a page at a time.
    Page<CheckoutSession> checkoutSessions(Window created, Optional<String> startingAfter);

    /// Ends a session that is still open; one that is complete or expired is refused.
    CheckoutSession expireCheckout(String operationKey, String sessionId);

    /// Gives back a part or all of a payment.
    Refund refund(String operationKey, String paymentId, long pence);

    /// Every webhook endpoint of the account; Stripe allows 16.
    List<WebhookEndpoint> webhookEndpoints();

    /// Has an endpoint's events sent to another address from now on.
    void moveWebhookEndpoint(String operationKey, String id, String url);
}
