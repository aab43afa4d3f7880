package com.arzani.tokens.payments.products;

import java.util.List;

/// Every product and price of a Stripe account, ours or not, active or not.
public record StripeShelf(List<StripeProduct> products, List<StripePrice> prices) {
    public StripeShelf {
        products = List.copyOf(products);
        prices = List.copyOf(prices);
    }
}
