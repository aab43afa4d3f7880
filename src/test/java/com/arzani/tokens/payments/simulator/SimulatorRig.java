package com.arzani.tokens.payments.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.NewCheckout;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.StripeSchemas;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import com.arzani.tokens.testing.Await;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A simulator with the judging proxy before it, the product's own gateway and plain HTTP. Whatever passes the proxy is
/// judged by Stripe's shapes; `close` tells what went against them.
final class SimulatorRig implements AutoCloseable {
    static final String KEY = "sk_test_simulated";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final StripeSchemas schemas = new StripeSchemas();
    private final CheckedProxy proxy;
    private int checkouts;
    final MovingClock clock = new MovingClock();
    final StripeSimulator simulator;
    final StripeGateway gateway;

    SimulatorRig(TestDatabase database) throws IOException {
        database.sql().execute("TRUNCATE simulator.objects, simulator.idempotent_answers, simulator.deliveries");
        simulator = StripeSimulator.start(database.openService(), clock, 0, KEY);
        proxy = new CheckedProxy(simulator::address);
        gateway = new StripeJavaGateway(KEY, () -> Optional.of(proxy.address()), 1_000);
    }

    /// Goes only when it is told to.
    static final class MovingClock extends Clock {
        private volatile Instant now = Instant.parse("2026-06-15T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    /// Sells for that many pence; gives an open session's id.
    String checkout(long pence) {
        int number = ++checkouts;
        String product = gateway.createProduct("product-" + number, "Tokens " + number);
        String price =
                gateway.createPrice("price-" + number, product, new com.arzani.tokens.payments.Amount(pence, "GBP"));
        return gateway.createCheckout(
                        "checkout-" + number,
                        new NewCheckout(
                                number,
                                42,
                                price,
                                "https://arzani.example/paid",
                                "https://arzani.example/back",
                                Optional.empty()))
                .id();
    }

    /// A payment that succeeded.
    String paid(long pence) {
        return simulator.pay(checkout(pence));
    }

    JsonNode get(String path) {
        return body(send("GET", path, "", null));
    }

    JsonNode post(String path, String body) {
        return body(send("POST", path, body, null));
    }

    JsonNode delete(String path) {
        return body(send("DELETE", path, "", null));
    }

    /// The answer of Stripe's to an error, or an object; either way of Stripe's shape.
    HttpResponse<String> send(String method, String path, String body, String idempotencyKey) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        simulator.address() + path.replace("[", "%5B").replace("]", "%5D")))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + KEY)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private JsonNode body(HttpResponse<String> answer) {
        try {
            JsonNode body = mapper.readTree(answer.body());
            boolean deleted = body.path("deleted").asBoolean();
            assertThat(deleted ? List.of() : schemas.answerFaults(body))
                    .as(answer.body())
                    .isEmpty();
            return body;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The newest events' types, oldest first.
    List<String> types() {
        List<String> types = new ArrayList<>();
        events().forEach(event -> types.addFirst(event.path("type").asText()));
        return types;
    }

    /// Types of the events told while the work ran, oldest first.
    List<String> told(Runnable work) {
        int before = types().size();
        work.run();
        List<String> after = types();
        return after.subList(before, after.size());
    }

    JsonNode events() {
        return get("/v1/events?limit=100").path("data");
    }

    /// The net of all movements of a source, by its id.
    long net(String source) {
        long net = 0;
        for (JsonNode movement :
                get("/v1/balance_transactions?limit=100&source=" + source).path("data")) {
            net += movement.path("net").asLong();
        }
        return net;
    }

    static void await(BooleanSupplier condition) {
        Await.until("what the simulator does", condition);
    }

    /// Each event holds an object of Stripe's shape.
    private void judgeEvents() {
        simulator.faults().clear();
        for (JsonNode event : events()) {
            assertThat(schemas.answerFaults(event)).as(event.toString()).isEmpty();
        }
    }

    @Override
    public void close() {
        judgeEvents();
        proxy.close();
        simulator.close();
        client.close();
        assertThat(proxy.faults()).isEmpty();
    }
}
