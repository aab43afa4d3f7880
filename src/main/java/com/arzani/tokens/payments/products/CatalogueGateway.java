package com.arzani.tokens.payments.products;

import com.arzani.tokens.payments.Page;
import java.util.Map;
import java.util.Optional;

/// Stripe's products and prices in our words; calls fail as those of `StripeGateway`. Each change carries the caller's
/// operation key, and can besides be asked for twice without harm: ids and lookup keys of ours exist once.
public interface CatalogueGateway {
    /// Products, newest first, a page at a time.
    Page<StripeProduct> products(Optional<String> startingAfter);

    /// Prices of all products, newest first, a page at a time.
    Page<StripePrice> prices(Optional<String> startingAfter);

    /// Makes the product of a package, with an id of ours.
    StripeProduct create(String operationKey, SoldPackage sold);

    /// Makes a product say what the package says; metadata of others stays.
    void update(String operationKey, String productId, SoldPackage sold);

    /// Makes a one-off price of a product for the package's present version.
    StripePrice createPrice(String operationKey, String productId, SoldPackage sold);

    /// Makes a price say whose it is and whether it is on sale; its amount stays what it was.
    void updatePrice(String operationKey, String priceId, boolean active, Map<String, String> metadata);

    /// Takes a product off sale; its payments and prices stay.
    void archiveProduct(String operationKey, String productId);

    /// Takes a price off sale for new checkouts.
    void archivePrice(String operationKey, String priceId);

    /// Says which price Stripe itself takes for a product.
    void setDefaultPrice(String operationKey, String productId, String priceId);
}
