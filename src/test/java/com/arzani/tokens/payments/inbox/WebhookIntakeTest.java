package com.arzani.tokens.payments.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.http.ServiceServer;
import com.arzani.tokens.payments.stripe.StripeSignature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@PostgresTest
@Isolated("it reads the log of the whole program")
class WebhookIntakeTest {
    private final TestDatabase database;
    private final List<ServiceServer> servers = new ArrayList<>();
    private InboxFixture inbox;

    WebhookIntakeTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws Exception {
        inbox = new InboxFixture(database);
    }

    @AfterEach
    void stop() {
        servers.forEach(ServiceServer::close);
        inbox.close();
    }

    @TestFactory
    List<DynamicTest> f10_everyVector() throws Exception {
        JsonNode vectors;
        try (InputStream file = getClass().getResourceAsStream("/stripe/webhook_vectors.json")) {
            vectors = new ObjectMapper().readTree(file);
        }
        String secret = vectors.path("secret").asText();
        String previous = vectors.path("previous_secret").asText();
        Clock then = Clock.fixed(Instant.ofEpochSecond(vectors.path("now").asLong()), ZoneOffset.UTC);
        List<DynamicTest> tests = new ArrayList<>();
        vectors(vectors, "with one secret: ", new StripeSignature(List.of(secret), then), Set.of(), tests);
        // While a secret is being rolled, both are good.
        Set<String> also = Set.of("signed with another secret");
        vectors(vectors, "with two secrets: ", new StripeSignature(List.of(previous, secret), then), also, tests);
        assertThat(tests).hasSize(2 * 23);
        return tests;
    }

    private void vectors(
            JsonNode vectors, String title, StripeSignature signature, Set<String> also, List<DynamicTest> tests) {
        EventIntake intake = new EventIntake(inbox.jobs, signature);
        ServiceServer server = ServiceServer.start(ServiceServer.Listening.onLoopback(), intake, () -> true);
        servers.add(server);
        for (JsonNode vector : vectors.path("vectors")) {
            String name = vector.path("name").asText();
            // Whatever the vectors leave to policy, a time to come among them, is refused.
            boolean accepted = vector.path("expect").asText().equals("accept") || also.contains(name);
            tests.add(DynamicTest.dynamicTest(title + name, () -> vector(server.webhook(), vector, accepted)));
        }
    }

    private void vector(URI address, JsonNode vector, boolean accepted) {
        database.sql().execute("TRUNCATE webhook_logs");
        HttpResponse<String> answer = inbox.post(
                address,
                vector.path("body").asText().getBytes(StandardCharsets.UTF_8),
                vector.path("header").isNull() ? null : vector.path("header").asText());
        assertThat(answer.statusCode()).isEqualTo(accepted ? 200 : 400);
        assertThat(inbox.stored()).isEqualTo(accepted ? 1 : 0);
    }

    @Test
    void f9_aDeliveryReplayedInTimeIsADuplicateAndALateOneIsRefused() {
        String body = inbox.made("product.created", "product", "prod_1");
        long now = Clock.systemUTC().instant().getEpochSecond();
        String header = InboxFixture.sign(body, InboxFixture.SECRET, now);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        assertThat(inbox.post(bytes, header).body()).isEqualTo("{\"received\":true}");
        HttpResponse<String> again = inbox.post(bytes, header);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo("{\"received\":true,\"duplicate\":true}");
        assertThat(inbox.post(bytes, InboxFixture.sign(body, InboxFixture.SECRET, now - 302))
                        .statusCode())
                .isEqualTo(400);
        assertThat(inbox.post(bytes, InboxFixture.sign(body, InboxFixture.SECRET, now + 86_400))
                        .statusCode())
                .isEqualTo(400);
        assertThat(inbox.stored()).isEqualTo(1);
    }

