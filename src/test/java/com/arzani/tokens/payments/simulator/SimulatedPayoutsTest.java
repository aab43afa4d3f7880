package com.arzani.tokens.payments.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The balance and its way to the bank: what was sold, less fees, refunds and disputes, in the end to the penny.
@PostgresTest
class SimulatedPayoutsTest {
    private final TestDatabase database;
    private SimulatorRig rig;

    SimulatedPayoutsTest(TestDatabase database) {
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
    void whatIsNotAvailableIsNotPaidOut() {
        assertThatThrownBy(() -> rig.simulator.payOut()).isInstanceOf(Rejected.class);
        rig.paid(1000);
        assertThatThrownBy(() -> rig.simulator.payOut()).isInstanceOf(Rejected.class);
        assertThat(balance("pending")).isEqualTo(965);
        assertThat(balance("available")).isZero();
    }

    @Test
    void aPayoutIsTheSumOfItsMovements() {
        String payment = rig.paid(2500);
        rig.paid(1000);
        rig.gateway.refund("refund-1", payment, 500);
        rig.clock.advance(Duration.ofDays(2));
        rig.paid(5000);
        assertThat(balance("available")).isEqualTo(2442 + 965 - 500);
        assertThat(rig.told(() -> rig.simulator.payOut()))
                .containsExactly("payout.created", "payout.reconciliation_completed", "balance.available");
        JsonNode payout = rig.get("/v1/payouts").at("/data/0");
        assertThat(payout.path("amount").asLong()).isEqualTo(2907);
        assertThat(payout.path("status").asText()).isEqualTo("in_transit");
        String id = payout.path("id").asText();
        long charges = 0;
        long all = 0;
        for (JsonNode movement :
                rig.get("/v1/balance_transactions?limit=100&payout=" + id).path("data")) {
            all += movement.path("net").asLong();
            charges += movement.path("type").asText().equals("payout")
                    ? 0
                    : movement.path("net").asLong();
        }
        assertThat(charges).isEqualTo(2907);
        assertThat(all).isZero();
        assertThat(rig.get("/v1/balance_transactions?payout=" + id + "&type=refund")
                        .path("data"))
                .hasSize(1);
        assertThat(balance("available")).isZero();
        assertThatThrownBy(() -> rig.simulator.payOut()).isInstanceOf(Rejected.class);
    }

    @Test
    void aPayoutArrivesOrComesBack() {
        rig.paid(1000);
        rig.clock.advance(Duration.ofDays(2));
        String first = rig.simulator.payOut();
        rig.clock.advance(Duration.ofDays(3));
        assertThat(rig.told(rig.simulator::passTime)).contains("payout.paid");
        assertThat(status(first)).isEqualTo("paid");
        assertThat(rig.told(() -> rig.simulator.failPayout(first))).containsExactly("payout.failed");
        assertThat(status(first)).isEqualTo("failed");
        assertThat(balance("pending")).isEqualTo(965);
        rig.clock.advance(Duration.ofDays(2));
        assertThat(rig.get("/v1/payouts/" + rig.simulator.payOut())
                        .path("amount")
                        .asLong())
                .isEqualTo(965);
        assertThatThrownBy(() -> rig.simulator.arrive(first)).isInstanceOf(Rejected.class);
    }

    @Test
    void onePayoutADayLeavesByItself() {
        rig.paid(1000);
        for (int day = 0; day < 4; day++) {
            rig.clock.advance(Duration.ofDays(1));
            rig.simulator.passTime();
            rig.simulator.passTime();
            rig.paid(1000);
        }
        assertThat(rig.get("/v1/payouts").path("data")).hasSize(3);
        assertThat(rig.get("/v1/payouts?status=in_transit").path("data")).hasSize(2);
    }

    @Test
    void bringingTimeNearerMakesTheBalanceAvailable() {
        rig.paid(1000);
        rig.simulator.advance(Duration.ofDays(3));
        assertThat(rig.get("/v1/payouts").at("/data/0/amount").asLong()).isEqualTo(965);
        rig.simulator.advance(Duration.ofDays(3));
        assertThat(rig.get("/v1/payouts").at("/data/0/status").asText()).isEqualTo("paid");
    }

    @Test
    void payoutsOfThePastAddUpToo() {
        java.time.Instant now = rig.clock.instant();
        PastPayouts payouts = new PastPayouts(now);
        List<SimulatorRow> rows = new ArrayList<>();
        for (int day = 0; day < 12; day++) {
            java.time.Instant at = now.minus(Duration.ofDays(day));
            rows.addAll(PastPayments.paid(new PastPayments.Paid("d" + day, day + 1, 1000, at, 100, day == 7)));
            rows.addAll(PastPayments.refund("d" + day, 1, 100, at));
        }
        rows.addAll(PastPayments.dispute("d7", 900, "won", now.minus(Duration.ofDays(7))));
        rows.replaceAll(payouts::paidOut);
        rows.addAll(payouts.rows());
        for (SimulatorRow row : rows) {
            database.sql()
                    .execute(
                            "INSERT INTO simulator.objects (id, object, created, parent, label, due, state)"
                                    + " VALUES (?, ?, ?, ?, ?, nullif(?, 0), ?::jsonb)",
                            row.id(),
                            row.object(),
                            row.created(),
                            row.parent(),
                            row.label(),
                            row.due(),
                            row.state());
        }
        JsonNode listed = rig.get("/v1/payouts?limit=100").path("data");
        assertThat(listed).hasSize(9);
        for (JsonNode payout : listed) {
            long sum = 0;
            for (JsonNode movement : rig.get("/v1/balance_transactions?payout="
                            + payout.path("id").asText())
                    .path("data")) {
                boolean own = movement.path("type").asText().equals("payout");
                sum += own ? 0 : movement.path("net").asLong();
            }
            assertThat(payout.path("amount").asLong()).isEqualTo(sum);
        }
        assertThat(rig.get("/v1/payouts?status=in_transit").path("data")).hasSize(2);
        assertThat(balance("available") + balance("pending")).isEqualTo(3 * 865);
    }

    private long balance(String part) {
        return rig.get("/v1/balance").at("/" + part + "/0/amount").asLong();
    }

    private String status(String payout) {
        return rig.get("/v1/payouts/" + payout).path("status").asText();
    }
}
