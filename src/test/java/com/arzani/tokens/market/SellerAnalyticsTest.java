package com.arzani.tokens.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// T16: the figures that the sketch only names.
@PostgresTest
class SellerAnalyticsTest {
    private final TestDatabase database;
    private final MarketSeed seed;
    private final SellerAnalytics analytics;
    private final String industry = "Food " + UUID.randomUUID();
    private final long seller;
    private final long listing;

    SellerAnalyticsTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
        analytics = new SellerAnalytics(database.openService(Market.ENTITIES.toArray(Class[]::new)));
        seller = seed.user();
        listing = priced(seller, 100_000);
    }

    private long priced(long owner, long price) {
        long id = seed.listing(owner, "Bakery");
        seed.sql().execute("UPDATE businesses SET industry = ?, price = ? WHERE id = ?", industry, price, id);
        return id;
    }

    private void unlock() {
        seed.grant(seller, 3);
        new SellerFeatures(database.openService(Market.ENTITIES.toArray(Class[]::new)))
                .unlockAnalytics(seller, listing, UUID.randomUUID().toString());
    }

    private void views(long of, int count, int daysAgo, String keyword) {
        seed.sql().execute("""
                INSERT INTO analytics_events (event_type, event_data, created_at)
                SELECT 'business_view', jsonb_strip_nulls(jsonb_build_object('business_id', ?::text, 'keyword', ?::text)),
                       ledger_now() - ? * interval '24 hours' FROM generate_series(1, ?)""", Long.toString(of), keyword, daysAgo, count);
    }

    private JsonNode figures() throws IOException {
        return new ObjectMapper().readTree(analytics.of(seller, listing).orElseThrow());
    }

    @Test
    void lockedForeignAndForbidden_T16() {
        assertThat(analytics.of(seller, listing)).isEmpty();
        assertThatThrownBy(() -> analytics.of(seed.user(), listing)).hasMessage("not_your_listing");
        SellerAnalytics support =
                new SellerAnalytics(database.openAs(OperatorRole.SUPPORT, Market.ENTITIES.toArray(Class[]::new)));
        assertThatThrownBy(() -> support.of(seller, listing)).hasMessage("not_permitted");
    }

    @Test
    void everyDayOfTheWindowStandsThereAndOlderOnesDoNot_T16() throws IOException {
        unlock();
        views(listing, 30, 0, "cafe");
        views(listing, 10, 29, null);
        views(listing, 500, 31, "old");
        seed.contact(seed.user(), listing, 0);
        seed.contact(seed.user(), listing, 2);

        JsonNode figures = figures();

        assertThat(figures.path("byDay")).hasSize(30);
        assertThat(figures.path("byDay").path(0).path("views").asInt()).isEqualTo(10);
        assertThat(figures.path("byDay").path(29).path("views").asInt()).isEqualTo(30);
        assertThat(figures.path("byDay").path(29).path("total_contacts").asInt())
                .isEqualTo(2);
        assertThat(figures.path("byDay").path(29).path("premium_contacts").asInt())
                .isEqualTo(1);
        assertThat(figures.path("totalViews").asInt()).isEqualTo(40);
        assertThat(figures.path("conversionRate").decimalValue()).isEqualByComparingTo("5.0");
        assertThat(figures.path("popularKeywords")).hasSize(1);
        assertThat(figures.path("popularKeywords").path(0).path("keyword").asText())
                .isEqualTo("cafe");
    }

    @Test
    void tooFewViewsGiveNoRate_T16() throws IOException {
        unlock();
        views(listing, 19, 0, null);
        seed.contact(seed.user(), listing, 0);
        assertThat(figures().path("conversionRate").isNull()).isTrue();
    }

    @Test
    void theComparisonTakesOthersOfTheIndustryNearInPriceAndHidesSingleOnes_T16() throws IOException {
        unlock();
        views(listing, 25, 0, null);
        priced(seller, 100_000);
        for (int i = 0; i < 4; i++) {
            views(priced(seed.user(), 80_000 + i), 10 * (i + 1), 1, null);
        }
        views(priced(seed.user(), 300_000), 999, 1, null);
        assertThat(figures()
                        .path("competitorComparison")
                        .path("similarListings")
                        .asInt())
                .isEqualTo(4);
        assertThat(figures().path("competitorComparison").has("medianViews")).isFalse();

        views(priced(seed.user(), 120_000), 50, 1, null);

        JsonNode compared = figures().path("competitorComparison");
        assertThat(compared.path("similarListings").asInt()).isEqualTo(5);
        assertThat(compared.path("medianViews").asInt()).isEqualTo(30);
        assertThat(compared.path("medianContacts").asInt()).isZero();
        assertThat(compared.path("moreViewsThanPercent").asInt()).isEqualTo(40);
    }
}
