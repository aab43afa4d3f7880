package com.arzani.tokens.payments.products;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.products.Difference.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Collects what of one package differs, and the steps against it.
final class Findings {
    private static final String POUNDS = "GBP";

    private final SoldPackage sold;
    private final List<Difference> differences = new ArrayList<>();
    private final Set<Step> steps =
            new TreeSet<>(Comparator.comparing(Step::kind).thenComparing(Step::stripeId));

    Findings(SoldPackage sold) {
        this.sold = sold;
    }

    PackageComparison comparison(Optional<StripeProduct> product, Optional<StripePrice> price) {
        return new PackageComparison(sold, product, price, differences, List.copyOf(steps));
    }

    /// A package that is off sale and was never sent needs nothing at Stripe.
    void nothingThere() {
        if (sold.onSale()) {
            found(Kind.PRODUCT_MISSING, sold.name(), "", "", Step.Kind.CREATE_PRODUCT);
            found(Kind.PRICE_MISSING, text(sold.price()), "", "", Step.Kind.CREATE_PRICE);
        }
    }

    void product(StripeProduct product) {
        compare(Kind.PRODUCT_NAME, sold.name(), product.name(), product.id());
        compare(Kind.PRODUCT_DESCRIPTION, sold.description(), product.description(), product.id());
        compare(Kind.PRODUCT_ACTIVE, Boolean.toString(sold.onSale()), Boolean.toString(product.active()), product.id());
        if (lacks(product.metadata(), sold.productMetadata())) {
            found(
                    Kind.PRODUCT_METADATA,
                    text(sold.productMetadata()),
                    text(product.metadata()),
                    product.id(),
                    Step.Kind.UPDATE_PRODUCT);
        }
    }

    private void compare(Kind kind, String ours, String stripes, String id) {
        if (!ours.equals(stripes)) {
            found(kind, ours, stripes, id, Step.Kind.UPDATE_PRODUCT);
        }
    }

    /// Of the price in use. Stripe refuses to archive a product's default price; with the product off sale, that price
    /// harms nobody.
    void price(StripePrice price, StripeProduct product) {
        boolean kept = !sold.onSale() && product.defaultPrice().equals(Optional.of(price.id()));
        if (price.active() != sold.onSale() && !kept) {
            found(
                    Kind.PRICE_ACTIVE,
                    Boolean.toString(sold.onSale()),
                    Boolean.toString(price.active()),
                    price.id(),
                    Step.Kind.UPDATE_PRICE);
        }
        if (lacks(price.metadata(), sold.priceMetadata())) {
            found(
                    Kind.PRICE_METADATA,
                    text(sold.priceMetadata()),
                    text(price.metadata()),
                    price.id(),
                    Step.Kind.UPDATE_PRICE);
        }
    }

    /// No price charges what is published; says why the one in use until now does not.
    void noPrice(StripeProduct product, List<StripePrice> prices) {
        if (!sold.onSale()) {
            return;
        }
        Optional<StripePrice> before = prices.stream()
                .filter(price -> sold.kept().price().equals(Optional.of(price.id())))
                .findFirst()
                .or(() -> prices.stream().filter(StripePrice::active).findFirst());
        if (before.isEmpty()) {
            found(Kind.PRICE_MISSING, text(sold.price()), "", "", Step.Kind.CREATE_PRICE);
            return;
        }
        StripePrice old = before.get();
        if (!old.product().equals(product.id())) {
            found(Kind.PRICE_PRODUCT, product.id(), old.product(), old.id(), Step.Kind.CREATE_PRICE);
        }
        if (!old.oneTime() || old.amount().isEmpty()) {
            found(Kind.PRICE_TYPE, "", "", old.id(), Step.Kind.CREATE_PRICE);
        }
        old.amount().ifPresent(amount -> amount(amount, old.id()));
    }

    private void amount(Amount amount, String id) {
        if (!amount.currency().equals(sold.price().currency())) {
            found(Kind.PRICE_CURRENCY, sold.price().currency(), amount.currency(), id, Step.Kind.CREATE_PRICE);
        }
        if (amount.pence() != sold.price().pence()) {
            found(Kind.PRICE_AMOUNT, text(sold.price()), text(amount), id, Step.Kind.CREATE_PRICE);
        }
    }

    /// Every other price of ours that is still on sale; one that was replaced is told with its replacement already.
    void surplusPrices(List<StripePrice> prices, Optional<StripePrice> present, StripeProduct product) {
        for (StripePrice price : prices) {
            boolean other = present.filter(price::equals).isEmpty();
            boolean stays = !sold.onSale() && product.defaultPrice().equals(Optional.of(price.id()));
            if (other && price.active() && !stays) {
                boolean told = differences.stream()
                        .anyMatch(difference -> difference.stripeId().equals(price.id()));
                if (told) {
                    step(Step.Kind.ARCHIVE_PRICE, price.id());
                } else {
                    String charged = price.amount().map(Findings::text).orElse("");
                    found(Kind.PRICE_SURPLUS, "", charged, price.id(), Step.Kind.ARCHIVE_PRICE);
                }
            }
        }
    }

    void surplusProducts(List<StripeProduct> others) {
        others.stream()
                .filter(StripeProduct::active)
                .forEach(product ->
                        found(Kind.PRODUCT_SURPLUS, "", product.name(), product.id(), Step.Kind.ARCHIVE_PRODUCT));
    }

    /// Whether we know Stripe's ids. A price that is about to be made is noted when it is.
    void noted(StripeProduct product, Optional<StripePrice> price) {
        SoldPackage.Kept kept = sold.kept();
        boolean productKnown = kept.product().equals(Optional.of(product.id()));
        boolean priceKnown =
                price.isEmpty() || kept.price().equals(price.map(StripePrice::id)) && kept.version() == sold.version();
        if (!productKnown || !priceKnown) {
            String stripes = price.map(StripePrice::id).orElse(product.id());
            String ours =
                    price.isPresent() ? kept.price().orElse("") : kept.product().orElse("");
            found(Kind.NOT_NOTED, ours, stripes, stripes, Step.Kind.NOTE);
        }
    }

    private void found(Kind kind, String ours, String stripes, String id, Step.Kind remedy) {
        differences.add(new Difference(kind, ours, stripes, id, remedy));
        step(remedy, remedy == Step.Kind.CREATE_PRICE ? "" : id);
    }

    private void step(Step.Kind kind, String id) {
        steps.add(new Step(kind, sold.id(), sold.version(), id));
    }

    private static boolean lacks(Map<String, String> metadata, Map<String, String> ours) {
        return !metadata.entrySet().containsAll(ours.entrySet());
    }

    private static String text(Map<String, String> metadata) {
        return String.join(
                ", ",
                new TreeMap<>(metadata)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList());
    }

    /// `£10.00`, or `USD 10.00` for another currency; by its hundredths, as every currency we sell in has them.
    static String text(Amount amount) {
        String pounds = new Pence(amount.pence()).toString();
        return amount.currency().equals(POUNDS) ? pounds : amount.currency() + " " + pounds.replace("£", "");
    }
}
