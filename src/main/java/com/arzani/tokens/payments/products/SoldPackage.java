package com.arzani.tokens.payments.products;

import com.arzani.tokens.payments.Amount;
import java.util.Map;
import java.util.Optional;

/// A package as it is published now: what Stripe should show and charge.
///
/// @param version the published one, counted from 1
/// @param description empty if there is none
/// @param onSale whether customers may buy it; Stripe's product and price are active just then
/// @param kept Stripe's ids as we noted them when they were made
public record SoldPackage(
        long id, int version, String name, String description, Amount price, boolean onSale, Kept kept) {
    /// Metadata of our products and prices: the package's id. What lacks it, and was not noted by us, is not ours.
    public static final String PACKAGE = "package_id";

    /// Metadata of our prices: the version they were last sold as.
    public static final String VERSION = "package_version";

    /// Stripe's ids that we noted for a package.
    ///
    /// @param version the version the price was noted for; 0 without a price
    public record Kept(Optional<String> product, Optional<String> price, int version) {
        /// Nothing was ever sent.
        public static final Kept NOTHING = new Kept(Optional.empty(), Optional.empty(), 0);
    }

    /// What makes a second product impossible: Stripe refuses an id it has.
    public String productId() {
        return "arzani_package_" + id;
    }

    /// What makes a second price of a version impossible: Stripe refuses a lookup key it has.
    public String lookupKey(String product) {
        return product + "_v" + version;
    }

    /// What a product of ours carries.
    public Map<String, String> productMetadata() {
        return Map.of(PACKAGE, Long.toString(id));
    }

    /// What a price of ours carries.
    public Map<String, String> priceMetadata() {
        return Map.of(PACKAGE, Long.toString(id), VERSION, Integer.toString(version));
    }
}
