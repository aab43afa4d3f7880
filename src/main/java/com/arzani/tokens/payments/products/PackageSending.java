package com.arzani.tokens.payments.products;

import com.arzani.tokens.problem.Conflict;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/// Takes the steps of one package, one after the other; knows what the earlier ones made.
final class PackageSending {
    private final CatalogueGateway stripe;
    private final CatalogueRuns runs;
    private final SoldPackage sold;
    private final String key;
    private Optional<String> product;
    private Optional<String> price;
    private Optional<String> defaultPrice;

    PackageSending(CatalogueGateway stripe, CatalogueRuns runs, PackageComparison compared, String key) {
        this.stripe = stripe;
        this.runs = runs;
        this.sold = compared.sold();
        this.key = key;
        product = compared.product().map(StripeProduct::id);
        price = compared.price().map(StripePrice::id);
        defaultPrice = compared.product().flatMap(StripeProduct::defaultPrice);
    }

    void perform(Step step) {
        String operation = operation(step);
        switch (step.kind()) {
            case CREATE_PRODUCT -> {
                product = Optional.of(stripe.create(operation, sold).id());
                note();
            }
            case UPDATE_PRODUCT -> stripe.update(operation, step.stripeId(), sold);
            case CREATE_PRICE -> {
                price = Optional.of(stripe.createPrice(operation, product.orElseThrow(), sold)
                        .id());
                note();
            }
            case UPDATE_PRICE -> stripe.updatePrice(operation, step.stripeId(), sold.onSale(), sold.priceMetadata());
            case NOTE -> note();
            case ARCHIVE_PRICE -> archive(step, operation);
            case ARCHIVE_PRODUCT -> stripe.archiveProduct(operation, step.stripeId());
        }
    }

    private void note() {
        runs.note(sold, product.orElseThrow(() -> new Conflict("catalogue_changed")), price);
    }

    /// Stripe does not let go of a default price before there is another.
    private void archive(Step step, String operation) {
        if (defaultPrice.equals(Optional.of(step.stripeId())) && price.isPresent()) {
            stripe.setDefaultPrice(operation + ":default", product.orElseThrow(), price.get());
            defaultPrice = price;
        }
        stripe.archivePrice(operation, step.stripeId());
    }

    /// The step's own key under the sending's. Stripe's ids may be long, so a name of theirs stands for them.
    private String operation(Step step) {
        String about = UUID.nameUUIDFromBytes(step.stripeId().getBytes(StandardCharsets.UTF_8))
                .toString();
        return key + ":" + step.kind() + ":" + sold.id() + ":" + about;
    }
}
