package com.arzani.tokens.payments.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.testing.Await;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.Test;

@PostgresTest
class SimulatorHostTest {

    @Test
    void oneProcessRunsItAndAnotherTakesOver(TestDatabase database) throws Exception {
        SimulatorHost first = SimulatorHost.start(database.openService(), Clock.systemUTC());
        try (SimulatorHost second = SimulatorHost.start(database.openService(), Clock.systemUTC())) {
            assertThat(first.here()).isPresent();
            assertThat(second.here()).isEmpty();
            URI address = first.address();
            assertThat(second.address()).isEqualTo(address);
            assertThat(second.secretKey()).isEqualTo(first.secretKey());
            assertThat(answer(address)).isEqualTo(401);

            first.close();
            Await.until("the simulator runs here", () -> second.here().isPresent());
            assertThat(second.address()).isEqualTo(address);
            assertThat(answer(address)).isEqualTo(401);
        } finally {
            first.close();
        }
    }

    @Test
    void aLostConnectionIsNoticedAndTheSimulatorComesBack(TestDatabase database) {
        try (SimulatorHost host = SimulatorHost.start(database.openService(), Clock.systemUTC())) {
            Await.until("the simulator runs here", () -> host.here().isPresent());
            StripeSimulator before = host.here().orElseThrow();
            database.sql()
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
            Await.until(
                    "the simulator runs here",
                    () -> host.here().filter(now -> now != before).isPresent());
        }
    }

    private static int answer(URI address) throws Exception {
        HttpURLConnection connection =
                (HttpURLConnection) address.resolve("/v1/products").toURL().openConnection();
        return connection.getResponseCode();
    }
}
