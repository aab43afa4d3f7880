package com.arzani.tokens.payments.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.StripeSchemas;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class StripeSimulatorTest {
    private static final String KEY = "sk_test_simulated";

    private final ObjectMapper mapper = new ObjectMapper();
    private final StripeSchemas schemas = new StripeSchemas();
    private final HttpClient client = HttpClient.newHttpClient();
    private final TestDatabase database;
    private StripeSimulator simulator;

    StripeSimulatorTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws IOException {
        database.sql().execute("TRUNCATE simulator.objects, simulator.idempotent_answers");
        simulator = StripeSimulator.start(database.openService(), Clock.systemUTC(), 0, KEY);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aWrongKeyIsRefused() throws Exception {
        assertThat(status("GET", "/v1/products", "", "sk_test_other", null)).isEqualTo(401);
    }

    @Test
    void anotherApiVersionIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(simulator.address().resolve("/v1/products"))
                .header("Authorization", "Bearer " + KEY)
                .header("Stripe-Version", "2020-08-27")
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=1e3", "created[gte]=x", "starting_after=pi_none", "bogus=1"})
    void aListRefuses(String query) throws Exception {
        assertThat(status("GET", "/v1/payment_intents?" + query, "", KEY, null)).isEqualTo(400);
    }

    @Test
    void anUnknownParameterIsNamed() throws Exception {
        JsonNode error = post("/v1/products", "name=A&bogus=1", null);
        assertThat(error.at("/error/code").asText()).isEqualTo("parameter_unknown");
        assertThat(error.at("/error/param").asText()).isEqualTo("bogus");
    }

    @Test
    void anUnknownIdIsNotFound() throws Exception {
        assertThat(status("GET", "/v1/payment_intents/pi_none", "", KEY, null)).isEqualTo(404);
        assertThat(status("GET", "/v1/unheard_of", "", KEY, null)).isEqualTo(404);
        assertThat(status("GET", "/v1/payment_intents/..%2Fx", "", KEY, null)).isEqualTo(404);
    }

    @Test
    void aKeyAnswersTheSameAgainAndRefusesOtherParameters() throws Exception {
        JsonNode first = post("/v1/products", "name=A", "key-1");
        JsonNode again = post("/v1/products", "name=A", "key-1");
        assertThat(again).isEqualTo(first);
        JsonNode other = post("/v1/products", "name=B", "key-1");
        assertThat(other.at("/error/type").asText()).isEqualTo("idempotency_error");
        assertThat(get("/v1/products").path("data")).hasSize(1);
    }

    @Test
    void aRefusedRequestMayBeCorrectedUnderItsKey() throws Exception {
        assertThat(post("/v1/products", "bogus=1", "key-2").has("error")).isTrue();
        assertThat(post("/v1/products", "name=A", "key-2").has("id")).isTrue();
    }

    @Test
    void oneKeySentAtOnceDoesItsWorkOnce() throws Exception {
        List<Callable<Integer>> same = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            same.add(() -> status("POST", "/v1/products", "name=A", KEY, "key-3"));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(same)) {
                assertThat(answer.get()).isIn(200, 409);
            }
        }
        assertThat(get("/v1/products").path("data")).hasSize(1);
    }

    @Test
    void aListIsNewestFirstAndComesInPagesBothWays() throws Exception {
        for (int i = 1; i <= 5; i++) {
            post("/v1/products", "name=P" + i, null);
        }
        JsonNode first = get("/v1/products?limit=2");
        assertThat(names(first)).containsExactly("P5", "P4");
        assertThat(first.path("has_more").asBoolean()).isTrue();
        JsonNode second = get("/v1/products?limit=2&starting_after=" + last(first));
        assertThat(names(second)).containsExactly("P3", "P2");
        JsonNode third = get("/v1/products?limit=2&starting_after=" + last(second));
        assertThat(names(third)).containsExactly("P1");
        assertThat(third.path("has_more").asBoolean()).isFalse();
        JsonNode back = get("/v1/products?limit=2&ending_before=" + last(third));
        assertThat(names(back)).containsExactly("P3", "P2");
        assertThat(back.path("has_more").asBoolean()).isTrue();
    }

    @Test
    void aWindowOfTimeIsHonoured() throws Exception {
        seed(PastPayments.paid(new PastPayments.Paid("a", 1, 1000, Instant.ofEpochSecond(100), 0, false)));
        seed(PastPayments.paid(new PastPayments.Paid("b", 2, 1000, Instant.ofEpochSecond(200), 0, false)));
        assertThat(ids(get("/v1/payment_intents?created[gte]=100&created[lt]=200")))
                .containsExactly("pi_a");
        assertThat(ids(get("/v1/payment_intents?created[gt]=100&created[lte]=200")))
                .containsExactly("pi_b");
        assertThat(ids(get("/v1/payment_intents?created=200"))).containsExactly("pi_b");
    }

    @Test
    void aPurchaseRunsThroughToItsRefund() throws Exception {
        String product = post("/v1/products", "name=Starter&metadata[package_id]=1", null)
                .path("id")
                .asText();
        String price = post("/v1/prices", "product=" + product + "&unit_amount=2500&currency=gbp", null)
                .path("id")
                .asText();
        JsonNode session = post(
                "/v1/checkout/sessions",
                "mode=payment&success_url=https%3A%2F%2Fa.example&line_items[0][price]=" + price
                        + "&line_items[0][quantity]=1&metadata[order_id]=7"
                        + "&payment_intent_data[metadata][order_id]=7",
                "checkout-7");
        assertThat(session.path("payment_intent").isNull()).isTrue();
        String id = session.path("id").asText();
        assertThat(get("/v1/checkout/sessions/" + id + "/line_items")
                        .at("/data/0/amount_total")
                        .asLong())
                .isEqualTo(2500);

        simulator.decline(id);
        String payment = simulator.pay(id);
        assertThat(get("/v1/checkout/sessions/" + id).path("payment_status").asText())
                .isEqualTo("paid");
        JsonNode intent = get("/v1/payment_intents/" + payment + "?expand[]=latest_charge.balance_transaction");
        assertThat(intent.at("/metadata/order_id").asText()).isEqualTo("7");
        assertThat(intent.at("/latest_charge/balance_transaction/fee").asLong()).isEqualTo(58);
        assertThat(intent.at("/latest_charge/balance_transaction/net").asLong()).isEqualTo(2442);

        post("/v1/refunds", "payment_intent=" + payment + "&amount=1000", "refund-1");
        assertThat(post("/v1/refunds", "payment_intent=" + payment + "&amount=1501", "refund-2")
                        .has("error"))
                .isTrue();
        post("/v1/refunds", "payment_intent=" + payment, "refund-3");
        JsonNode charge = get("/v1/charges?payment_intent=" + payment).at("/data/0");
        assertThat(charge.path("amount_refunded").asLong()).isEqualTo(2500);
        assertThat(charge.path("refunded").asBoolean()).isTrue();
        assertThat(post("/v1/refunds", "payment_intent=" + payment, "refund-4")
                        .at("/error/code")
                        .asText())
                .isEqualTo("charge_already_refunded");
        assertThat(get("/v1/refunds?expand[]=data.charge").path("data")).hasSize(2);
        assertThat(get("/v1/events?limit=100").path("data")).hasSizeGreaterThan(8);
    }

    @Test
    void aDisputedChargeIsNotRefunded() throws Exception {
        seed(PastPayments.paid(new PastPayments.Paid("c", 1, 1000, Instant.now(), 0, false)));
        String dispute = simulator.dispute("pi_c", "fraudulent");
        assertThat(get("/v1/disputes/" + dispute)
                        .at("/balance_transactions/0/net")
                        .asLong())
                .isEqualTo(-3000);
        assertThat(post("/v1/refunds", "payment_intent=pi_c", null)
                        .at("/error/code")
                        .asText())
                .isEqualTo("charge_disputed");
    }

    @Test
    void rowsOfThePastAreAnsweredWhole() throws Exception {
        Instant at = Instant.parse("2026-01-02T03:04:05Z");
        seed(PastPayments.paid(new PastPayments.Paid("d", 9, 5000, at, 1250, true)));
        seed(PastPayments.refund("d", 1, 1250, at.plusSeconds(60)));
        seed(PastPayments.dispute("d", 5000, "lost", at.plusSeconds(90)));
        seed(PastPayments.failed("e", 10, 1000, at));
        for (String path : List.of(
                "checkout/sessions", "payment_intents", "charges", "refunds", "disputes", "balance_transactions")) {
            JsonNode list = get("/v1/" + path);
            assertThat(list.path("data")).isNotEmpty();
            for (JsonNode item : list.path("data")) {
                assertThat(get("/v1/" + path + "/" + item.path("id").asText())).isEqualTo(item);
            }
        }
        assertThat(get("/v1/charges/ch_d").path("amount_refunded").asLong()).isEqualTo(1250);
    }

    private void seed(List<SimulatorRow> rows) {
        for (SimulatorRow row : rows) {
            database.sql()
                    .execute(
                            "INSERT INTO simulator.objects (id, object, created, parent, state)"
                                    + " VALUES (?, ?, ?, ?, ?::jsonb)",
                            row.id(),
                            row.object(),
                            row.created(),
                            row.parent(),
                            row.state());
        }
    }

    private JsonNode get(String path) throws Exception {
        return checked("GET", path, send("GET", path, "", KEY, null));
    }

    private JsonNode post(String path, String body, String key) throws Exception {
        return checked("POST", path, send("POST", path, body, KEY, key));
    }

    private int status(String method, String path, String body, String secret, String key) throws Exception {
        HttpResponse<String> answer = send(method, path, body, secret, key);
        checked(method, path, answer);
        return answer.statusCode();
    }

    private JsonNode checked(String method, String path, HttpResponse<String> answer) throws Exception {
        JsonNode body = mapper.readTree(answer.body());
        assertThat(schemas.answerFaults(body)).as(method + " " + path).isEmpty();
        return body;
    }

    private HttpResponse<String> send(String method, String path, String body, String secret, String key)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(java.net.URI.create(
                        simulator.address() + path.replace("[", "%5B").replace("]", "%5D")))
                .header("Authorization", "Bearer " + secret)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.path("data").forEach(item -> names.add(item.path("name").asText()));
        return names;
    }

    private static List<String> ids(JsonNode list) {
        List<String> ids = new ArrayList<>();
        list.path("data").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    private static String last(JsonNode list) {
        return list.path("data").get(list.path("data").size() - 1).path("id").asText();
    }
}
