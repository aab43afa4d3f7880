package com.arzani.tokens.payments.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.PaymentStatus;
import com.arzani.tokens.problem.Rejected;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What customers do at a checkout.
@PostgresTest
class SimulatedPaymentsTest {
    private final TestDatabase database;
    private SimulatorRig rig;

    SimulatedPaymentsTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws IOException {
        rig = new SimulatorRig(database);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void whatIsNotOpenIsNotPaid() {
        String session = rig.checkout(1000);
        String payment = rig.simulator.pay(session);
        refused(() -> rig.simulator.pay(session));
        refused(() -> rig.simulator.payLater(session));
        refused(() -> rig.simulator.decline(session));
        refused(() -> rig.simulator.settle(payment));
        refused(() -> rig.simulator.pay("cs_none"));
    }

    @Test
    void aPaymentIsToldStepByStep() {
        String session = rig.checkout(1000);
        assertThat(rig.told(() -> rig.simulator.pay(session)))
                .containsExactly(
                        "payment_intent.created",
                        "payment_intent.succeeded",
                        "charge.succeeded",
                        "checkout.session.completed");
        assertThat(rig.gateway.checkoutSession(session).orElseThrow().settled()).isTrue();
    }

    @Test
    void aDeclinedCardMayBeFollowedByAnother() {
        String session = rig.checkout(1000);
        String declined = rig.simulator.decline(session);
        Payment payment = rig.gateway.payment(declined).orElseThrow();
        assertThat(payment.status()).isEqualTo(PaymentStatus.REQUIRES_PAYMENT_METHOD);
        assertThat(rig.get("/v1/payment_intents/" + declined)
                        .at("/last_payment_error/code")
                        .asText())
                .isEqualTo("card_declined");
        assertThat(rig.gateway.checkoutSession(session).orElseThrow().state().progress())
                .isEqualTo(CheckoutSession.Progress.OPEN);
        assertThat(rig.simulator.pay(session)).isEqualTo(declined);
        assertThat(rig.get("/v1/charges?payment_intent=" + declined).path("data"))
                .hasSize(2);
        assertThat(rig.gateway.payment(declined).orElseThrow().received()).isEqualTo(1000);
    }

    @Test
    void aDelayedPaymentCompletesUnpaidAndSettlesAfterDays() {
        String session = rig.checkout(1000);
        String payment = rig.simulator.payLater(session);
        CheckoutSession completed = rig.gateway.checkoutSession(session).orElseThrow();
        assertThat(completed.state().progress()).isEqualTo(CheckoutSession.Progress.COMPLETE);
        assertThat(completed.settled()).isFalse();
        assertThat(rig.gateway.payment(payment).orElseThrow().status()).isEqualTo(PaymentStatus.PROCESSING);
        assertThat(rig.types()).endsWith("payment_intent.processing", "charge.pending", "checkout.session.completed");

        assertThat(rig.told(() -> rig.simulator.advance(Duration.ofDays(4))))
                .startsWith("payment_intent.succeeded", "charge.succeeded", "checkout.session.async_payment_succeeded");
        assertThat(rig.gateway.checkoutSession(session).orElseThrow().settled()).isTrue();
        assertThat(rig.net(rig.get("/v1/payment_intents/" + payment)
                        .path("latest_charge")
                        .asText()))
                .isEqualTo(965);
    }

    @Test
    void aDelayedPaymentMayFail() {
        String session = rig.checkout(1000);
        String payment = rig.simulator.payLater(session);
        assertThat(rig.told(() -> rig.simulator.bounce(payment)))
                .containsExactly(
                        "payment_intent.payment_failed", "charge.failed", "checkout.session.async_payment_failed");
        assertThat(rig.gateway.checkoutSession(session).orElseThrow().settled()).isFalse();
        assertThat(rig.gateway.payment(payment).orElseThrow().received()).isZero();
        rig.simulator.advance(Duration.ofDays(10));
        assertThat(rig.gateway.payment(payment).orElseThrow().succeeded()).isFalse();
    }

    @Test
    void anOpenSessionExpiresByItself() {
        String untouched = rig.checkout(1000);
        String declined = rig.checkout(1000);
        String payment = rig.simulator.decline(declined);
        String paid = rig.checkout(1000);
        rig.simulator.pay(paid);
        rig.clock.advance(Duration.ofHours(25));
        rig.simulator.passTime();
        assertThat(progress(untouched)).isEqualTo(CheckoutSession.Progress.EXPIRED);
        assertThat(progress(declined)).isEqualTo(CheckoutSession.Progress.EXPIRED);
        assertThat(progress(paid)).isEqualTo(CheckoutSession.Progress.COMPLETE);
        assertThat(rig.gateway.payment(payment).orElseThrow().status()).isEqualTo(PaymentStatus.CANCELED);
        assertThat(rig.types()).contains("checkout.session.expired", "payment_intent.canceled");
        assertThat(rig.get("/v1/checkout/sessions?status=expired").path("data")).hasSize(2);
        refused(() -> rig.simulator.pay(untouched));
    }

    @Test
    void aSessionIsExpiredOverTheApiOnce() {
        String path = "/v1/checkout/sessions/" + rig.checkout(1000) + "/expire";
        assertThat(rig.post(path, "").path("status").asText()).isEqualTo("expired");
        assertThat(rig.post(path, "").has("error")).isTrue();
    }

    @Test
    void aPaymentTakesMetadataAfterwards() {
        String path = "/v1/payment_intents/" + rig.paid(1000);
        assertThat(rig.post(path, "metadata[note]=x&amount=5").at("/error/code").asText())
                .isEqualTo("parameter_unknown");
        assertThat(rig.post(path, "metadata[note]=x").at("/metadata/order_id").asText())
                .isNotEmpty();
        assertThat(rig.post(path, "metadata[order_id]=").path("metadata").has("order_id"))
                .isFalse();
        assertThat(rig.post(path, "metadata=").path("metadata")).isEmpty();
        assertThat(rig.post(path, "metadata[" + "k".repeat(41) + "]=x").has("error"))
                .isTrue();
        assertThat(rig.post(path, "metadata[k]=" + "v".repeat(501)).has("error"))
                .isTrue();
    }

    private CheckoutSession.Progress progress(String session) {
        return rig.gateway.checkoutSession(session).orElseThrow().state().progress();
    }

    private static void refused(Runnable work) {
        assertThatThrownBy(work::run).isInstanceOf(Rejected.class).hasMessage("simulator_refused");
    }
}
