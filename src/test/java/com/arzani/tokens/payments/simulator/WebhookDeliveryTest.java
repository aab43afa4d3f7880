package com.arzani.tokens.payments.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.StripeSchemas;
import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Webhooks on their way: signed, tried again, and everything that goes wrong with them on demand.
@PostgresTest
class WebhookDeliveryTest {
    private static final int FIVE_MINUTES = 300;

    private final TestDatabase database;
    private SimulatorRig rig;
    private Webhooks webhooks;
    private WebhookReceiver receiver;

    WebhookDeliveryTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws IOException {
        rig = new SimulatorRig(database);
        webhooks = rig.simulator.webhooks();
        receiver = new WebhookReceiver();
    }

    @AfterEach
    void stop() {
        rig.close();
        receiver.close();
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        assertThatThrownBy(() -> webhooks.listen(java.net.URI.create("ftp://127.0.0.1/x"), "*"))
                .isInstanceOf(Rejected.class)
                .hasMessage("simulator_refused");
        assertThat(rig.post("/v1/webhook_endpoints", "url=https%3A%2F%2Fa.example%2Fx")
                        .at("/error/param")
                        .asText())
                .isEqualTo("enabled_events");
        assertThatThrownBy(() -> webhooks.redeliver("evt_none")).isInstanceOf(Rejected.class);
    }

    @Test
    void anEndpointIsMadeListedChangedAndDeletedOverTheApi() {
        JsonNode made = rig.post(
                "/v1/webhook_endpoints",
                "url=https%3A%2F%2Fa.example%2Fx&enabled_events[0]=charge.refunded&api_version="
                        + StripeSimulator.API_VERSION);
        String path = "/v1/webhook_endpoints/" + made.path("id").asText();
        assertThat(made.path("secret").asText()).startsWith("whsec_");
        assertThat(rig.get("/v1/webhook_endpoints").at("/data/0").has("secret")).isFalse();
        assertThat(rig.post(path, "disabled=true").path("status").asText()).isEqualTo("disabled");
        assertThat(rig.post(path, "enabled_events[]=*&disabled=false")
                        .at("/enabled_events/0")
                        .asText())
                .isEqualTo("*");
        assertThat(rig.delete(path).path("deleted").asBoolean()).isTrue();
        assertThat(rig.get(path).has("error")).isTrue();
    }

    @Test
    void everyEventArrivesSignedAndOfStripesShape() throws Exception {
        Webhooks.Endpoint endpoint = webhooks.listen(receiver.address(), "*");
        rig.paid(2500);
        quiet();
        assertThat(receiver.types())
                .contains("payment_intent.succeeded", "charge.succeeded", "checkout.session.completed");
        StripeSchemas schemas = new StripeSchemas();
        for (WebhookReceiver.Delivery delivery : receiver.deliveries()) {
            assertThat(schemas.answerFaults(delivery.event())).isEmpty();
            verify(delivery, endpoint.secret());
            assertThatThrownBy(() -> verify(delivery, "whsec_other"))
                    .isInstanceOf(SignatureVerificationException.class);
        }
        assertThat(ids(rig.get("/v1/events?limit=100&delivery_success=true"))).hasSameSizeAs(receiver.deliveries());
        assertThat(ids(rig.get("/v1/events?delivery_success=false"))).isEmpty();
        assertThat(rig.events().get(0).path("pending_webhooks").asInt()).isZero();
    }

    @Test
    void onlyTheTypesAskedForAreSent() {
        webhooks.listen(receiver.address(), "charge.succeeded");
        rig.paid(2500);
        quiet();
        assertThat(receiver.types()).containsExactly("charge.succeeded");
    }

    @Test
    void bothSecretsSignWhileOneIsBeingReplaced() throws Exception {
        Webhooks.Endpoint endpoint = webhooks.listen(receiver.address(), "charge.succeeded");
        String newer = webhooks.rollSecret(endpoint.id(), Duration.ofHours(1));
        rig.paid(1000);
        quiet();
        verify(receiver.deliveries().getFirst(), endpoint.secret());
        verify(receiver.deliveries().getFirst(), newer);
        rig.clock.advance(Duration.ofHours(2));
        rig.paid(1000);
        quiet();
        verify(receiver.deliveries().getLast(), newer);
        assertThatThrownBy(() -> verify(receiver.deliveries().getLast(), endpoint.secret()))
                .isInstanceOf(SignatureVerificationException.class);
    }

    @Test
    void aRefusedWebhookIsTriedAgainWithGrowingPauses() {
        receiver.answers(() -> 500);
        webhooks.listen(receiver.address(), "charge.succeeded");
        rig.paid(1000);
        SimulatorRig.await(() -> tries() == 1 && nextIn() > 0);
        long first = nextIn();
        assertThat(pending()).hasSize(1);
        rig.simulator.advance(Duration.ofSeconds(6));
        SimulatorRig.await(() -> tries() == 2 && nextIn() > first);
        receiver.answers(() -> 200);
        rig.simulator.advance(Duration.ofSeconds(31));
        quiet();
        assertThat(tries()).isEqualTo(3);
        assertThat(pending()).isEmpty();
    }

