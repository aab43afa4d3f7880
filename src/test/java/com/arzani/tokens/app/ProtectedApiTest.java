package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.app.ApiFixture.Reply;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.risk.RiskDesk;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the website hears of a blocked customer, of a purchase that looks odd, and of an address that asks too often.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtectedApiTest {
    private static final String PURCHASE = "/api/tokens/purchase";
    private static final String STARTER = "{\"packageId\":1}";
    private static final String PACKAGES = "/api/tokens/packages";
    private static final Map<String, String> THREE = Map.of("VISITOR_RATE_LIMIT", "3");

    private final TestDatabase database;
    private ApiFixture api;
    private long user;
    private String token;

    ProtectedApiTest(TestDatabase database) {
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
    void customer() {
        user = api.seed.user();
        token = ApiFixture.token(user);
    }

    private static void refused(Reply reply, int status, String code) {
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
    }

    private static Reply from(ApiFixture at, String path, String proxied) {
        HttpRequest.Builder request = at.request(path, null).GET();
        return at.send(proxied == null ? request : request.header("X-Forwarded-For", proxied));
    }

    @Test
    void aBlockedBuyerIsToldNoReasonAndKeepsWhatTheyHad() {
        api.seed.grant(user, 10);
        long own = api.seed.listing(user, "Own");
        long other = api.seed.listing(api.seed.user(), "Bakery");
        String contact = "/api/businesses/" + other + "/contact";
        Reply before = api.post(contact, token, ContactApiTest.FORM, "Idempotency-Key", "before");
        RiskDesk desk = new RiskDesk(database.openAs(OperatorRole.FINANCE));
        desk.block(UUID.randomUUID().toString(), user, "Card stolen in Leeds");

        for (Reply reply : List.of(
                api.post(PURCHASE, token, STARTER),
                api.post(contact, token, ContactApiTest.FORM),
                api.post("/api/seller/boost-listing/" + own, token, "{\"boostLevel\":1,\"days\":7}"),
                api.post("/api/seller/premium-analytics/" + own + "/unlock", token, "{}"))) {
            refused(reply, 403, "user_blocked");
            assertThat(reply.json().path("error").asText())
                    .isEqualTo("This account cannot buy or spend tokens at the moment. Please contact support.");
            assertThat(reply.body()).doesNotContain("Leeds", "stolen", "blocked_by");
        }
        assertThat(api.get("/api/tokens/balance", token).json().path("balance").asLong())
                .isEqualTo(10);
        assertThat(api.post(contact, token, ContactApiTest.FORM, "Idempotency-Key", "before")
                        .json())
                .isEqualTo(before.json());
        assertThat(database.sql().number("SELECT count(*) FROM token_orders WHERE user_id = " + user))
                .isZero();

        desk.unblock(UUID.randomUUID().toString(), user, "Their own card after all");
        assertThat(api.post(PURCHASE, token, STARTER).status()).isEqualTo(200);
        assertThat(api.post(contact, token, ContactApiTest.FORM).status()).isEqualTo(200);
    }

    @Test
    void t15_aPurchaseRefusedByItsScoreHasNoCheckoutAndNoReason() {
        for (int unpaid = 0; unpaid < 6; unpaid++) {
            assertThat(api.post(PURCHASE, token, STARTER).status()).isEqualTo(200);
        }
        database.advance(Duration.ofMinutes(6));
        for (int open = 0; open < 4; open++) {
            assertThat(api.post(PURCHASE, token, STARTER).status()).isEqualTo(200);
        }
        Reply reply = api.post(PURCHASE, token, STARTER, "Idempotency-Key", "odd");

        refused(reply, 403, "purchase_refused");
        assertThat(reply.json().path("error").asText())
                .isEqualTo("This purchase cannot be made at the moment. Please contact support.");
        assertThat(reply.body()).doesNotContain("velocity", "score", "risk", "checkout");
        refused(api.post(PURCHASE, token, STARTER, "Idempotency-Key", "odd"), 403, "purchase_refused");
        assertThat(database.sql()
                        .rows(
                                "SELECT r.score, r.state, o.stripe_checkout_session_id FROM risk_reviews r JOIN token_orders o"
                                        + " ON o.id = r.order_id WHERE r.user_id = " + user
                                        + " AND r.state = 'refused'"))
                .as("judged once, with no session")
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("score", 50).containsEntry("stripe_checkout_session_id", null));
    }

    @Test
    void t17_anAddressWithoutATokenAsksSoOftenAndNoMoreOnAnyInstance() {
        String events = "{\"visitor\":\"v\",\"events\":[{\"type\":\"packages_view\"}]}";
        try (ApiFixture one = new ApiFixture(database, THREE);
                ApiFixture two = new ApiFixture(database, THREE)) {
            assertThat(one.get(PACKAGES, null).header("RateLimit-Remaining")).isEqualTo("2");
            assertThat(two.post("/api/events", null, events).status()).isEqualTo(200);
            assertThat(from(one, PACKAGES, "203.0.113.1").status())
                    .as("nobody's word on their address")
                    .isEqualTo(200);
            for (ApiFixture each : List.of(one, two)) {
                Reply reply = each.post("/api/events", null, "not even JSON");
                refused(reply, 429, "too_many_visits");
                assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 60);
                refused(from(each, PACKAGES, "203.0.113.2"), 429, "too_many_visits");
            }
            assertThat(one.get(PACKAGES, token).status())
                    .as("somebody with a token has turns of their own")
                    .isEqualTo(200);
        }
        assertThat(database.sql()
                        .number("SELECT count(*) FROM rate_buckets WHERE bucket_key LIKE 'visit:3/%'"
                                + " AND bucket_key LIKE '%127.0.0.1%'"))
                .as("no address is kept")
                .isZero();
    }

    @Test
    void t17_behindOurProxyEachVisitorHasTurnsOfTheirOwn() {
        Map<String, String> proxied = Map.of("VISITOR_RATE_LIMIT", "1", "TRUSTED_PROXIES", "127.0.0.1");
        try (ApiFixture behind = new ApiFixture(database, proxied)) {
            assertThat(from(behind, PACKAGES, "203.0.113.1").status()).isEqualTo(200);
            refused(from(behind, PACKAGES, "9.9.9.9, 203.0.113.1"), 429, "too_many_visits");
            assertThat(from(behind, PACKAGES, "203.0.113.2").status()).isEqualTo(200);
        }
    }
}
