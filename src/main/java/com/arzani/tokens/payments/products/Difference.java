package com.arzani.tokens.payments.products;

import java.util.Locale;

/// One thing that Stripe shows or charges otherwise than the catalogue says (R12).
///
/// @param ours what the catalogue says; empty if it says nothing
/// @param stripes what Stripe has; empty if it has nothing
/// @param stripeId the product or price it is about; empty if there is none yet
/// @param remedy what sending does about it
public record Difference(Kind kind, String ours, String stripes, String stripeId, Step.Kind remedy) {
    /// The remedy as texts name it: a price that is missing is made, another one is replaced.
    public String remedyCode() {
        boolean replaced = remedy == Step.Kind.CREATE_PRICE && !stripeId.isEmpty();
        return replaced ? "replace_price" : remedy.name().toLowerCase(Locale.ROOT);
    }

    /// What differs.
    public enum Kind {
        /// There is no product of this package.
        PRODUCT_MISSING,
        PRODUCT_NAME,
        PRODUCT_DESCRIPTION,
        /// On sale here and off there, or the other way round; values are `true` and `false`.
        PRODUCT_ACTIVE,
        PRODUCT_METADATA,
        /// A further product that carries our metadata and is on sale.
        PRODUCT_SURPLUS,
        /// There is no price that we could charge.
        PRICE_MISSING,
        PRICE_AMOUNT,
        PRICE_CURRENCY,
        /// The price belongs to another product.
        PRICE_PRODUCT,
        /// The price is one of a subscription, or no fixed amount.
        PRICE_TYPE,
        PRICE_ACTIVE,
        PRICE_METADATA,
        /// A further price that carries our metadata and is on sale.
        PRICE_SURPLUS,
        /// Stripe has it all, and its ids are not noted here.
        NOT_NOTED
    }
}
