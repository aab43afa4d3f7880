package com.arzani.tokens.reconciliation;

import java.util.List;

/// Compares the catalogue with Stripe's products and prices (R12).
@FunctionalInterface
public interface CatalogueSide {
    /// @param packageId ours
    /// @param what differs, in the catalogue's own words
    /// @param stripeId the product or price it is about; empty if there is none
    record Differing(long packageId, String what, String ours, String stripes, String stripeId) {}

    List<Differing> differences();
}
