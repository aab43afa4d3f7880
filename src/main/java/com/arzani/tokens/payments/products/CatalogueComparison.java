package com.arzani.tokens.payments.products;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The whole catalogue beside all of Stripe's products and prices. Pure: the same two sides give the same answer.
///
/// @param foreign products of the account that are not ours; they are left alone
public record CatalogueComparison(List<PackageComparison> packages, int foreign) {
    public CatalogueComparison {
        packages = List.copyOf(packages);
    }

    /// Compares (R12). Ours is what we noted when we made it, and what carries our metadata; nothing else is looked at.
    public static CatalogueComparison of(List<SoldPackage> sold, StripeShelf shelf) {
        Set<String> noted = new HashSet<>();
        sold.forEach(each -> each.kept().product().ifPresent(noted::add));
        Set<String> ours = new HashSet<>();
        List<PackageComparison> packages = new ArrayList<>();
        for (SoldPackage each : sold) {
            List<StripeProduct> products = shelf.products().stream()
                    .filter(product -> isOf(each, product, noted))
                    .sorted(nearestFirst(each))
                    .toList();
            products.forEach(product -> ours.add(product.id()));
            packages.add(compare(each, products, shelf.prices()));
        }
        return new CatalogueComparison(packages, shelf.products().size() - ours.size());
    }

    private static boolean isOf(SoldPackage sold, StripeProduct product, Set<String> noted) {
        if (noted.contains(product.id())) {
            return sold.kept().product().equals(Optional.of(product.id()));
        }
        return Long.toString(sold.id()).equals(product.metadata().get(SoldPackage.PACKAGE));
    }

    /// The one we noted, else the one with our id, else one on sale, else the oldest.
    private static Comparator<StripeProduct> nearestFirst(SoldPackage sold) {
        return Comparator.comparing(
                        (StripeProduct product) -> !sold.kept().product().equals(Optional.of(product.id())))
                .thenComparing(product -> !product.id().equals(sold.productId()))
                .thenComparing(product -> !product.active())
                .thenComparing(StripeProduct::created)
                .thenComparing(StripeProduct::id);
    }

    private static PackageComparison compare(
            SoldPackage sold, List<StripeProduct> products, List<StripePrice> allPrices) {
        Findings findings = new Findings(sold);
        if (products.isEmpty()) {
            findings.nothingThere();
            return findings.comparison(Optional.empty(), Optional.empty());
        }
        StripeProduct product = products.getFirst();
        List<StripePrice> prices =
                allPrices.stream().filter(price -> isOf(sold, price, product)).toList();
        Optional<StripePrice> price = present(sold, product, prices);
        findings.product(product);
        if (price.isPresent()) {
            findings.price(price.get(), product);
        } else {
            findings.noPrice(product, prices);
        }
        findings.noted(product, price);
        findings.surplusPrices(prices, price, product);
        findings.surplusProducts(products.subList(1, products.size()));
        return findings.comparison(Optional.of(product), price);
    }

    private static boolean isOf(SoldPackage sold, StripePrice price, StripeProduct product) {
        boolean noted = sold.kept().price().equals(Optional.of(price.id()));
        boolean named = Long.toString(sold.id()).equals(price.metadata().get(SoldPackage.PACKAGE));
        return noted || named && price.product().equals(product.id());
    }

    /// The price that charges what is published: the one noted, else one made for this version and not noted yet, else
    /// one on sale.
    private static Optional<StripePrice> present(SoldPackage sold, StripeProduct product, List<StripePrice> prices) {
        List<StripePrice> right = prices.stream()
                .filter(price -> price.product().equals(product.id())
                        && price.oneTime()
                        && price.amount().equals(Optional.of(sold.price())))
                .sorted(Comparator.comparing(StripePrice::created).thenComparing(StripePrice::id))
                .toList();
        String version = Integer.toString(sold.version());
        return Stream.of(
                        right.stream().filter(price -> sold.kept().price().equals(Optional.of(price.id()))),
                        right.stream()
                                .filter(price -> version.equals(price.metadata().get(SoldPackage.VERSION))),
                        right.stream().filter(StripePrice::active))
                .flatMap(each -> each)
                .findFirst();
    }

    public boolean isInStep() {
        return packages.stream().allMatch(each -> each.differences().isEmpty());
    }

    /// Everything that sending would do, package by package.
    public List<Step> steps() {
        return packages.stream().flatMap(each -> each.steps().stream()).toList();
    }

    public long differences() {
        return packages.stream().mapToLong(each -> each.differences().size()).sum();
    }
}
