package com.arzani.tokens.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@PostgresTest
class SellerFeaturesTest {
    private final TestDatabase database;
    private final MarketSeed seed;
    private final SellerFeatures features;
    private final long seller;
    private final long listing;

    SellerFeaturesTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
        features = new SellerFeatures(database.openService(Market.ENTITIES.toArray(Class[]::new)));
        seller = seed.user();
        listing = seed.listing(seller, "Bakery");
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode boost(int level, int days) {
        return json(features.boost(seller, listing, key(), level, days));
    }

    private static Instant time(JsonNode answer, String field) {
        return java.time.OffsetDateTime.parse(answer.path(field).asText()).toInstant();
    }

    private long balance() {
        return seed.sql().number("SELECT token_balance FROM users WHERE id = ?", seller);
    }

    private void ledgerAgrees() {
        assertThat(new LedgerProof(database.openService(Ledger.ENTITIES.toArray(Class[]::new)))
                        .run(count -> {})
                        .differences())
                .isEmpty();
    }

    @Test
    void onlyTheServiceMay() {
        SellerFeatures support =
                new SellerFeatures(database.openAs(OperatorRole.SUPPORT, Market.ENTITIES.toArray(Class[]::new)));
        assertThatThrownBy(() -> support.boost(seller, listing, key(), 1, 7)).hasMessage("not_permitted");
        assertThatThrownBy(() -> support.unlockAnalytics(seller, listing, key()))
                .hasMessage("not_permitted");
        assertThatThrownBy(() -> support.analytics(seller, listing)).hasMessage("not_permitted");
    }

    @Test
    void anothersListingAndWrongTermsAreRefused() {
        long other = seed.user();
        seed.grant(other, 50);
        assertThatThrownBy(() -> features.boost(other, listing, key(), 1, 7)).hasMessage("not_your_listing");
        assertThatThrownBy(() -> features.unlockAnalytics(other, listing, key()))
                .hasMessage("not_your_listing");
        assertThatThrownBy(() -> features.analytics(other, listing)).hasMessage("not_your_listing");
        assertThatThrownBy(() -> features.boost(seller, 999_999, key(), 1, 7)).hasMessage("business_unknown");
        assertThatThrownBy(() -> features.boost(seller, listing, key(), 4, 7)).hasMessage("boost_level_unknown");
        assertThatThrownBy(() -> features.boost(seller, listing, key(), 1, 0)).hasMessage("boost_days_out_of_range");
        assertThatThrownBy(() -> features.boost(seller, listing, key(), 1, 366)).hasMessage("boost_days_out_of_range");
        assertThat(seed.sql().number("SELECT token_balance FROM users WHERE id = ?", other))
                .isEqualTo(50);
    }

