package com.arzani.tokens.payments.inbox;

/// Tells whether a delivery was signed by Stripe, lately, with one of our secrets.
public interface WebhookSignature {
    /// Never throws, whatever the header is.
    ///
    /// @param body exactly as it came: no byte was replaced when it became text
    /// @param header null if there was none
    boolean accepts(String body, String header);
}