    @Test
    void f10_h10_neitherSecretNorBodyNorSignatureIsLoggedAndALineIsALine() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try {
            String body = inbox.made("product.created", "product", "prod_secretive\\r\\nforged");
            inbox.deliver(body);
            inbox.deliver(body.replace("\"livemode\": false", "\"livemode\": 1"));
            inbox.post(body.getBytes(StandardCharsets.UTF_8), InboxFixture.sign(body, "whsec_of_somebody"));
            inbox.post(body.getBytes(StandardCharsets.UTF_8), "t=1,v1=secretive");
            inbox.work();
            inbox.drained();
        } finally {
            root.detachAppender(log);
        }
        List<String> lines =
                log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(lines).isNotEmpty();
        assertThat(lines)
                .noneMatch(line -> line.contains("whsec_")
                        || line.contains("secretive")
                        || line.contains("pending_webhooks")
                        || line.contains("v1=")
                        || line.contains("\n")
                        || line.contains("\r"));
    }

    @Test
    void theRawBodyIsKeptByteForByte() {
        String body =
                inbox.made("product.created", "product", "prod_1").replace("\"request\": null", "\"request\" :\tnull");
        inbox.deliver(body);
        byte[] kept = database.sql().value(byte[].class, "SELECT payload FROM webhook_logs");
        assertThat(new String(kept, StandardCharsets.UTF_8)).isEqualTo(body);
    }

    @TestFactory
    List<DynamicTest> h9_whatNoParserShouldEatIsRefused() {
        String event = inbox.made("product.created", "product", "prod_1");
        String nested = "{\"a\":".repeat(200_000);
        StringBuilder keys = new StringBuilder();
        for (int number = 0; number < 100_000; number++) {
            keys.append("\"").append(number).append("\":0,");
        }
        Map<String, String> bodies = Map.ofEntries(
                Map.entry("nested 200,000 deep", nested),
                Map.entry("arrays nested 200,000 deep", "[".repeat(200_000)),
                Map.entry("100,000 keys", event.replaceFirst("\\{", "{" + keys)),
                Map.entry("a key twice", event.replaceFirst("\\{", "{\"id\": \"evt_other\",")),
                Map.entry(
                        "a key twice in the object", event.replace("\"amount\": 2500", "\"amount\": 1, \"amount\": 2")),
                Map.entry("10^6 digits", event.replace("2500", "1".repeat(1_000_000))),
                Map.entry("an amount beyond a long", event.replace("2500", "12345678901234567890")),
                Map.entry("an amount with pence", event.replace("2500", "100.5")),
                Map.entry("an amount with an exponent", event.replace("2500", "1e3")),
                Map.entry("a byte order mark", "\uFEFF" + event),
                Map.entry("two events", event + event),
                Map.entry("half an event", event.substring(0, event.length() - 5)),
                Map.entry("a list", "[" + event + "]"),
                Map.entry("no id", event.replace("evt_", "\\u0000")),
                Map.entry("an id of 5,000 characters", event.replace("evt_", "e".repeat(5_000))),
                Map.entry("an empty type", event.replace("product.created", "")),
                Map.entry("a type with a line break", event.replace("product.created", "a\\r\\nb")),
                Map.entry("live as text", event.replace("\"livemode\": false", "\"livemode\": \"false\"")),
                Map.entry("no event", event.replace("\"object\": \"event\"", "\"object\": \"charge\"")));
        return bodies.entrySet().stream()
                .map(body -> DynamicTest.dynamicTest(body.getKey(), () -> {
                    assertThat(inbox.deliver(body.getValue()).statusCode()).isEqualTo(400);
                    assertThat(inbox.stored()).isZero();
                }))
                .toList();
    }

    @Test
    void h9_bytesThatAreNoUtf8AreRefused() {
        byte[] body = inbox.made("product.created", "product", "prod_1").getBytes(StandardCharsets.ISO_8859_1);
        body[body.length - 5] = (byte) 0xC3;
        String asItWouldBeRead = new String(body, StandardCharsets.UTF_8);
        assertThat(inbox.post(body, InboxFixture.sign(asItWouldBeRead, InboxFixture.SECRET))
                        .statusCode())
                .isEqualTo(400);
        assertThat(inbox.stored()).isZero();
    }

    @Test
    void h5_anEventWithANulIsKeptAsItCameAndParked() {
        String body = inbox.made("product.created", "product", "prod_1")
                .replace("\"amount\": 2500", "\"metadata\": {\"note\": \"a\\u0000b\"}");
        assertThat(inbox.deliver(body).statusCode()).isEqualTo(200);
        assertThat(inbox.inbox()).containsExactly("product.created parked event_has_nul");
        byte[] kept = database.sql().value(byte[].class, "SELECT payload FROM webhook_logs");
        assertThat(new String(kept, StandardCharsets.UTF_8)).isEqualTo(body);
    }

    @Test
    void h18_anObjectWithAnIdThatIsNoneWaitsForAPerson() {
        for (String id : List.of("", "pi_ \\\"x\\\"", "p".repeat(5_000), "pi_\\ud83d\\ude00")) {
            assertThat(inbox.deliver(inbox.made("payment_intent.succeeded", "payment_intent", id))
                            .statusCode())
                    .isEqualTo(200);
        }
        inbox.work();
        inbox.drained();
        assertThat(inbox.inbox()).hasSize(4).allMatch(line -> line.endsWith("parked event_object_unreadable"));
    }

    @Test
    void f15_withoutADatabaseItAnswers503AtOnceAndKeepsNothing() {
        String body = inbox.made("product.created", "product", "prod_1");
        inbox.jobs.close();
        HttpResponse<String> answer = inbox.deliver(body);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(inbox.stored()).isZero();
    }

    @Test
    void healthSaysThatItLivesAndReadyThatTheDatabaseAnswers() {
        URI base = inbox.server.webhook();
        assertThat(get(base.resolve("/health"))).isEqualTo("200 {\"status\":\"up\"}");
        assertThat(get(base.resolve("/ready"))).isEqualTo("200 {\"status\":\"ready\"}");
        try (ServiceServer away =
                ServiceServer.start(ServiceServer.Listening.onLoopback(), inbox.intake, () -> false)) {
            assertThat(get(away.webhook().resolve("/ready"))).isEqualTo("503 {\"error\":\"not_ready\"}");
            assertThat(get(away.webhook().resolve("/health"))).startsWith("200");
        }
    }

    private static String get(URI address) {
        try (java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    java.net.http.HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (java.io.IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
