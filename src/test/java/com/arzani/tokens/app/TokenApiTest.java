package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What users are told of their tokens, and what they can buy.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenApiTest {
    private final TestDatabase database;
    private ApiFixture api;
    private String token;
    private long user;

    TokenApiTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        api = new ApiFixture(database);
        user = api.seed.user();
        token = ApiFixture.token(user);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void aUserWithoutAWalletHasNothingAndOthersHaveTheirs() {
        long rich = api.seed.user();
        api.seed.grant(rich, 7);
        assertThat(api.get("/api/tokens/balance", ApiFixture.token(api.seed.user()))
                        .json()
                        .path("balance")
                        .asLong(-1))
                .isZero();
        JsonNode balance =
                api.get("/api/tokens/balance", ApiFixture.token(rich)).json();
        assertThat(balance.path("balance").asLong()).isEqualTo(7);
        assertThat(balance.path("tokensOwed").asLong(-1)).isZero();
    }

    @Test
    void packagesAreForAllWithTheFieldsThatTheBrowserReads() {
        JsonNode packages = api.get("/api/tokens/packages", null).json();
        assertThat(packages.isArray()).isTrue();
        JsonNode professional = packages.get(1);
        assertThat(professional.path("id").asLong()).isEqualTo(2);
        assertThat(professional.path("name").asText()).isNotEmpty();
        assertThat(professional.path("token_amount").asLong()).isEqualTo(25);
        assertThat(professional.path("bonus_tokens").asLong()).isEqualTo(5);
        assertThat(professional.path("price_gbp").asLong()).isEqualTo(2500);
        assertThat(professional.path("recommended").isBoolean()).isTrue();
        assertThat(professional.has("stripe_price_id")).isFalse();
        assertThat(api.get("/api/tokens/packages", "wrong").status())
                .as("who sends a token sends a good one")
                .isEqualTo(401);
        assertThat(api.get("/api/tokens/packages", token).json()).isEqualTo(packages);
    }

    @Test
    void transactionsComePageByPage() {
        long busy = api.seed.user();
        for (int i = 0; i < 5; i++) {
            api.seed.grant(busy, i + 1);
        }
        String hers = ApiFixture.token(busy);
        List<Long> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("/api/tokens/transactions?limit=2&cursor=" + cursor, hers)
                    .json();
            page.path("transactions")
                    .forEach(entry -> seen.add(entry.path("tokens_amount").asLong()));
            cursor = page.path("nextCursor").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        assertThat(seen).containsExactly(5L, 4L, 3L, 2L, 1L);
        JsonNode first = api.get("/api/tokens/transactions", hers)
                .json()
                .path("transactions")
                .get(0);
        assertThat(first.path("transaction_type").asText()).isEqualTo("adjustment");
        assertThat(first.path("balance_after").asLong()).isEqualTo(15);
        assertThat(first.has("note") || first.has("actor") || first.has("operation_key"))
                .isFalse();
        String others = api.get("/api/tokens/transactions?limit=2", hers)
                .json()
                .path("nextCursor")
                .asText();
        assertThat(api.get("/api/tokens/transactions?cursor=" + others, ApiFixture.token(api.seed.user()))
                        .json()
                        .path("transactions"))
                .as("a cursor is no key to another's entries")
                .isEmpty();
    }

    @Test
    void pagesThatCannotBeAreRefused() {
        for (String query : List.of("limit=0", "limit=101", "limit=-1", "limit=1e1", "limit=99999999999999999999")) {
            ApiFixture.Reply reply = api.get("/api/tokens/transactions?" + query, token);
            assertThat(reply.status()).as(query).isEqualTo(400);
            assertThat(reply.code()).isEqualTo("page_limit_wrong");
        }
        for (String cursor :
                List.of("x", "AAAA", "%00", "'%20OR%201=1", "____________________________", "A".repeat(3000))) {
            ApiFixture.Reply reply = api.get("/api/tokens/transactions?cursor=" + cursor, token);
            assertThat(reply.status()).as(cursor).isEqualTo(400);
            assertThat(reply.code()).isEqualTo("cursor_wrong");
        }
    }
}
