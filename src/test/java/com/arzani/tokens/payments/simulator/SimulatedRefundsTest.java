package com.arzani.tokens.payments.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.RefundStatus;
import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Refunds in all their ways.
@PostgresTest
class SimulatedRefundsTest {
    private final TestDatabase database;
    private SimulatorRig rig;

    SimulatedRefundsTest(TestDatabase database) {
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
    void neitherMoreNorLessThanWasTaken() {
        String payment = rig.paid(1000);
        for (String amount : new String[] {"0", "-1", "1001", "1e2", "100.5"}) {
            assertThat(rig.post("/v1/refunds", "payment_intent=" + payment + "&amount=" + amount)
                            .has("error"))
                    .isTrue();
        }
        assertThat(rig.post("/v1/refunds", "payment_intent=" + payment + "&reason=whim")
                        .at("/error/param")
                        .asText())
                .isEqualTo("reason");
        assertThatThrownBy(() -> rig.simulator.refund(payment, 1001)).isInstanceOf(Rejected.class);
        String unpaid = rig.simulator.decline(rig.checkout(1000));
        assertThat(rig.post("/v1/refunds", "payment_intent=" + unpaid).has("error"))
                .isTrue();
        assertThat(rig.gateway.payment(payment).orElseThrow().refunded()).isZero();
    }

    @Test
    void inAnyNumberOfSteps() {
        String payment = rig.paid(1000);
        for (int step = 1; step <= 10; step++) {
            assertThat(rig.gateway.refund("refund-" + step, payment, 100).status())
                    .isEqualTo(RefundStatus.SUCCEEDED);
            assertThat(rig.gateway.payment(payment).orElseThrow().refunded()).isEqualTo(step * 100L);
        }
        assertThat(rig.post("/v1/refunds", "payment_intent=" + payment)
                        .at("/error/code")
                        .asText())
                .isEqualTo("charge_already_refunded");
        assertThat(charge(payment).path("refunded").asBoolean()).isTrue();
        assertThat(charge(payment).has("refunds")).isFalse();
    }

    @Test
    void aRefundFromTheDashboardLooksLikeAnyOther() {
        String payment = rig.paid(1000);
        assertThat(rig.told(() -> rig.simulator.refund(payment, 400)))
                .containsExactly("charge.refunded", "refund.created");
        assertThat(rig.gateway.payment(payment).orElseThrow().refunded()).isEqualTo(400);
        assertThat(rig.events()
                        .get(1)
                        .at("/data/previous_attributes/amount_refunded")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void aPendingRefundSucceedsByItself() {
        String payment = rig.paid(1000);
        rig.simulator.refundsGo(RefundCourse.PENDING);
        String refund = rig.gateway.refund("refund-1", payment, 400).id();
        assertThat(status(refund)).isEqualTo("pending");
        assertThat(rig.gateway.payment(payment).orElseThrow().refunded()).isEqualTo(400);
        rig.simulator.advance(Duration.ofDays(4));
        assertThat(status(refund)).isEqualTo("succeeded");
        assertThat(rig.types()).contains("refund.updated");
        assertThatThrownBy(() -> rig.simulator.succeedRefund(refund)).isInstanceOf(Rejected.class);
    }

    @Test
    void aFailedRefundGivesTheMoneyBackToUs() {
        String payment = rig.paid(1000);
        String refund = rig.gateway.refund("refund-1", payment, 400).id();
        assertThat(rig.net(refund)).isEqualTo(-400);
        assertThat(rig.told(() -> rig.simulator.failRefund(refund)))
                .containsExactly("charge.updated", "refund.failed", "refund.updated", "charge.refund.updated");
        JsonNode failed = rig.get("/v1/refunds/" + refund);
        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.path("failure_reason").asText()).isEqualTo("expired_or_canceled_card");
        assertThat(failed.path("failure_balance_transaction").asText()).startsWith("txn_");
        assertThat(rig.net(refund)).isZero();
        assertThat(rig.gateway.payment(payment).orElseThrow().refunded()).isZero();
        assertThat(rig.gateway.refund("refund-2", payment, 1000).status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThatThrownBy(() -> rig.simulator.failRefund(refund)).isInstanceOf(Rejected.class);
    }

    @Test
    void onlyARefundThatWaitsForTheCustomerIsCancelled() {
        String payment = rig.paid(1000);
        String done = rig.gateway.refund("refund-1", payment, 100).id();
        assertThat(rig.post("/v1/refunds/" + done + "/cancel", "").has("error")).isTrue();
        rig.simulator.refundsGo(RefundCourse.REQUIRES_ACTION);
        String waiting = rig.gateway.refund("refund-2", payment, 200).id();
        assertThat(rig.net(waiting)).isZero();
        assertThat(rig.post("/v1/refunds/" + waiting + "/cancel", "")
                        .path("status")
                        .asText())
                .isEqualTo("canceled");
        assertThat(rig.gateway.payment(payment).orElseThrow().refunded()).isEqualTo(100);
        String other = rig.gateway.refund("refund-3", payment, 200).id();
        rig.simulator.succeedRefund(other);
        assertThat(rig.net(other)).isEqualTo(-200);
    }

    @Test
    void aRefundTakesMetadata() {
        String refund = rig.simulator.refund(rig.paid(1000), 100);
        assertThat(rig.post("/v1/refunds/" + refund, "amount=5").has("error")).isTrue();
        assertThat(rig.post("/v1/refunds/" + refund, "metadata[operation_key]=k")
                        .at("/metadata/operation_key")
                        .asText())
                .isEqualTo("k");
        assertThat(rig.get("/v1/refunds?charge="
                                + charge(rig.gateway
                                                .refunds(
                                                        new com.arzani.tokens.payments.Window(
                                                                java.time.Instant.EPOCH,
                                                                java.time.Instant.parse("2100-01-01T00:00:00Z")),
                                                        java.util.Optional.empty())
                                                .items()
                                                .getFirst()
                                                .paymentId()
                                                .orElseThrow())
                                        .path("id")
                                        .asText())
                        .path("data"))
                .hasSize(1);
    }

    private String status(String refund) {
        return rig.get("/v1/refunds/" + refund).path("status").asText();
    }

    private JsonNode charge(String payment) {
        return rig.get("/v1/charges?payment_intent=" + payment).at("/data/0");
    }
}