    @Test
    void afterThreeDaysItIsGivenUp() {
        receiver.answers(() -> 302);
        webhooks.listen(receiver.address(), "charge.succeeded");
        rig.paid(1000);
        for (int tries = 1; tries <= 10; tries++) {
            int made = tries;
            SimulatorRig.await(() -> tries() == made && nextIn() > 0);
            rig.simulator.advance(Duration.ofDays(1));
        }
        quiet();
        assertThat(tries()).isEqualTo(11);
        assertThat(webhooks.recent(100))
                .filteredOn(sent -> sent.type().equals("charge.succeeded"))
                .allMatch(sent -> sent.deliveries().contains("given_up") && sent.lastStatus() == 302);
        assertThat(ids(rig.get("/v1/events?delivery_success=false&type=charge.succeeded")))
                .hasSize(1);
    }

    @Test
    void whatIsLostStaysAwayUntilItIsSentAgain() {
        webhooks.listen(receiver.address(), "checkout.session.completed");
        webhooks.lose(1, "checkout.session.completed");
        rig.paid(1000);
        rig.paid(1000);
        quiet();
        assertThat(receiver.types()).hasSize(1);
        List<String> missing = pending();
        assertThat(missing).hasSize(1);
        assertThat(webhooks.redeliver(missing.getFirst())).containsExactly(200);
        assertThat(receiver.types()).hasSize(2);
        assertThat(pending()).isEmpty();
    }

    @Test
    void twiceLateAndInAnyOrderOnDemand() {
        webhooks.listen(receiver.address(), "charge.succeeded", "checkout.session.completed");
        webhooks.repeat(2);
        rig.paid(1000);
        quiet();
        assertThat(receiver.types()).hasSize(4);

        webhooks.delay(2, Duration.ofMinutes(10));
        rig.paid(1000);
        assertThat(nextIn()).isPositive();
        rig.simulator.advance(Duration.ofMinutes(11));
        quiet();
        assertThat(receiver.types()).hasSize(6);

        webhooks.hold();
        rig.paid(1000);
        List<String> held = new ArrayList<>(pending());
        assertThat(held).hasSize(2);
        Collections.reverse(held);
        held.forEach(webhooks::redeliver);
        List<String> arrived = new ArrayList<>();
        receiver.deliveries()
                .forEach(delivery -> arrived.add(delivery.event().path("id").asText()));
        assertThat(arrived.subList(6, 8)).isEqualTo(held);
        webhooks.release();
        quiet();
        assertThat(receiver.types()).hasSize(10);
    }

    @Test
    void nothingIsSentWhileItIsDown() {
        webhooks.listen(receiver.address(), "charge.succeeded");
        String session = rig.checkout(1000);
        rig.simulator.beDown(Duration.ofMinutes(5));
        rig.simulator.pay(session);
        assertThat(rig.get("/v1/events").has("error")).isTrue();
        assertThat(receiver.deliveries()).isEmpty();
        rig.clock.advance(Duration.ofMinutes(6));
        quiet();
        assertThat(receiver.types()).containsExactly("charge.succeeded");
    }

    @Test
    void eachOfManyArrivesOnce() {
        webhooks.listen(receiver.address(), "product.created");
        for (int i = 0; i < 300; i++) {
            rig.post("/v1/products", "name=P" + i);
        }
        quiet();
        SimulatorRig.await(() -> pending().isEmpty());
        assertThat(receiver.deliveries().stream()
                        .map(delivery -> delivery.event().path("id").asText())
                        .distinct())
                .hasSize(300);
        assertThat(receiver.deliveries()).hasSize(300);
    }

    @Test
    void aReceiverThatIsAwayCostsNothing() throws Exception {
        webhooks.listen(receiver.address(), "charge.succeeded");
        receiver.close();
        rig.paid(1000);
        SimulatorRig.await(() -> nextIn() > 0);
        assertThat(webhooks.recent(1).getFirst().type()).isEqualTo("checkout.session.completed");
        assertThat(pending()).hasSize(1);
    }

    private void verify(WebhookReceiver.Delivery delivery, String secret) throws SignatureVerificationException {
        Webhook.constructEvent(delivery.body(), delivery.signature(), secret, FIVE_MINUTES, rig.clock);
    }

    private void quiet() {
        SimulatorRig.await(webhooks::quiet);
    }

    private int tries() {
        return receiver.deliveries().size();
    }

    private List<String> pending() {
        return ids(rig.get("/v1/events?limit=100&delivery_success=false"));
    }

    /// Milliseconds until the next try, or 0; also 0 while one is under way, which is leased for just a minute: time
    /// that
    /// passes then does not bring the next one nearer.
    private long nextIn() {
        return database.sql()
                .value(
                        Long.class,
                        "SELECT coalesce(min(due) - ?, 0) FROM simulator.deliveries WHERE state = 'waiting'"
                                + " AND (last_status IS NOT NULL OR attempts = 0) AND due <> ? + 60000",
                        rig.clock.millis(),
                        rig.clock.millis());
    }

    private static List<String> ids(JsonNode list) {
        List<String> ids = new ArrayList<>();
        list.path("data").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }
}
