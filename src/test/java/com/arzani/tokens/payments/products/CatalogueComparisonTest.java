package com.arzani.tokens.payments.products;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.products.Difference.Kind;
import com.arzani.tokens.payments.products.PackageComparison.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// R12: every kind of difference between the catalogue and Stripe, and the steps against it.
class CatalogueComparisonTest {
    private static final Amount TEN_POUNDS = new Amount(1000, "GBP");
    private static final SoldPackage.Kept KEPT = new SoldPackage.Kept(Optional.of("prod_1"), Optional.of("price_1"), 2);

    private SoldPackage sold = new SoldPackage(1, 2, "Starter", "Ten tokens", TEN_POUNDS, true, KEPT);
    private StripeProduct product = new StripeProduct(
            "prod_1", "Starter", "Ten tokens", true, 100, Map.of("package_id", "1"), Optional.empty());
    private StripePrice price = price("price_1", "prod_1", TEN_POUNDS, true, "2");
    private final List<StripeProduct> others = new ArrayList<>();
    private final List<StripePrice> otherPrices = new ArrayList<>();

    private static StripePrice price(String id, String product, Amount amount, boolean active, String version) {
        Map<String, String> metadata = Map.of("package_id", "1", "package_version", version);
        return new StripePrice(id, product, Optional.ofNullable(amount), true, active, 100, metadata);
    }

    private PackageComparison compare() {
        List<StripeProduct> products = new ArrayList<>(others);
        List<StripePrice> prices = new ArrayList<>(otherPrices);
        Optional.ofNullable(product).ifPresent(products::add);
        Optional.ofNullable(price).ifPresent(prices::add);
        return CatalogueComparison.of(List.of(sold), new StripeShelf(products, prices))
                .packages()
                .getFirst();
    }

    private void expect(Kind kind, Step.Kind... steps) {
        PackageComparison compared = compare();
        assertThat(compared.differences()).extracting(Difference::kind).containsExactly(kind);
        assertThat(compared.steps()).extracting(Step::kind).containsExactly(steps);
        assertThat(compared.state()).isEqualTo(State.DIFFERS);
    }

    private void sold(String name, String description, Amount amount, boolean onSale, SoldPackage.Kept kept) {
        sold = new SoldPackage(1, 2, name, description, amount, onSale, kept);
    }

    private void product(String name, String description, boolean active, Map<String, String> metadata) {
        product = new StripeProduct("prod_1", name, description, active, 100, metadata, Optional.empty());
    }

    @Test
    void r12_nothingDiffersWhenBothSayTheSame() {
        assertThat(compare().differences()).isEmpty();
        assertThat(compare().steps()).isEmpty();
        assertThat(compare().state()).isEqualTo(State.IN_STEP);
    }

    @Test
    void r12_aPackageThatWasNeverSent() {
        product = null;
        price = null;
        sold("Starter", "", TEN_POUNDS, true, SoldPackage.Kept.NOTHING);
        PackageComparison compared = compare();
        assertThat(compared.state()).isEqualTo(State.NOT_SENT);
        assertThat(compared.differences())
                .extracting(Difference::kind)
                .containsExactly(Kind.PRODUCT_MISSING, Kind.PRICE_MISSING);
        assertThat(compared.differences()).extracting(Difference::ours).containsExactly("Starter", "£10.00");
        assertThat(compared.steps())
                .containsExactly(
                        new Step(Step.Kind.CREATE_PRODUCT, 1, 2, ""), new Step(Step.Kind.CREATE_PRICE, 1, 2, ""));
    }

    @Test
    void aPackageOffSaleThatWasNeverSentNeedsNothing() {
        product = null;
        price = null;
        sold("Starter", "", TEN_POUNDS, false, SoldPackage.Kept.NOTHING);
        assertThat(compare().differences()).isEmpty();
        assertThat(compare().state()).isEqualTo(State.NOT_SENT);
    }

    @Test
    void r12_anotherName() {
        product("Beginner", "Ten tokens", true, Map.of("package_id", "1"));
        expect(Kind.PRODUCT_NAME, Step.Kind.UPDATE_PRODUCT);
        Difference difference = compare().differences().getFirst();
        assertThat(difference.ours()).isEqualTo("Starter");
        assertThat(difference.stripes()).isEqualTo("Beginner");
        assertThat(difference.stripeId()).isEqualTo("prod_1");
    }

    @Test
    void r12_anotherDescription() {
        product("Starter", "", true, Map.of("package_id", "1"));
        expect(Kind.PRODUCT_DESCRIPTION, Step.Kind.UPDATE_PRODUCT);
    }

    @Test
    void r12_onSaleHereAndOffAtStripe() {
        product("Starter", "Ten tokens", false, Map.of("package_id", "1"));
        expect(Kind.PRODUCT_ACTIVE, Step.Kind.UPDATE_PRODUCT);
    }

    @Test
    void r12_offSaleHereAndOnAtStripe() {
        sold("Starter", "Ten tokens", TEN_POUNDS, false, KEPT);
        assertThat(compare().differences())
                .extracting(Difference::kind)
                .containsExactly(Kind.PRODUCT_ACTIVE, Kind.PRICE_ACTIVE);
        assertThat(compare().steps())
                .extracting(Step::kind)
                .containsExactly(Step.Kind.UPDATE_PRODUCT, Step.Kind.UPDATE_PRICE);
    }

    @Test
    void theDefaultPriceOfAProductOffSaleMayStay() {
        sold("Starter", "Ten tokens", TEN_POUNDS, false, KEPT);
        product = new StripeProduct(
                "prod_1", "Starter", "Ten tokens", false, 100, Map.of("package_id", "1"), Optional.of("price_1"));
        assertThat(compare().differences()).isEmpty();
    }

