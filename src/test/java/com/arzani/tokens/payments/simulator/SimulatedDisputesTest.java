package com.arzani.tokens.payments.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Inquiries and disputes, their evidence, their end and their money.
@PostgresTest
class SimulatedDisputesTest {
    private static final String EVIDENCE = "evidence[uncategorized_text]=Used&evidence[customer_name]=Ada";

    private final TestDatabase database;
    private SimulatorRig rig;

    SimulatedDisputesTest(TestDatabase database) {
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
    void whatCannotBeDisputed() {
        String payment = rig.paid(1000);
        refused(() -> rig.simulator.dispute(payment, "whim"));
        refused(() -> rig.simulator.dispute(payment, "fraudulent", 1001));
        refused(() -> rig.simulator.dispute(payment, "fraudulent", 0));
        refused(() -> rig.simulator.dispute(rig.simulator.decline(rig.checkout(1000)), "fraudulent"));
        String dispute = rig.simulator.dispute(payment, "fraudulent");
        refused(() -> rig.simulator.dispute(payment, "fraudulent"));
        refused(() -> rig.simulator.escalate(dispute));
        rig.simulator.win(dispute);
        refused(() -> rig.simulator.win(dispute));
        refused(() -> rig.simulator.lose(dispute));
        assertThat(rig.post("/v1/disputes/" + dispute + "/close", "").has("error"))
                .isTrue();
        assertThat(rig.post("/v1/disputes/" + dispute, "evidence[whim]=x")
                        .at("/error/code")
                        .asText())
                .isEqualTo("parameter_unknown");
        assertThat(rig.post("/v1/disputes/" + dispute, EVIDENCE).has("error")).isTrue();
    }

    @Test
    void aDisputeTakesTheMoneyAndAFeeAtOnce() {
        String payment = rig.paid(2500);
        rig.gateway.refund("refund-1", payment, 1000);
        assertThat(rig.told(() -> rig.simulator.dispute(payment, "product_not_received")))
                .containsExactly("charge.updated", "charge.dispute.created", "charge.dispute.funds_withdrawn");
        JsonNode dispute = rig.get("/v1/disputes?payment_intent=" + payment).at("/data/0");
        assertThat(dispute.path("amount").asLong()).isEqualTo(1500);
        assertThat(dispute.path("status").asText()).isEqualTo("needs_response");
        assertThat(dispute.path("is_charge_refundable").asBoolean()).isFalse();
        assertThat(dispute.at("/evidence_details/due_by").asLong())
                .isEqualTo(rig.clock.instant().plus(Duration.ofDays(9)).getEpochSecond());
        assertThat(rig.net(dispute.path("id").asText())).isEqualTo(-3500);
        assertThat(rig.gateway
                        .payment(payment)
                        .orElseThrow()
                        .charge()
                        .orElseThrow()
                        .disputed())
                .isTrue();
        assertThat(rig.post("/v1/refunds", "payment_intent=" + payment)
                        .at("/error/code")
                        .asText())
                .isEqualTo("charge_disputed");
    }

    @Test
    void evidenceIsStagedThenSubmittedOnce() {
        String path = "/v1/disputes/" + rig.simulator.dispute(rig.paid(1000), "fraudulent");
        JsonNode staged = rig.post(path, EVIDENCE + "&submit=false");
        assertThat(staged.path("status").asText()).isEqualTo("needs_response");
        assertThat(staged.at("/evidence_details/has_evidence").asBoolean()).isTrue();
        assertThat(staged.at("/evidence_details/submission_count").asInt()).isZero();
        JsonNode submitted = rig.post(path, "evidence[receipt]=file_x");
        assertThat(submitted.path("status").asText()).isEqualTo("under_review");
        assertThat(submitted.at("/evidence/customer_name").asText()).isEqualTo("Ada");
        assertThat(submitted.at("/evidence/receipt").asText()).isEqualTo("file_x");
        assertThat(submitted.at("/evidence_details/submission_count").asInt()).isEqualTo(1);
        assertThat(rig.post(path, EVIDENCE).has("error")).isTrue();
        assertThat(rig.post(path, "metadata[case]=7").at("/metadata/case").asText())
                .isEqualTo("7");
        assertThat(rig.types()).endsWith("charge.dispute.updated");
    }

    @Test
    void tooMuchEvidenceIsRefused() {
        String path = "/v1/disputes/" + rig.simulator.dispute(rig.paid(1000), "fraudulent");
        String much = "x".repeat(80_000);
        assertThat(rig.post(path, "evidence[uncategorized_text]=" + much + "&evidence[access_activity_log]=" + much)
                        .has("error"))
                .isTrue();
    }

    @Test
    void aDisputeThatIsWonGivesTheMoneyBackWithoutTheFee() {
        String payment = rig.paid(1000);
        String dispute = rig.simulator.dispute(payment, "fraudulent");
        rig.post("/v1/disputes/" + dispute, EVIDENCE);
        assertThat(rig.told(() -> rig.simulator.win(dispute)))
                .containsExactly("charge.dispute.closed", "charge.dispute.funds_reinstated");
        assertThat(rig.net(dispute)).isEqualTo(-2000);
        assertThat(rig.get("/v1/disputes/" + dispute).path("balance_transactions"))
                .hasSize(2);
        assertThat(rig.gateway.refund("refund-1", payment, 1000).amount().pence())
                .isEqualTo(1000);
    }

    @Test
    void aDisputeThatIsLostGivesUpOrRunsOutKeepsTheMoneyAway() {
        String lost = rig.simulator.dispute(rig.paid(1000), "fraudulent");
        assertThat(rig.told(() -> rig.simulator.lose(lost))).containsExactly("charge.dispute.closed");
        String given = rig.simulator.dispute(rig.paid(1000), "fraudulent");
        rig.post("/v1/disputes/" + given + "/close", "");
        String overdue = rig.simulator.dispute(rig.paid(1000), "fraudulent");
        rig.simulator.advance(Duration.ofDays(10));
        for (String dispute : new String[] {lost, given, overdue}) {
            assertThat(status(dispute)).isEqualTo("lost");
            assertThat(rig.net(dispute)).isEqualTo(-3000);
        }
        assertThat(rig.get("/v1/disputes/" + overdue)
                        .at("/evidence_details/past_due")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void anInquiryMovesNothingAndMayBecomeADispute() {
        String payment = rig.paid(1000);
        String inquiry = rig.simulator.inquiry(payment, "unrecognized", 1000);
        assertThat(status(inquiry)).isEqualTo("warning_needs_response");
        assertThat(rig.net(inquiry)).isZero();
        assertThat(rig.gateway.refund("refund-1", payment, 100).amount().pence())
                .isEqualTo(100);
        assertThat(rig.post("/v1/disputes/" + inquiry, EVIDENCE).path("status").asText())
                .isEqualTo("warning_under_review");
        rig.simulator.escalate(inquiry);
        assertThat(status(inquiry)).isEqualTo("needs_response");
        assertThat(rig.net(inquiry)).isEqualTo(-3000);

        String other = rig.simulator.inquiry(rig.paid(1000), "general", 500);
        rig.simulator.win(other);
        assertThat(status(other)).isEqualTo("warning_closed");
        String third = rig.simulator.inquiry(rig.paid(1000), "general", 500);
        rig.simulator.advance(Duration.ofDays(10));
        assertThat(status(third)).isEqualTo("warning_closed");
        assertThat(rig.net(other) + rig.net(third)).isZero();
    }

    @Test
    void whatWasOvertakenHoldsNothingUp() {
        String first = rig.simulator.dispute(rig.paid(1000), "fraudulent");
        String second = rig.simulator.dispute(rig.paid(1000), "fraudulent");
        database.sql()
                .execute("UPDATE simulator.objects SET state = state || '{\"status\":\"won\"}' WHERE id = ?", first);
        rig.simulator.advance(Duration.ofDays(10));
        assertThat(status(first)).isEqualTo("won");
        assertThat(status(second)).isEqualTo("lost");
    }

    private String status(String dispute) {
        return rig.get("/v1/disputes/" + dispute).path("status").asText();
    }

    private static void refused(Runnable work) {
        assertThatThrownBy(work::run).isInstanceOf(Rejected.class).hasMessage("simulator_refused");
    }
}
