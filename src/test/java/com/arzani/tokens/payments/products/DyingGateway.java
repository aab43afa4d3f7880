package com.arzani.tokens.payments.products;

import com.arzani.tokens.payments.Page;
import com.arzani.tokens.problem.Unavailable;
import java.util.Map;
import java.util.Optional;

/// Does the n-th change and dies before it can tell; from then on it does nothing.
final class DyingGateway implements CatalogueGateway {
    private final CatalogueGateway stripe;
    private int left;

    DyingGateway(CatalogueGateway stripe, int changes) {
        this.stripe = stripe;
        this.left = changes;
    }

    private void done() {
        if (--left <= 0) {
            throw new Unavailable("stripe_away");
        }
    }

    private void alive() {
        if (left <= 0) {
            throw new Unavailable("stripe_away");
        }
    }

    @Override
    public Page<StripeProduct> products(Optional<String> startingAfter) {
        return stripe.products(startingAfter);
    }

    @Override
    public Page<StripePrice> prices(Optional<String> startingAfter) {
        return stripe.prices(startingAfter);
    }

    @Override
    public StripeProduct create(String operationKey, SoldPackage sold) {
        alive();
        StripeProduct made = stripe.create(operationKey, sold);
        done();
        return made;
    }

    @Override
    public StripePrice createPrice(String operationKey, String productId, SoldPackage sold) {
        alive();
        StripePrice made = stripe.createPrice(operationKey, productId, sold);
        done();
        return made;
    }

    @Override
    public void update(String operationKey, String productId, SoldPackage sold) {
        alive();
        stripe.update(operationKey, productId, sold);
        done();
    }

    @Override
    public void updatePrice(String operationKey, String priceId, boolean active, Map<String, String> metadata) {
        alive();
        stripe.updatePrice(operationKey, priceId, active, metadata);
        done();
    }

    @Override
    public void archiveProduct(String operationKey, String productId) {
        alive();
        stripe.archiveProduct(operationKey, productId);
        done();
    }

    @Override
    public void archivePrice(String operationKey, String priceId) {
        alive();
        stripe.archivePrice(operationKey, priceId);
        done();
    }

    @Override
    public void setDefaultPrice(String operationKey, String productId, String priceId) {
        alive();
        stripe.setDefaultPrice(operationKey, productId, priceId);
        done();
    }
}
