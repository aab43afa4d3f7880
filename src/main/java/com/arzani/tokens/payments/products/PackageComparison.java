package com.arzani.tokens.payments.products;

import java.util.List;
import java.util.Optional;

/// One package beside what Stripe has of it.
///
/// @param product the product that is this package's; absent if there is none
/// @param price the price that charges its present version; absent if there is none
/// @param steps what takes the differences away, in their order
public record PackageComparison(
        SoldPackage sold,
        Optional<StripeProduct> product,
        Optional<StripePrice> price,
        List<Difference> differences,
        List<Step> steps) {
    public PackageComparison {
        differences = List.copyOf(differences);
        steps = List.copyOf(steps);
    }

    /// How a package stands.
    public enum State {
        IN_STEP,
        DIFFERS,
        /// Stripe has no product of it.
        NOT_SENT
    }

    public State state() {
        if (product.isEmpty()) {
            return State.NOT_SENT;
        }
        return differences.isEmpty() ? State.IN_STEP : State.DIFFERS;
    }
}
