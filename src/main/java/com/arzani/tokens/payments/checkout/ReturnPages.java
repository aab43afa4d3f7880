package com.arzani.tokens.payments.checkout;

/// The marketplace's pages to which Stripe sends a customer back. They prove nothing: tokens are credited by what
/// Stripe
/// says of the payment (rule 4).
public record ReturnPages(String success, String cancel) {
    /// @param frontend the marketplace's address, as in `FRONTEND_URL`
    public static ReturnPages of(String frontend) {
        String base = frontend.endsWith("/") ? frontend.substring(0, frontend.length() - 1) : frontend;
        // Stripe puts the session's id in the place of the braces.
        return new ReturnPages(base + "/tokens/success?session_id={CHECKOUT_SESSION_ID}", base + "/tokens/cancel");
    }
}
