package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.app.ApiFixture.Reply;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Buyers write to sellers over HTTP, and sellers answer.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContactApiTest {
    static final String FORM = """
            {"firstName":"Test","lastName":"User","email":"test@example.com","message":"Hello"}""";

    private final TestDatabase database;
    private ApiFixture api;
    private long buyer;
    private long seller;
    private long listing;
    private String token;

    ContactApiTest(TestDatabase database) {
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
        buyer = api.seed.user();
        seller = api.seed.user();
        listing = api.seed.listing(seller, "Bakery");
        token = ApiFixture.token(buyer);
    }

    private String contact(long of) {
        return "/api/businesses/" + of + "/contact";
    }

    private Reply write(long of) {
        return api.post(contact(of), token, FORM);
    }

    private long another() {
        return api.seed.listing(seller, "Another");
    }

    private void refused(Reply reply, int status, String code) {
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
        assertThat(reply.json().path("requestId").asText()).isEqualTo(reply.header("X-Request-Id"));
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void whoMayNotIsRefused() {
        refused(api.post(contact(listing), null, FORM), 401, "bearer_missing");
        refused(api.get("/api/businesses/" + listing + "/contact-requirements", null), 401, "bearer_missing");
        refused(api.post(contact(listing), ApiFixture.token(seller), FORM), 403, "own_listing");
        refused(write(999_999), 404, "business_unknown");
        refused(write(999_999_999_999_999_999L), 404, "business_unknown");
    }

    @Test
    void aBadBodyIsRefusedAndItsFieldNamed() {
        for (String body : List.of(
                "",
                "[]",
                "null",
                "7",
                "{",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "{\"message\":\"\\u0000\"}",
                "{\"message\":\"\\ud800\"}",
                "\uFEFF{}",
                "{\"a\":" + "[".repeat(60_000),
                "{\"n\":" + "9".repeat(50_000) + "}")) {
            refused(api.post(contact(listing), token, body), 400, "body_not_json");
        }
        Reply missing =
                api.post(contact(listing), token, "{\"firstName\":\"A\",\"lastName\":\"B\",\"email\":\"a@b.co\"}");
        refused(missing, 400, "field_missing");
        assertThat(missing.json().path("field").asText()).isEqualTo("message");
        Reply number = api.post(contact(listing), token, FORM.replace("\"Hello\"", "7"));
        refused(number, 400, "field_not_text");
        assertThat(number.json().path("field").asText()).isEqualTo("message");
        refused(api.post(contact(listing), token, FORM.replace("test@", "test")), 400, "email_malformed");
        refused(api.post(contact(listing), token, FORM.replace("Hello", "x".repeat(5_001))), 400, "field_too_long");
        refused(api.post(contact(listing), token, FORM.replace("Hello", "x".repeat(70_000))), 413, "body_too_large");
        refused(
                api.send(api.request(contact(listing), token)
                        .header("Content-Type", "text/plain")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(FORM))),
                415,
                "body_type_wrong");
        assertThat(database.sql().number("SELECT count(*) FROM business_inquiries WHERE user_id = " + buyer))
                .isZero();
    }

    @Test
    void aKeyMustBeOne() {
        for (String key : List.of("a b", "k".repeat(151))) {
            refused(api.post(contact(listing), token, FORM, "Idempotency-Key", key), 400, "operation_key_malformed");
        }
    }

    @Test
    void theFirstIsFreeThenTwoTokensThenOne_andFieldsNobodyKnowsAreLeft() {
        api.seed.grant(buyer, 10);
        JsonNode before = api.get("/api/businesses/" + listing + "/contact-requirements", token)
                .json();
        assertThat(before.path("tokensRequired").asLong(-1)).isZero();
        assertThat(before.path("contactType").asText()).isEqualTo("free");
        JsonNode free = api.post(contact(listing), token, FORM.replace("{", "{\"utm\":{\"a\":[1]},"))
                .json();
        assertThat(free.path("success").asBoolean()).isTrue();
        assertThat(free.path("tokensSpent").asLong(-1)).isZero();
        assertThat(free.path("inquiryId").asLong()).isPositive();
        long second = another();
        JsonNode terms = api.get("/api/businesses/" + second + "/contact-requirements", token)
                .json();
        assertThat(terms.path("tokensRequired").asLong()).isEqualTo(2);
        assertThat(terms.path("currentBalance").asLong()).isEqualTo(10);
        assertThat(write(second).json().path("tokensSpent").asLong()).isEqualTo(2);
        JsonNode further = write(second).json();
        assertThat(further.path("tokensSpent").asLong()).isEqualTo(1);
        assertThat(further.path("contactType").asText()).isEqualTo("token");
        assertThat(api.get("/api/tokens/balance", token).json().path("balance").asLong())
                .isEqualTo(7);
    }

    @Test
    void aShortBalanceIs402WithWhatIsNeeded() {
        write(listing);
        Reply reply = write(another());
        refused(reply, 402, "insufficient_tokens");
        assertThat(reply.json().path("error").asText()).isEqualTo("Insufficient tokens");
        assertThat(reply.json().path("tokensRequired").asLong()).isEqualTo(2);
        assertThat(reply.json().path("currentBalance").asLong(-1)).isZero();
    }

    @Test
    void theSameKeyGivesTheSameAnswerAndAnotherBodyUnderItIsAConflict() {
        api.seed.grant(buyer, 10);
        write(listing);
        long other = another();
        String key = UUID.randomUUID().toString();
        Reply first = api.post(contact(other), token, FORM, "Idempotency-Key", key);
        Reply again = api.post(contact(other), token, FORM, "Idempotency-Key", key);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(api.get("/api/tokens/balance", token).json().path("balance").asLong())
                .isEqualTo(8);
        refused(
                api.post(contact(other), token, FORM.replace("Hello", "Other"), "Idempotency-Key", key),
                409,
                "key_used");
        refused(api.post(contact(listing), token, FORM, "Idempotency-Key", key), 409, "key_used");
        assertThat(api.post(contact(other), ApiFixture.token(api.seed.user()), FORM, "Idempotency-Key", key)
                        .status())
                .as("keys are each user's own")
                .isEqualTo(200);
    }

    /// Of the specification's unit tests (8.1): ten tokens, five spends of three at once.
    @Test
    void spec8_1_spendsAtOnceNeverTakeMoreThanIsThere() throws Exception {
        database.sql().execute("UPDATE users SET buyer_plan = 'pro' WHERE id = " + buyer);
        api.seed.grant(buyer, 5);
        List<Callable<Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long target = another();
            calls.add(() -> write(target));
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            for (Future<Reply> reply : threads.invokeAll(calls)) {
                statuses.add(reply.get().status());
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 200, 402, 402, 402);
        assertThat(api.get("/api/tokens/balance", token).json().path("balance").asLong())
                .isEqualTo(1);
    }

    @Test
    void onlyTheSellerAnswersAnInquiryAndOnce() {
        long inquiry = write(listing).json().path("inquiryId").asLong();
        String path = "/api/inquiries/" + inquiry + "/response";
        String hers = ApiFixture.token(seller);
        refused(api.post(path, null, "{}"), 401, "bearer_missing");
        refused(api.post(path, token, "{}"), 403, "not_your_listing");
        refused(api.post("/api/inquiries/999999999/response", hers, "{}"), 404, "inquiry_unknown");
        Reply first = api.post(path, hers, "{}", "Idempotency-Key", "answer-1");
        assertThat(first.json().path("success").asBoolean()).isTrue();
        assertThat(api.post(path, hers, "{}", "Idempotency-Key", "answer-1").json())
                .isEqualTo(first.json());
        refused(api.post(path, hers, "{}"), 409, "inquiry_answered");
    }

    @Test
    void visitorsEventsAreKeptOnceAMoment() {
        String view = "{\"visitor\":\"v1\",\"events\":[{\"type\":\"business_view\",\"businessId\":" + listing
                + ",\"keyword\":\"bread\"}]}";
        refused(api.post("/api/events", null, "{\"events\":[]}"), 400, "events_malformed");
        refused(api.post("/api/events", null, view.replace("\"visitor\":\"v1\",", "")), 400, "events_malformed");
        refused(api.post("/api/events", null, view.replace("business_view", "drop")), 400, "events_malformed");
        refused(api.post("/api/events", null, "{\"visitor\":\"v1\"}"), 400, "field_missing");
        refused(api.post("/api/events", "wrong", view), 401, "bearer_wrong");
        assertThat(api.post("/api/events", null, view).json().path("recorded").asInt())
                .isEqualTo(1);
        assertThat(api.post("/api/events", null, view).json().path("recorded").asInt(-1))
                .isZero();
        assertThat(api.post("/api/events", token, view).json().path("recorded").asInt())
                .as("a signed-in user is not the visitor")
                .isEqualTo(1);
    }

    @Test
    void outsideTheRolloutTokensAreNotThereAndContactWorksAsBefore() {
        api.seed.grant(buyer, 4);
        database.sql()
                .execute("INSERT INTO feature_flags (name, version, is_enabled, salt)"
                        + " VALUES ('ENABLE_TOKEN_SYSTEM', 2, false, 'token-system')");
        try {
            refused(api.get("/api/tokens/packages", token), 404, "feature_not_available");
            assertThat(api.get("/api/tokens/balance", token)
                            .json()
                            .path("balance")
                            .asLong())
                    .as("a flag never hides what was bought")
                    .isEqualTo(4);
            for (int i = 0; i < 2; i++) {
                assertThat(write(listing).json().path("tokensSpent").asLong(-1)).isZero();
            }
        } finally {
            database.sql()
                    .execute("INSERT INTO feature_flags (name, version, is_enabled, salt)"
                            + " VALUES ('ENABLE_TOKEN_SYSTEM', 3, true, 'token-system')");
        }
    }

    @Test
    void t17_theEleventhOperationOfAMinuteIsRefusedByEveryInstanceBeforeAnyWork() {
        api.seed.grant(buyer, 100);
        Map<String, String> ten = Map.of("TOKEN_CONSUMPTION_RATE_LIMIT", "10");
        try (ApiFixture one = new ApiFixture(database, ten);
                ApiFixture two = new ApiFixture(database, ten)) {
            for (int i = 0; i < 10; i++) {
                Reply reply = (i % 2 == 0 ? one : two).post(contact(listing), token, FORM);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("RateLimit-Limit")).isEqualTo("10");
                assertThat(reply.header("RateLimit-Remaining")).isEqualTo(Integer.toString(9 - i));
                assertThat(reply.header("RateLimit-Policy")).isEqualTo("10;w=60");
            }
            for (ApiFixture each : List.of(one, two)) {
                Reply reply = each.post(contact(listing), token, "not even JSON");
                refused(reply, 429, "too_many_operations");
                assertThat(reply.json().path("error").asText()).isEqualTo("Rate limit exceeded for token operations.");
                assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 60);
                assertThat(reply.header("RateLimit-Remaining")).isEqualTo("0");
                refused(each.post("/api/seller/boost-listing/" + listing, token, "{}"), 429, "too_many_operations");
                assertThat(each.get("/api/tokens/balance", token).status())
                        .as("reading is not counted")
                        .isEqualTo(200);
            }
            assertThat(one.post(contact(listing), ApiFixture.token(api.seed.user()), FORM)
                            .status())
                    .as("another user")
                    .isEqualTo(200);
        }
        try (ApiFixture later = new ApiFixture(database, ten)) {
            refused(later.post(contact(listing), token, FORM), 429, "too_many_operations");
        }
        assertThat(database.sql().number("SELECT count(*) FROM business_inquiries WHERE user_id = " + buyer))
                .isEqualTo(10);
    }
}
