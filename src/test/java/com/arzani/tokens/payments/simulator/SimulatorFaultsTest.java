package com.arzani.tokens.payments.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.Refund;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Failures on demand (F16, F17, F18): what they do, and that the product's gateway comes through what can be come
/// through.
@PostgresTest
class SimulatorFaultsTest {
    private final TestDatabase database;
    private SimulatorRig rig;
    private StripeJavaGateway direct;

    SimulatorFaultsTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws IOException {
        rig = new SimulatorRig(database);
        direct = new StripeJavaGateway(SimulatorRig.KEY, () -> Optional.of(rig.simulator.address()), 1_000);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void f18_aKeyWithoutTheRightIsRefused() {
        rig.simulator.faults().denied(1);
        assertThat(send("GET", "/v1/products", "", null).statusCode()).isEqualTo(403);
        rig.simulator.faults().denied(1);
        assertThatThrownBy(() -> direct.payment("pi_x")).isInstanceOf(TokenProblem.class);
        assertThat(direct.payment("pi_x")).isEmpty();
    }

    @Test
    void f16_aFailureThatWasKeptIsAnsweredAgain() {
        rig.simulator.faults().brokenAndKept(1, 500, false);
        HttpResponse<String> first = send("POST", "/v1/products", "name=A", "key-1");
        HttpResponse<String> again = send("POST", "/v1/products", "name=A", "key-1");
        assertThat(first.statusCode()).isEqualTo(500);
        assertThat(again.statusCode()).isEqualTo(500);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(rig.get("/v1/products").path("data")).isEmpty();
        assertThat(send("POST", "/v1/products", "name=A", "key-2").statusCode()).isEqualTo(200);
    }

    @Test
    void f16_aFailureAfterTheWorkHidesIt() {
        rig.simulator.faults().brokenAndKept(1, 500, true);
        assertThat(send("POST", "/v1/products", "name=A", "key-1").statusCode()).isEqualTo(500);
        assertThat(rig.get("/v1/products").path("data")).hasSize(1);
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        assertThat(send("POST", "/v1/products", "name=A", "key-1").statusCode()).isEqualTo(200);
        rig.clock.advance(Duration.ofHours(23));
        assertThat(send("POST", "/v1/products", "name=B", "key-1").body()).contains("idempotency_error");
        rig.clock.advance(Duration.ofHours(2));
        assertThat(send("POST", "/v1/products", "name=B", "key-1").statusCode()).isEqualTo(200);
        assertThat(rig.get("/v1/products").path("data")).hasSize(2);
    }

    @Test
    void aKeyInUseIsAConflict() throws Exception {
        int conflicts = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                answers.add(threads.submit(() -> send("POST", "/v1/products", "name=A", "key-1")));
            }
            for (Future<HttpResponse<String>> answer : answers) {
                if (answer.get().statusCode() == 409) {
                    conflicts++;
                    assertThat(answer.get().body()).contains("idempotency_key_in_use");
                }
            }
        }
        assertThat(conflicts).isLessThan(30);
        assertThat(rig.get("/v1/products").path("data")).hasSize(1);
    }

    @Test
    void f16_silenceIsWhatItSays() {
        rig.simulator.faults().silent(1);
        HttpRequest request =
                request("/v1/products").timeout(Duration.ofMillis(300)).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(HttpTimeoutException.class);
        }
        assertThat(rig.get("/v1/products").path("data")).isEmpty();
    }

    @Test
    void f16_aCutAnswerIsAskedForAgainAndTheWorkIsDoneOnce() {
        String payment = rig.paid(2500);
        rig.simulator.faults().at("POST /v1/refunds").cut(1);
        assertThatThrownBy(() -> send("POST", "/v1/refunds", "payment_intent=" + payment + "&amount=100", null))
                .isInstanceOf(UncheckedIOException.class);
        rig.simulator.faults().at("POST /v1/refunds").cut(1);
        Refund refund = direct.refund("refund-1", payment, 1000);
        assertThat(refund.amount().pence()).isEqualTo(1000);
        assertThat(rig.gateway.payment(payment).orElseThrow().refunded()).isEqualTo(1100);
    }

    @Test
    void f17_aLostAnswerIsForThatRequestAlone() {
        String payment = rig.paid(2500);
        rig.simulator.faults().at("POST /v1/refunds").loseAnswers(1);
        assertThat(direct.payment(payment)).isPresent();
        direct.refund("refund-1", payment, 1000);
        assertThat(rig.get("/v1/refunds").path("data")).hasSize(1);
    }

    @Test
    void f16_aPageOfHtmlIsUnreadable() {
        rig.simulator.faults().html(1, 200);
        assertThat(send("GET", "/v1/products", "", null).body()).startsWith("<html>");
        rig.simulator.faults().html(100, 200);
        assertThatThrownBy(() -> direct.payment("pi_x")).isInstanceOf(Unavailable.class);
        rig.simulator.faults().clear();
        assertThat(direct.payment("pi_x")).isEmpty();
    }

    @Test
    void f16_drippingAndSlowAnswersArriveWhole() {
        rig.simulator.faults().drip(1, Duration.ofMillis(100));
        rig.simulator.faults().slow(Duration.ofMillis(20), Duration.ofMinutes(1));
        assertThat(rig.get("/v1/products").path("data")).isEmpty();
    }

    @Test
    void f16_downUntilItsTimeIsOver() {
        rig.simulator.beDown(Duration.ofMinutes(1));
        assertThat(send("GET", "/v1/products", "", null).statusCode()).isEqualTo(503);
        rig.clock.advance(Duration.ofSeconds(61));
        assertThat(send("GET", "/v1/products", "", null).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> send(String method, String path, String body, String key) {
        return rig.send(method, path, body, key);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(rig.simulator.address() + path))
                .header("Authorization", "Bearer " + SimulatorRig.KEY);
    }
}
