package com.arzani.tokens.app;

import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.http.BearerTokens;
import com.arzani.tokens.http.Front;
import com.arzani.tokens.http.ServiceServer;
import com.arzani.tokens.http.TokenRules;
import com.arzani.tokens.market.MarketSeed;
import com.arzani.tokens.ui.Texts;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The service as `serve` starts it, on a test's database, asked over HTTP. Every answer is judged by the description.
final class ApiFixture implements AutoCloseable {
    static final TokenRules RULES =
            new TokenRules(Optional.of("a secret of the tests, long enough"), Optional.empty(), "issuer", "audience");
    private static final ApiContract CONTRACT = new ApiContract();
    private static final ObjectMapper JSON = new ObjectMapper();

    final TestDatabase database;
    final MarketSeed seed;
    final StripeHouse stripe;
    final EventHouse house;
    final Front front;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ApiFixture(TestDatabase database) {
        this(database, Map.of());
    }

    /// @param environment settings of the service beside the usual ones
    ApiFixture(TestDatabase database, Map<String, String> environment) {
        this.database = database;
        this.seed = new MarketSeed(database);
        Map<String, String> settings = new HashMap<>(Map.of(
                "PORT", "0",
                "TOKEN_CONSUMPTION_RATE_LIMIT", "1000",
                "TOKEN_PURCHASE_RATE_LIMIT", "1000"));
        settings.putAll(environment);
        Texts texts = Texts.load();
        ServeSettings serve = ServeSettings.read(settings, false, texts);
        Clock clock = Clock.systemUTC();
        stripe = StripeHouse.embedded(
                database.profile(),
                database.login(OperatorRole.SERVICE),
                DatabaseOptions.jobs(clock, Entities.ALL.toArray(Class[]::new)).withPoolSize(8),
                Optional.empty());
        try {
            front = new ApiHouse(stripe, serve.api(), clock).front(() -> RULES, serve, texts);
            house = EventHouse.start(stripe, serve.intake(), front, clock);
        } catch (RuntimeException failure) {
            stripe.close();
            throw failure;
        }
    }

    /// What was answered.
    record Reply(int status, String body, HttpResponse<String> whole) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException notJson) {
                throw new AssertionError(body, notJson);
            }
        }

        String header(String name) {
            return whole.headers().firstValue(name).orElse(null);
        }

        /// The machine's word of a problem.
        String code() {
            return json().path("code").asText();
        }
    }

    ServiceServer server() {
        return house.server();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server().port() + path);
    }

    static String token(long user) {
        return BearerTokens.sign(
                RULES, Long.toString(user), false, Clock.systemUTC().instant(), Duration.ofMinutes(5));
    }

    static String adminToken() {
        return BearerTokens.sign(RULES, "desk", true, Clock.systemUTC().instant(), Duration.ofMinutes(5));
    }

    /// @param token null: none
    Reply get(String path, String token) {
        return send(request(path, token).GET());
    }

    Reply post(String path, String token, String body, String... headers) {
        HttpRequest.Builder request = request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path)).timeout(Duration.ofSeconds(30));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    Reply send(HttpRequest.Builder request) {
        try {
            HttpRequest asked = request.build();
            HttpResponse<String> answer = http.send(asked, HttpResponse.BodyHandlers.ofString());
            Reply reply = new Reply(answer.statusCode(), answer.body(), answer);
            CONTRACT.judge(asked.method(), asked.uri().getPath(), reply);
            return reply;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    static List<String> texts(JsonNode list, String field) {
        return list.findValuesAsText(field);
    }

    @Override
    public void close() {
        try {
            house.close();
        } finally {
            stripe.close();
        }
    }
}
