package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.app.ApiFixture.Reply;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.market.BoostReason;
import com.arzani.tokens.market.UnlockEnd;
import com.arzani.tokens.market.Unlocks;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Sellers put listings in front and look at their figures, over HTTP.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SellerApiTest {
    private final TestDatabase database;
    private ApiFixture api;
    private long seller;
    private long listing;
    private String token;

    SellerApiTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        api = new ApiFixture(database);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @BeforeEach
    void people() {
        seller = api.seed.user();
        listing = api.seed.listing(seller, "Bakery");
        token = ApiFixture.token(seller);
    }

    private String boost() {
        return "/api/seller/boost-listing/" + listing;
    }

    private String figures() {
        return "/api/seller/premium-analytics/" + listing;
    }

    private void refused(Reply reply, int status, String code) {
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
    }

    @Test
    void onlyTheOwnerBoostsAndOnlyWhatThereIs() {
        String other = ApiFixture.token(api.seed.user());
        refused(api.post(boost(), null, "{}"), 401, "bearer_missing");
        Reply notHers = api.post(boost(), other, "{\"boostLevel\":1}");
        refused(notHers, 403, "not_your_listing");
        assertThat(notHers.json().path("error").asText()).isEqualTo("Not authorized");
        refused(api.post("/api/seller/boost-listing/999999", token, "{}"), 404, "business_unknown");
        for (String level : List.of("0", "4", "-1")) {
            refused(api.post(boost(), token, "{\"boostLevel\":" + level + "}"), 400, "boost_level_unknown");
        }
        for (String level : List.of("1.5", "\"two\"", "true", "99999999999", "1e0", "[1]")) {
            refused(api.post(boost(), token, "{\"boostLevel\":" + level + "}"), 400, "field_not_number");
        }
        refused(api.post(boost(), token, "{\"duration\":0}"), 400, "boost_days_out_of_range");
        refused(api.post(boost(), token, "{\"duration\":366}"), 400, "boost_days_out_of_range");
        Reply poor = api.post(boost(), token, "{\"boostLevel\":2}");
        refused(poor, 402, "insufficient_tokens");
        assertThat(poor.json().path("tokensRequired").asLong()).isEqualTo(10);
        assertThat(database.sql().value(Boolean.class, "SELECT is_boosted FROM businesses WHERE id = " + listing))
                .as("T3: nothing moved")
                .isFalse();
    }

    @Test
    void aBoostCostsWhatWasToldAndTheSameKeyIsOneBoost() {
        api.seed.grant(seller, 50);
        JsonNode terms = api.get(boost() + "?boostLevel=3&duration=7", token).json();
        assertThat(terms.path("tokensRequired").asLong()).isEqualTo(20);
        Reply first = api.post(boost(), token, "{\"boostLevel\":3}", "Idempotency-Key", "b1");
        assertThat(first.json().path("success").asBoolean()).isTrue();
        assertThat(first.json().path("tokensSpent").asLong()).isEqualTo(20);
        OffsetDateTime until =
                OffsetDateTime.parse(first.json().path("boostedUntil").asText());
        assertThat(Duration.between(database.now(), until.toInstant()))
                .isBetween(Duration.ofDays(6), Duration.ofDays(7));
        assertThat(api.post(boost(), token, "{\"boostLevel\":3}", "Idempotency-Key", "b1")
                        .json())
                .isEqualTo(first.json());
        refused(api.post(boost(), token, "{\"boostLevel\":1}", "Idempotency-Key", "b1"), 409, "key_used");
        assertThat(api.get("/api/tokens/balance", token).json().path("balance").asLong())
                .isEqualTo(30);
        JsonNode longer =
                api.post(boost(), token, "{\"boostLevel\":3,\"duration\":7}").json();
        assertThat(Duration.between(
                        until, OffsetDateTime.parse(longer.path("boostedUntil").asText())))
                .as("T3: extended, not shortened")
                .isEqualTo(Duration.ofDays(7));
    }

    @Test
    void analyticsAreLockedThenSoldThenShown() {
        refused(api.get(figures(), null), 401, "bearer_missing");
        refused(api.get(figures(), ApiFixture.token(api.seed.user())), 403, "not_your_listing");
        refused(api.post(figures() + "/unlock", ApiFixture.token(api.seed.user()), "{}"), 403, "not_your_listing");
        Reply locked = api.get(figures(), token);
        refused(locked, 402, "analytics_locked");
        assertThat(locked.json().path("error").asText()).isEqualTo("Premium analytics access required");
        assertThat(locked.json().path("tokensRequired").asLong()).isEqualTo(3);
        assertThat(locked.json().path("currentBalance").asLong(-1)).isZero();
        refused(api.post(figures() + "/unlock", token, "{}"), 402, "insufficient_tokens");
        api.seed.grant(seller, 5);
        assertThat(api.get(figures(), token).json().path("currentBalance").asLong())
                .isEqualTo(5);
        JsonNode sold = api.post(figures() + "/unlock", token, "{}", "Idempotency-Key", "u1")
                .json();
        assertThat(sold.path("tokensSpent").asLong()).isEqualTo(3);
        assertThat(sold.path("balance").asLong()).isEqualTo(2);
        assertThat(api.post(figures() + "/unlock", token, "{}", "Idempotency-Key", "u1")
                        .json())
                .isEqualTo(sold);
        api.post(
                "/api/events",
                null,
                "{\"visitor\":\"v\",\"events\":[{\"type\":\"business_view\",\"businessId\":" + listing + "}]}");
        JsonNode shown = api.get(figures(), token).json();
        assertThat(shown.path("accessType").asText()).isEqualTo("premium");
        JsonNode analytics = shown.path("analytics");
        assertThat(analytics.path("totalViews").asLong()).isEqualTo(1);
        assertThat(analytics.path("views")).isNotEmpty();
        assertThat(analytics.path("contacts").get(0).has("premium_contacts")).isTrue();
        assertThat(analytics.has("popularKeywords")).isTrue();
        assertThat(analytics.has("competitorComparison")).isTrue();
    }

    @Test
    void anUnlockThatStaffTookBackIsLockedAgainAndItsKeySaysSo() {
        api.seed.grant(seller, 3);
        JsonNode sold = api.post(figures() + "/unlock", token, "{}", "Idempotency-Key", "u2")
                .json();
        Unlocks staff = new Unlocks(database.openAs(OperatorRole.FINANCE));
        long unlock = staff.page(seller, null, 1).rows().getFirst().id();
        staff.revoke(new UnlockEnd(
                UUID.randomUUID().toString(),
                unlock,
                staff.unused(unlock),
                new BoostReason("goodwill", "Bought for the wrong listing")));

        refused(api.get(figures(), token), 402, "analytics_locked");
        JsonNode again = api.post(figures() + "/unlock", token, "{}", "Idempotency-Key", "u2")
                .json();
        assertThat(again.path("unlockedUntil")).isEqualTo(sold.path("unlockedUntil"));
        assertThat(again.has("revokedAt")).isTrue();
        assertThat(api.get("/api/tokens/balance", token).json().path("balance").asLong())
                .as("a moment of thirty days is used")
                .isEqualTo(2);
    }

    @Test
    void aFeatureThatIsOffIsNotThere() {
        flag("ENABLE_SELLER_BOOST", 2, false);
        flag("ENABLE_PREMIUM_ANALYTICS", 2, false);
        try {
            refused(api.post(boost(), token, "{}"), 404, "feature_not_available");
            refused(api.get(figures(), token), 404, "feature_not_available");
            refused(api.post(figures() + "/unlock", token, "{}"), 404, "feature_not_available");
        } finally {
            flag("ENABLE_SELLER_BOOST", 3, true);
            flag("ENABLE_PREMIUM_ANALYTICS", 3, true);
        }
    }

    private void flag(String name, int version, boolean on) {
        database.sql()
                .execute(
                        "INSERT INTO feature_flags (name, version, is_enabled, salt) VALUES (?, ?, ?, 's')",
                        name,
                        version,
                        on);
    }
}
