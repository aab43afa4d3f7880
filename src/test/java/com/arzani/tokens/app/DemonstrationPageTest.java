package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The page that hands out people's tokens is for the computer it runs on, and for no service that has an issuer.
@PostgresTest
class DemonstrationPageTest {
    private final TestDatabase database;

    DemonstrationPageTest(TestDatabase database) {
        this.database = database;
    }

    private int people(Map<String, String> environment) {
        try (ApiFixture api = new ApiFixture(database, environment)) {
            return api.get("/demo/people", null).status();
        }
    }

    @Test
    void itIsThereOnlyWhereNobodyElseCanAsk() {
        assertThat(people(Map.of("PUBLIC_HOSTS", "tokens.example.com"))).isEqualTo(404);
        assertThat(people(Map.of(
                        "JWT_SECRET",
                        "a secret of the tests, long enough",
                        "JWT_ISSUER",
                        "issuer",
                        "JWT_AUDIENCE",
                        "audience")))
                .isEqualTo(404);
        assertThat(people(Map.of())).isEqualTo(200);
    }

    @Test
    void whatTheSiteLoadsHasAStrictContentPolicy() {
        try (ApiFixture api = new ApiFixture(database)) {
            ApiFixture.Reply script = api.get("/web/arzani.js", null);
            assertThat(script.status()).isEqualTo(200);
            assertThat(script.header("Content-Type")).startsWith("text/javascript");
            assertThat(script.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(script.header("Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(api.get("/web/../logback.xml", null).status()).isIn(400, 404);
            assertThat(api.get("/web/demo.html", null).status()).isEqualTo(404);
            assertThat(api.get("/web/texts.json", null).json().path("buy").asText())
                    .isEqualTo("Buy tokens");
        }
    }
}