    @Test
    void r12_metadataOfTheProductLost() {
        product("Starter", "Ten tokens", true, Map.of("theirs", "stays"));
        expect(Kind.PRODUCT_METADATA, Step.Kind.UPDATE_PRODUCT);
    }

    @Test
    void moreMetadataThanOursIsNoDifference() {
        product("Starter", "Ten tokens", true, Map.of("package_id", "1", "campaign", "spring"));
        assertThat(compare().differences()).isEmpty();
    }

    @Test
    void r12_aSecondProductOfThePackage() {
        others.add(new StripeProduct("prod_2", "Copy", "", true, 50, Map.of("package_id", "1"), Optional.empty()));
        expect(Kind.PRODUCT_SURPLUS, Step.Kind.ARCHIVE_PRODUCT);
        assertThat(compare().product()).map(StripeProduct::id).contains("prod_1");
    }

    @Test
    void r12_noPriceAtAll() {
        price = null;
        expect(Kind.PRICE_MISSING, Step.Kind.CREATE_PRICE);
    }

    @Test
    void r12_anotherAmountIsANewPriceAndTheOldOneArchived() {
        price = price("price_1", "prod_1", new Amount(900, "GBP"), true, "1");
        expect(Kind.PRICE_AMOUNT, Step.Kind.CREATE_PRICE, Step.Kind.ARCHIVE_PRICE);
        Difference difference = compare().differences().getFirst();
        assertThat(difference.ours()).isEqualTo("£10.00");
        assertThat(difference.stripes()).isEqualTo("£9.00");
        assertThat(compare().steps().getLast().stripeId()).isEqualTo("price_1");
    }

    @Test
    void r12_anotherCurrency() {
        price = price("price_1", "prod_1", new Amount(1000, "usd"), true, "2");
        expect(Kind.PRICE_CURRENCY, Step.Kind.CREATE_PRICE, Step.Kind.ARCHIVE_PRICE);
    }

    @Test
    void r12_thePriceOfAnotherProduct() {
        price = price("price_1", "prod_9", TEN_POUNDS, true, "2");
        expect(Kind.PRICE_PRODUCT, Step.Kind.CREATE_PRICE, Step.Kind.ARCHIVE_PRICE);
    }

    @Test
    void r12_aPriceThatIsNoFixedAmount() {
        price = price("price_1", "prod_1", null, false, "2");
        expect(Kind.PRICE_TYPE, Step.Kind.CREATE_PRICE);
    }

    @Test
    void r12_aPriceTakenOffAtStripe() {
        price = price("price_1", "prod_1", TEN_POUNDS, false, "2");
        expect(Kind.PRICE_ACTIVE, Step.Kind.UPDATE_PRICE);
    }

    @Test
    void r12_metadataOfThePriceOfAnEarlierVersion() {
        price = price("price_1", "prod_1", TEN_POUNDS, true, "1");
        expect(Kind.PRICE_METADATA, Step.Kind.UPDATE_PRICE);
    }

    @Test
    void r12_aSecondPriceOnSale() {
        otherPrices.add(price("price_0", "prod_1", new Amount(500, "GBP"), true, "1"));
        expect(Kind.PRICE_SURPLUS, Step.Kind.ARCHIVE_PRICE);
        assertThat(compare().steps().getFirst().stripeId()).isEqualTo("price_0");
    }

    @Test
    void archivedPricesOfEarlierVersionsAreFine() {
        otherPrices.add(price("price_0", "prod_1", new Amount(500, "GBP"), false, "1"));
        assertThat(compare().differences()).isEmpty();
    }

    @Test
    void whatWasMadeAndNotNotedIsFoundByItsMetadata() {
        sold("Starter", "Ten tokens", TEN_POUNDS, true, SoldPackage.Kept.NOTHING);
        expect(Kind.NOT_NOTED, Step.Kind.NOTE);
    }

    @Test
    void aPriceNotedForAnEarlierVersionIsNotedAgain() {
        sold(
                "Starter",
                "Ten tokens",
                TEN_POUNDS,
                true,
                new SoldPackage.Kept(Optional.of("prod_1"), Optional.of("price_1"), 1));
        expect(Kind.NOT_NOTED, Step.Kind.NOTE);
    }

    @Test
    void whatIsNotOursIsNotLookedAt() {
        others.add(new StripeProduct("prod_x", "Mugs", "", true, 50, Map.of(), Optional.empty()));
        otherPrices.add(
                new StripePrice("price_x", "prod_1", Optional.of(TEN_POUNDS), true, true, 50, Map.of("mug", "1")));
        otherPrices.add(new StripePrice("price_y", "prod_x", Optional.empty(), false, true, 50, Map.of()));
        assertThat(compare().differences()).isEmpty();
        assertThat(CatalogueComparison.of(List.of(sold), new StripeShelf(others, List.of()))
                        .foreign())
                .isEqualTo(1);
    }

    @Test
    void theNotedProductOfOnePackageIsNotASurplusOfAnother() {
        SoldPackage second = new SoldPackage(
                2, 1, "Pro", "", TEN_POUNDS, false, new SoldPackage.Kept(Optional.of("prod_2"), Optional.empty(), 0));
        StripeProduct misnamed =
                new StripeProduct("prod_2", "Pro", "", false, 10, Map.of("package_id", "1"), Optional.empty());
        CatalogueComparison compared = CatalogueComparison.of(
                List.of(sold, second), new StripeShelf(List.of(product, misnamed), List.of(price)));
        assertThat(compared.packages().getFirst().differences()).isEmpty();
        assertThat(compared.packages().getLast().differences())
                .extracting(Difference::kind)
                .containsExactly(Kind.PRODUCT_METADATA);
    }
}
