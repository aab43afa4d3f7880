package com.arzani.tokens.payments.stripe;

import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.products.CatalogueGateway;
import com.arzani.tokens.payments.products.SoldPackage;
import com.arzani.tokens.payments.products.StripePrice;
import com.arzani.tokens.payments.products.StripeProduct;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.PriceListParams;
import com.stripe.param.PriceUpdateParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.ProductListParams;
import com.stripe.param.ProductUpdateParams;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Products and prices through Stripe's own library.
public final class StripeCatalogue extends StripeConnection implements CatalogueGateway {
    /// @param address where Stripe is, asked before each call; empty for the real Stripe
    public StripeCatalogue(String secretKey, Supplier<Optional<URI>> address, int requestsPerSecond) {
        super(secretKey, address, requestsPerSecond, Time.SYSTEM);
    }

    @Override
    public Page<StripeProduct> products(Optional<String> startingAfter) {
        ProductListParams.Builder params = ProductListParams.builder().setLimit((long) Page.ITEMS_MAX);
        startingAfter.ifPresent(params::setStartingAfter);
        String body = send(() -> stripe.products().list(params.build(), reading()));
        return read(() -> answers.page(body, answers::product));
    }

    @Override
    public Page<StripePrice> prices(Optional<String> startingAfter) {
        PriceListParams.Builder params = PriceListParams.builder().setLimit((long) Page.ITEMS_MAX);
        startingAfter.ifPresent(params::setStartingAfter);
        String body = send(() -> stripe.prices().list(params.build(), reading()));
        return read(() -> answers.page(body, answers::price));
    }

    @Override
    public StripeProduct create(String operationKey, SoldPackage sold) {
        ProductCreateParams.Builder params = ProductCreateParams.builder()
                .setId(sold.productId())
                .setName(sold.name())
                .setActive(sold.onSale())
                .putAllMetadata(sold.productMetadata());
        if (!sold.description().isEmpty()) {
            params.setDescription(sold.description());
        }
        return create(() -> stripe.products().create(params.build(), writing(operationKey)), answers::product);
    }

    @Override
    public void update(String operationKey, String productId, SoldPackage sold) {
        ProductUpdateParams params = ProductUpdateParams.builder()
                .setName(sold.name())
                // Empty text takes the description away.
                .setDescription(sold.description())
                .setActive(sold.onSale())
                .putAllMetadata(sold.productMetadata())
                .build();
        send(() -> stripe.products().update(productId, params, writing(operationKey)));
    }

    @Override
    public StripePrice createPrice(String operationKey, String productId, SoldPackage sold) {
        PriceCreateParams params = PriceCreateParams.builder()
                .setProduct(productId)
                .setUnitAmount(sold.price().pence())
                .setCurrency(sold.price().currency().toLowerCase(Locale.ROOT))
                .setLookupKey(sold.lookupKey(productId))
                .putAllMetadata(sold.priceMetadata())
                .build();
        return create(() -> stripe.prices().create(params, writing(operationKey)), answers::price);
    }

    @Override
    public void updatePrice(String operationKey, String priceId, boolean active, Map<String, String> metadata) {
        PriceUpdateParams params = PriceUpdateParams.builder()
                .setActive(active)
                .putAllMetadata(metadata)
                .build();
        send(() -> stripe.prices().update(priceId, params, writing(operationKey)));
    }

    @Override
    public void archiveProduct(String operationKey, String productId) {
        ProductUpdateParams params =
                ProductUpdateParams.builder().setActive(false).build();
        send(() -> stripe.products().update(productId, params, writing(operationKey)));
    }

    @Override
    public void archivePrice(String operationKey, String priceId) {
        PriceUpdateParams params = PriceUpdateParams.builder().setActive(false).build();
        send(() -> stripe.prices().update(priceId, params, writing(operationKey)));
    }

    @Override
    public void setDefaultPrice(String operationKey, String productId, String priceId) {
        ProductUpdateParams params =
                ProductUpdateParams.builder().setDefaultPrice(priceId).build();
        send(() -> stripe.products().update(productId, params, writing(operationKey)));
    }
}
