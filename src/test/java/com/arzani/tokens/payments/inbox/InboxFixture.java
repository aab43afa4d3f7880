package com.arzani.tokens.payments.inbox;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.http.ServiceServer;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.NewCheckout;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.simulator.CheckedProxy;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import com.arzani.tokens.payments.stripe.StripeSignature;
import com.arzani.tokens.testing.Await;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.net.Webhook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// Stripe, a shop that sells the Professional Pack (30 tokens, 5 of them a bonus, for £25), and the intake over HTTP.
public final class InboxFixture implements AutoCloseable {
    public static final String SECRET = "whsec_of_this_test";
    public static final String KEY = "sk_test_simulated";
    private static final long PACKAGE = 2;
    private static final long PENCE = 2500;

    public final Database jobs;
    public final StripeSimulator simulator;
    public final CheckedProxy proxy;
    public final StripeGateway stripe;
    public final EventIntake intake;
    public final ServiceServer server;
    private final TestDatabase database;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<InboxWorkers> workers = new ArrayList<>();
    private String priceId;

    public InboxFixture(TestDatabase database) throws IOException {
        this.database = database;
        database.sql().execute("TRUNCATE simulator.objects, simulator.idempotent_answers, webhook_logs");
        jobs = database.openService();
        simulator = StripeSimulator.start(jobs, Clock.systemUTC(), 0, KEY);
        proxy = new CheckedProxy(simulator::address);
        stripe = new StripeJavaGateway(KEY, () -> Optional.of(proxy.address()), 1000);
        intake = new EventIntake(jobs, new StripeSignature(List.of(SECRET), Clock.systemUTC()));
        server = ServiceServer.start(ServiceServer.Listening.onLoopback(), intake, () -> true);
    }

    /// An order with its checkout, not paid yet.
    public record Sale(long orderId, long userId, String sessionId) {}

    public Sale sell() {
        if (priceId == null) {
            String product = stripe.createProduct(key(), "Professional Pack");
            priceId = stripe.createPrice(key(), product, new Amount(PENCE, "GBP"));
        }
        long user = database.sql()
                .value(
                        Integer.class,
                        "INSERT INTO users (email, first_name) VALUES (?, 'Ann') RETURNING id",
                        key() + "@example.com");
        long order = database.sql().value(Long.class, "SELECT id FROM create_order(?, ?, ?)", key(), user, PACKAGE);
        CheckoutSession session = stripe.createCheckout(
                key(), new NewCheckout(order, user, priceId, "https://x/ok", "https://x/no", Optional.empty()));
        database.sql().execute("SELECT attach_checkout(?, ?)", order, session.id());
        return new Sale(order, user, session.id());
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /// Stripe ends an open checkout.
    void expire(String sessionId) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(
                                    simulator.address().resolve("/v1/checkout/sessions/" + sessionId + "/expire"))
                            .header("Authorization", "Bearer " + KEY)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Every event Stripe has, the oldest first, as it would deliver them.
    public List<ObjectNode> events() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(simulator.address().resolve("/v1/events?limit=100"))
                        .header("Authorization", "Bearer " + KEY)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        List<ObjectNode> events = new ArrayList<>();
        for (JsonNode event : json.readTree(answer.body()).path("data")) {
            events.addFirst((ObjectNode) event);
        }
        return events;
    }

    /// The event of this type about this object, or about one that names it.
    public String event(String type, String naming) throws Exception {
        return events().stream()
                .filter(event -> event.path("type").asText().equals(type))
                .map(ObjectNode::toString)
                .filter(event -> event.contains(naming))
                .findFirst()
                .orElseThrow();
    }

    /// An event as Stripe would make it of an object that it holds.
    public String made(String type, String kind, String objectId) {
        return """
                {"id": "evt_%s", "object": "event", "api_version": "2026-07-29.dahlia", "created": %d,
                 "data": {"object": {"id": "%s", "object": "%s", "amount": 2500}}, "livemode": false,
                 "pending_webhooks": 1, "request": null, "type": "%s"}""".formatted(
                        key().replace("-", ""), Clock.systemUTC().instant().getEpochSecond(), objectId, kind, type);
    }

    public HttpResponse<String> deliver(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8), sign(body, SECRET));
    }

    static String sign(String body, String secret) {
        return sign(body, secret, Clock.systemUTC().instant().getEpochSecond());
    }

    static String sign(String body, String secret, long at) {
        try {
            return Webhook.Signature.generateSignatureHeader(body, secret, at);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    HttpResponse<String> post(byte[] body, String signature) {
        return post(server.webhook(), body, signature);
    }

    HttpResponse<String> post(URI address, byte[] body, String signature) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (signature != null) {
            request.header("Stripe-Signature", signature);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Begins to work the inbox off, as one instance of the service does.
    public InboxWorkers work() {
        return work(jobs, stripe);
    }

    InboxWorkers work(Database as, StripeGateway asking) {
        return work(as, new EventHandlers(List.of(new CheckoutEvents(as, asking, false))));
    }

    public InboxWorkers work(Database as, EventHandlers handlers) {
        InboxWorkers started = InboxWorkers.start(as, handlers, new InboxWorkers.Mode(false, Optional.empty()), 2);
        intake.whenReceived(started::wake);
        workers.add(started);
        return started;
    }

    public long balance(Sale sale) {
        return database.sql()
                .value(
                        Long.class,
                        "SELECT coalesce(max(token_balance), 0) FROM user_tokens WHERE user_id = ?",
                        sale.userId());
    }

    /// Entries booked for an order, by type.
    public List<String> entries(Sale sale) {
        return database
                .sql()
                .rows(
                        "SELECT transaction_type || ' ' || tokens_amount AS line FROM token_transactions"
                                + " WHERE order_id = ? ORDER BY id",
                        sale.orderId())
                .stream()
                .map(row -> (String) row.get("line"))
                .toList();
    }

    public String orderStatus(Sale sale) {
        return database.sql().value(String.class, "SELECT status FROM token_orders WHERE id = ?", sale.orderId());
    }

    public long stored() {
        return database.sql().value(Long.class, "SELECT count(*) FROM webhook_logs");
    }

    public long in(String status) {
        return database.sql().value(Long.class, "SELECT count(*) FROM webhook_logs WHERE status = ?", status);
    }

    /// `type status cause` of each event, in order of arrival.
    public List<String> inbox() {
        return database
                .sql()
                .rows("SELECT event_type || ' ' || status || coalesce(' ' || cause, '') AS line"
                        + " FROM webhook_logs ORDER BY id")
                .stream()
                .map(row -> (String) row.get("line"))
                .toList();
    }

    /// Waits until nothing is left to do.
    public void drained() {
        await("the inbox is worked off", () -> in("received") == 0 && in("failed") == 0);
    }

    public static void await(String what, BooleanSupplier condition) {
        Await.until(what, condition);
    }

    @Override
    public void close() {
        workers.forEach(InboxWorkers::close);
        server.close();
        proxy.close();
        simulator.close();
        jobs.close();
    }
}
