package com.arzani.tokens.payments.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.check.Finding.Topic;
import com.arzani.tokens.payments.check.Finding.Verdict;
import com.arzani.tokens.payments.simulator.CheckedProxy;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.payments.stripe.StripeJavaInspection;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each thing that can be missing at Stripe is told, and a whole account is found whole.
@PostgresTest
class StripeCheckTest {
    private static final String KEY = "sk_test_simulated";
    private static final String URL = "http://127.0.0.1:1/webhooks/stripe";
    private static final Map<KeyRight, String> ASKED = Map.ofEntries(
            Map.entry(KeyRight.CHECKOUT_SESSIONS_READ, "GET /v1/checkout/sessions"),
            Map.entry(KeyRight.CHECKOUT_SESSIONS_WRITE, "POST /v1/checkout/sessions"),
            Map.entry(KeyRight.PAYMENT_INTENTS_READ, "GET /v1/payment_intents"),
            Map.entry(KeyRight.CHARGES_READ, "GET /v1/charges"),
            Map.entry(KeyRight.REFUNDS_READ, "GET /v1/refunds"),
            Map.entry(KeyRight.REFUNDS_WRITE, "POST /v1/refunds"),
            Map.entry(KeyRight.DISPUTES_READ, "GET /v1/disputes"),
            Map.entry(KeyRight.DISPUTES_WRITE, "POST /v1/disputes"),
            Map.entry(KeyRight.BALANCE_READ, "GET /v1/balance"),
            Map.entry(KeyRight.BALANCE_TRANSACTIONS_READ, "GET /v1/balance_transactions"),
            Map.entry(KeyRight.PAYOUTS_READ, "GET /v1/payouts"),
            Map.entry(KeyRight.EVENTS_READ, "GET /v1/events"),
            Map.entry(KeyRight.PRODUCTS_READ, "GET /v1/products"),
            Map.entry(KeyRight.PRODUCTS_WRITE, "POST /v1/products"),
            Map.entry(KeyRight.PRICES_READ, "GET /v1/prices"),
            Map.entry(KeyRight.PRICES_WRITE, "POST /v1/prices"),
            Map.entry(KeyRight.WEBHOOK_ENDPOINTS_READ, "GET /v1/webhook_endpoints"));

    private final TestDatabase database;
    private final Database jobs;
    private StripeSimulator simulator;
    private CheckedProxy proxy;
    private boolean secret = true;
    private Optional<String> url = Optional.of(URL);
    private Clock clock = Clock.systemUTC();
    private long differences;

    StripeCheckTest(TestDatabase database) {
        this.database = database;
        jobs = database.openService();
    }

    @BeforeEach
    void start() throws IOException {
        database.sql().execute("TRUNCATE simulator.objects, simulator.idempotent_answers, simulator.deliveries");
        simulator = StripeSimulator.start(jobs, Clock.systemUTC(), 0, KEY);
        proxy = new CheckedProxy(simulator::address);
    }

    @AfterEach
    void stop() {
        proxy.close();
        simulator.close();
        assertThat(proxy.faults()).isEmpty();
    }

    private List<Finding> check() {
        StripeInspection stripe = new StripeJavaInspection(KEY, () -> Optional.of(proxy.address()), 1_000);
        return new StripeCheck(stripe, new StripeCheck.Wanted(url, secret), clock, () -> differences).run();
    }

    private String listen(String... types) {
        return simulator.webhooks().listen(URI.create(URL), types).id();
    }

    private void change(String endpoint, String json) {
        database.sql()
                .execute("UPDATE simulator.objects SET state = state || CAST(? AS jsonb) WHERE id = ?", json, endpoint);
    }

    private void expectMissing(Topic topic, String detail) {
        assertThat(check())
                .filteredOn(finding -> finding.verdict() == Verdict.MISSING)
                .extracting(Finding::topic, Finding::detail)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(topic, detail));
    }

    @Test
    void aWholeAccountMissesNothingAndNothingIsChanged() {
        listen(StripeCheck.TYPES.toArray(String[]::new));
        String before = objects();
        assertThat(check())
                .allMatch(finding -> finding.verdict() == Verdict.OK)
                .extracting(Finding::topic)
                .containsExactly(
                        Topic.KEY,
                        Topic.CURRENCY,
                        Topic.CLOCK,
                        Topic.RIGHT,
                        Topic.SECRET,
                        Topic.ENDPOINT,
                        Topic.ENDPOINT,
                        Topic.EVENTS,
                        Topic.DELIVERIES,
                        Topic.PACKAGES);
        assertThat(objects()).isEqualTo(before);
    }

    private String objects() {
        return database.sql()
                .value(
                        String.class,
                        "SELECT coalesce(jsonb_agg(o ORDER BY o.id), '[]')::text FROM simulator.objects o");
    }

    @Test
    void f18_aRefusedKeyIsTheOnlyThingTold() {
        simulator.faults().keyRevoked(1);
        assertThat(check()).extracting(Finding::detail).containsExactly("key.refused");
        assertThat(proxy.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(KeyRight.class)
    void f18_eachMissingRightIsNamed(KeyRight right) {
        listen("*");
        simulator.faults().at(ASKED.get(right)).denied(right == KeyRight.BALANCE_READ ? 2 : 1);
        assertThat(check())
                .filteredOn(finding -> finding.verdict() == Verdict.MISSING)
                .singleElement()
                .extracting(finding -> finding.arguments().getFirst())
                .isEqualTo(right.name());
    }

    @Test
    void anEndpointElsewhereIsNotOurs() {
        listen("*");
        url = Optional.of("https://tokens.example/webhooks/stripe");
        expectMissing(Topic.ENDPOINT, "endpoint.none");
        url = Optional.empty();
        assertThat(check()).noneMatch(finding -> finding.verdict() == Verdict.MISSING);
    }

    @Test
    void aDisabledEndpoint() {
        change(listen("*"), "{\"status\": \"disabled\"}");
        expectMissing(Topic.ENDPOINT, "endpoint.off");
    }

    @Test
    void anEndpointOfAnotherVersion() {
        change(listen("*"), "{\"api_version\": \"2020-08-27\"}");
        expectMissing(Topic.ENDPOINT, "endpoint.version.other");
    }

    @Test
    void anEndpointThatFollowsTheAccountsVersion() {
        change(listen("*"), "{\"api_version\": null}");
        expectMissing(Topic.ENDPOINT, "endpoint.version.other");
    }

    @Test
    void typesThatAreNotSent() {
        listen("checkout.session.completed", "refund.created");
        expectMissing(Topic.EVENTS, "events.missing");
    }

    @Test
    void aSecretThatIsNotSet() {
        listen("*");
        secret = false;
        expectMissing(Topic.SECRET, "secret.none");
    }

    @Test
    void aClockThatIsTooFarOff() {
        listen("*");
        clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-6));
        expectMissing(Topic.CLOCK, "clock.apart");
        clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2));
        assertThat(check())
                .filteredOn(finding -> finding.topic() == Topic.CLOCK)
                .extracting(Finding::verdict)
                .containsExactly(Verdict.NOTE);
    }

    @Test
    void packagesThatDiffer() {
        listen("*");
        differences = 3;
        expectMissing(Topic.PACKAGES, "packages");
    }
}
