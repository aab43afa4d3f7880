package com.arzani.tokens.payments.products;

import com.arzani.tokens.payments.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads both sides and compares them. Stripe is asked outside any transaction, a hundred objects at a time.
public final class CatalogueLook {
    private final CatalogueRuns runs;
    private final CatalogueGateway stripe;

    public CatalogueLook(CatalogueRuns runs, CatalogueGateway stripe) {
        this.runs = runs;
        this.stripe = stripe;
    }

    /// How both sides stand now.
    public CatalogueComparison compare() {
        List<StripeProduct> products = all(stripe::products, StripeProduct::id);
        List<StripePrice> prices = all(stripe::prices, StripePrice::id);
        return CatalogueComparison.of(runs.packages(), new StripeShelf(products, prices));
    }

    private static <T> List<T> all(Function<Optional<String>, Page<T>> list, Function<T, String> id) {
        List<T> all = new ArrayList<>();
        Page<T> page;
        do {
            page = list.apply(all.isEmpty() ? Optional.empty() : Optional.of(id.apply(all.getLast())));
            all.addAll(page.items());
        } while (page.hasMore() && !page.items().isEmpty());
        return all;
    }
}