    @Test
    void aShortBalanceLeavesTheListingAsItWas_T3() {
        seed.grant(seller, 4);
        assertThatThrownBy(() -> boost(1, 7))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        problem -> assertThat(problem.arguments()).containsExactly(5L, 4L));
        assertThat(seed.sql().number("SELECT count(*) FROM listing_boosts WHERE business_id = ?", listing))
                .isZero();
        assertThat(balance()).isEqualTo(4);
    }

    @Test
    void theSameLevelGoesOnWhereItEnds_T3() {
        seed.grant(seller, 20);
        JsonNode first = boost(1, 7);
        JsonNode second = boost(1, 7);

        assertThat(first.path("tokensSpent").asLong()).isEqualTo(5);
        assertThat(time(second, "boostedFrom")).isEqualTo(time(first, "boostedUntil"));
        assertThat(time(second, "boostedUntil"))
                .isEqualTo(time(first, "boostedUntil").plus(Duration.ofDays(7)));
        assertThat(balance()).isEqualTo(10);
        assertThat(seed.sql()
                        .value(
                                Boolean.class,
                                "SELECT is_boosted AND boost_level = 1 AND boost_tokens_spent = 10 FROM businesses"
                                        + " WHERE id = ?",
                                listing))
                .isTrue();
    }

    @Test
    void anotherLevelBeginsAtOnceAndGivesTheRestBack() {
        seed.grant(seller, 40);
        boost(1, 14);
        assertThat(balance()).isEqualTo(30);
        database.advance(Duration.ofDays(3).plusHours(1)); // 10 days and 23 hours of 14 are left: 7.8 of 10 tokens
        BoostTerms terms = features.boostTerms(seller, listing, 3, 7);
        assertThat(terms.tokensBack()).isEqualTo(new Tokens(7));
        assertThat(terms.tokensRequired()).isEqualTo(new Tokens(20));

        JsonNode third = boost(3, 7);

        assertThat(third.path("tokensReturned").asLong()).isEqualTo(7);
        assertThat(balance()).isEqualTo(30 + 7 - 20);
        assertThat(seed.sql()
                        .value(
                                Boolean.class,
                                "SELECT boost_level = 3 AND boost_tokens_spent = 23 FROM businesses WHERE id = ?",
                                listing))
                .isTrue();
        ledgerAgrees();
    }

    @Test
    void theSameKeyBoostsOnce() {
        seed.grant(seller, 40);
        String key = key();
        String first = features.boost(seller, listing, key, 2, 7);
        assertThat(features.boost(seller, listing, key, 2, 7)).isEqualTo(first);
        assertThat(balance()).isEqualTo(30);
        assertThatThrownBy(() -> features.boost(seller, listing, key, 1, 7)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> features.unlockAnalytics(seller, listing, key)).isInstanceOf(Conflict.class);
    }

    @Test
    void aBoostEndsByTheClockEvenIfNoJobRan_T20() {
        seed.grant(seller, 5);
        boost(1, 7);
        database.advance(Duration.ofDays(7));
        assertThat(features.boostTerms(seller, listing, 1, 7).startsAt())
                .as("nothing is lengthened that has ended")
                .isAfterOrEqualTo(seed.sql()
                        .value(
                                java.sql.Timestamp.class,
                                "SELECT ends_at FROM listing_boosts WHERE business_id = ?",
                                listing)
                        .toInstant());
        assertThat(seed.sql()
                        .number(
                                "SELECT count(*) FROM businesses WHERE id = ? AND is_boosted AND boosted_until > ledger_now()",
                                listing))
                .isZero();
    }

    @Test
    void analyticsAreSoldForATimeAndLengthened() {
        seed.grant(seller, 7);
        assertThat(features.analytics(seller, listing).unlockedUntil()).isEmpty();
        Instant first = time(json(features.unlockAnalytics(seller, listing, key())), "unlockedUntil");
        Instant second = time(json(features.unlockAnalytics(seller, listing, key())), "unlockedUntil");

        assertThat(second).isEqualTo(first.plus(Duration.ofDays(30)));
        assertThat(features.analytics(seller, listing).unlockedUntil()).hasValue(second);
        assertThat(balance()).isEqualTo(1);
        assertThatThrownBy(() -> features.unlockAnalytics(seller, listing, key()))
                .hasMessage("insufficient_tokens");
        database.advance(Duration.ofDays(61));
        assertThat(features.analytics(seller, listing).unlockedUntil()).isEmpty();
    }

    @Test
    void anInquiryIsAnsweredOnceByTheOwner() {
        long buyer = seed.user();
        seed.contact(buyer, listing, 0);
        long inquiry = seed.sql()
                .number(
                        "SELECT id::bigint FROM business_inquiries WHERE business_id = ? AND user_id = ?",
                        listing,
                        buyer);

        assertThatThrownBy(() -> features.answered(buyer, inquiry)).hasMessage("not_your_listing");
        assertThatThrownBy(() -> features.answered(seller, 999_999)).hasMessage("inquiry_unknown");
        Instant at = features.answered(seller, inquiry);
        assertThat(at).isNotNull();
        assertThatThrownBy(() -> features.answered(seller, inquiry))
                .isInstanceOf(Conflict.class)
                .hasMessage("inquiry_answered");
    }
}
