package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.app.ApiFixture.Reply;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.testing.Await;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Buying tokens over HTTP, through the simulated Stripe.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PurchaseApiTest {
    private static final String PURCHASE = "/api/tokens/purchase";

    private final TestDatabase database;
    private ApiFixture api;
    private long user;
    private String token;

    PurchaseApiTest(TestDatabase database) {
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

    private void refused(Reply reply, int status, String code) {
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
    }

    private long orders() {
        return database.sql().number("SELECT count(*) FROM token_orders WHERE user_id = " + user);
    }

    private long balance() {
        return api.get("/api/tokens/balance", token).json().path("balance").asLong();
    }

    @Test
    void whatCannotBeBoughtIsRefusedAndNothingIsOrdered() {
        refused(api.post(PURCHASE, null, "{\"packageId\":2}"), 401, "bearer_missing");
        Reply unknown = api.post(PURCHASE, token, "{\"packageId\":999}");
        refused(unknown, 404, "package_not_found");
        assertThat(unknown.json().path("error").asText()).isEqualTo("Package not found");
        refused(api.post(PURCHASE, token, "{}"), 400, "field_missing");
        for (String id : List.of("\"2; DROP TABLE users\"", "2.5", "-2", "true", "{}", "1e1")) {
            Reply reply = api.post(PURCHASE, token, "{\"packageId\":" + id + "}");
            assertThat(reply.status()).as(id).isIn(400, 404);
        }
        database.sql().execute("UPDATE token_packages SET is_experimental = true WHERE id = 3");
        try {
            refused(api.post(PURCHASE, token, "{\"packageId\":3}"), 404, "package_not_found");
        } finally {
            database.sql().execute("UPDATE token_packages SET is_experimental = false WHERE id = 3");
        }
        assertThat(orders()).isZero();
    }

    /// Of the specification's integration tests (8.2).
    @Test
    void spec8_2_aPaidCheckoutAddsTheTokensOnceAndThePageTellsIt() {
        Reply bought = api.post(PURCHASE, token, "{\"packageId\":2,\"price\":1}");
        assertThat(bought.status()).isEqualTo(200);
        String session = bought.json().path("sessionId").asText();
        assertThat(bought.json().path("url").asText()).startsWith("https://");
        Reply waiting = api.get("/tokens/success?session_id=" + session, null);
        assertThat(waiting.body())
                .contains("being confirmed", "http-equiv=\"refresh\"")
                .doesNotContain(session);
        assertThat(balance()).as("the page credits nothing").isZero();

        api.stripe.simulator().orElseThrow().here().orElseThrow().pay(session);
        Await.until("the credit", () -> balance() == 30);

        Reply paid = api.get("/tokens/success?session_id=" + session, null);
        assertThat(paid.body()).contains("30 tokens were added").doesNotContain("http-equiv=\"refresh\"");
        assertThat(paid.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        JsonNode entries = api.get("/api/tokens/transactions", token).json().path("transactions");
        assertThat(ApiFixture.texts(entries, "transaction_type")).containsExactlyInAnyOrder("purchase", "bonus");
    }

    @Test
    void theSameKeyIsOneOrderAndOneCheckout() {
        Reply first = api.post(PURCHASE, token, "{\"packageId\":\"1\"}", "Idempotency-Key", "p1");
        Reply again = api.post(PURCHASE, token, "{\"packageId\":1}", "Idempotency-Key", "p1");
        assertThat(again.json()).isEqualTo(first.json());
        refused(api.post(PURCHASE, token, "{\"packageId\":2}", "Idempotency-Key", "p1"), 409, "key_used");
        assertThat(orders()).isEqualTo(1);
        long other = api.seed.user();
        Reply others = api.post(PURCHASE, ApiFixture.token(other), "{\"packageId\":1}", "Idempotency-Key", "p1");
        assertThat(others.json().path("orderId").asLong())
                .isNotEqualTo(first.json().path("orderId").asLong());
    }

    @Test
    void t17_theSixthPurchaseOfAQuarterOfAnHourIsRefused() {
        try (ApiFixture strict = new ApiFixture(database, Map.of("TOKEN_PURCHASE_RATE_LIMIT", "5"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(strict.post(PURCHASE, token, "{\"packageId\":1}").status())
                        .isEqualTo(200);
            }
            Reply reply = strict.post(PURCHASE, token, "{\"packageId\":1}");
            refused(reply, 429, "too_many_purchases");
            assertThat(reply.json().path("error").asText())
                    .isEqualTo("Too many token purchases. Please try again later.");
            assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 900);
            assertThat(orders()).isEqualTo(5);
        }
    }

    @Test
    void thePagesTellNothingOfWhatTheyWereAsked() {
        for (String id : List.of(
                "cs_unknown", "%3Cscript%3Ealert(1)%3C/script%3E", "%27%20OR%20%27%27=%27", "x".repeat(3_000))) {
            Reply page = api.get("/tokens/success?session_id=" + id, null);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).contains("We do not know this order").doesNotContain("script", "cs_unknown", "xxx");
        }
        assertThat(api.get("/tokens/success", null).body()).contains("We do not know this order");
        assertThat(api.get("/tokens/cancel", null).body()).contains("was cancelled");
    }

    @Test
    void outsideTheRolloutNothingIsForSale() {
        database.sql()
                .execute("INSERT INTO feature_flags (name, version, is_enabled, salt)"
                        + " VALUES ('ENABLE_TOKEN_SYSTEM', 2, false, 'token-system')");
        try {
            refused(api.post(PURCHASE, token, "{\"packageId\":1}"), 404, "feature_not_available");
        } finally {
            database.sql()
                    .execute("INSERT INTO feature_flags (name, version, is_enabled, salt)"
                            + " VALUES ('ENABLE_TOKEN_SYSTEM', 3, true, 'token-system')");
        }
    }
}
