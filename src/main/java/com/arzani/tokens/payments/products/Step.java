package com.arzani.tokens.payments.products;

/// One change that takes differences away.
///
/// @param version of the package that it sends: a newer one published meanwhile makes it another step
/// @param stripeId what is changed; empty for what does not exist yet
public record Step(Kind kind, long packageId, int version, String stripeId) {
    /// What is done, in the order in which a package's steps are.
    public enum Kind {
        CREATE_PRODUCT,
        UPDATE_PRODUCT,
        CREATE_PRICE,
        UPDATE_PRICE,
        /// Notes Stripe's ids here; nothing is sent.
        NOTE,
        ARCHIVE_PRICE,
        ARCHIVE_PRODUCT
    }

    /// Whether Stripe is asked to change anything.
    public boolean isSent() {
        return kind != Kind.NOTE;
    }
}
