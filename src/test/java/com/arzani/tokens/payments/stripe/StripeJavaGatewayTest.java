package com.arzani.tokens.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.NewCheckout;
import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.PaymentStatus;
import com.arzani.tokens.payments.Refund;
import com.arzani.tokens.payments.RefundStatus;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.Window;
import com.arzani.tokens.payments.simulator.CheckedProxy;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class StripeJavaGatewayTest {
    private static final String KEY = "sk_test_simulated";
    private static final Window ALWAYS = new Window(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

    private final TestDatabase database;
    private final QuickTime time = new QuickTime();
    private StripeSimulator simulator;
    private CheckedProxy proxy;
    private StripeGateway gateway;

    StripeJavaGatewayTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws IOException {
        database.sql().execute("TRUNCATE simulator.objects, simulator.idempotent_answers");
        simulator = StripeSimulator.start(database.openService(), Clock.systemUTC(), 0, KEY);
        proxy = new CheckedProxy(() -> simulator.address());
        gateway = gateway(KEY);
    }

    @AfterEach
    void stop() {
        proxy.close();
        simulator.close();
        assertThat(proxy.faults()).isEmpty();
    }

    @Test
    void f18_aRefusedKeyIsAskedOnceAndNoMore() {
        StripeGateway other = gateway("sk_test_revoked");
        assertThatThrownBy(() -> other.payment("pi_x"))
                .isInstanceOf(Rejected.class)
                .hasMessage("stripe_key_refused");
        assertThat(proxy.requests()).hasSize(1);
    }

    @Test
    void unknownIdsAreNothing() {
        assertThat(gateway.payment("pi_none")).isEmpty();
        assertThat(gateway.checkoutSession("cs_none")).isEmpty();
        assertThat(gateway.checkoutSessionOf("pi_none")).isEmpty();
    }

    @Test
    void f16_aRefusedRateIsWaitedForAsStripeAsks() {
        simulator.faults().tooMany(2, 7);
        assertThat(gateway.payment("pi_none")).isEmpty();
        assertThat(time.slept).filteredOn(Duration.ofSeconds(7)::equals).hasSize(2);
    }

    @Test
    void f16_aRefusedRateIsWaitedForWithJitter() {
        simulator.faults().tooMany(5, -1);
        assertThat(gateway.payment("pi_none")).isEmpty();
        assertThat(proxy.requests()).hasSize(6);
        assertThat(time.slept)
                .filteredOn(wait -> wait.toMillis() >= 500)
                .hasSizeGreaterThanOrEqualTo(5)
                .allMatch(wait -> wait.compareTo(Duration.ofSeconds(30)) <= 0);
    }

    @Test
    void f16_aRateRefusedForeverEnds() {
        simulator.faults().tooMany(100, -1);
        assertThatThrownBy(() -> gateway.payment("pi_x"))
                .isInstanceOf(Unavailable.class)
                .hasMessage("stripe_busy");
        assertThat(proxy.requests()).hasSize(SteadyHttpClient.BUSY_TRIES_MAX);
    }

    @Test
    void f16_aBrokenStripeIsAskedThreeTimes() {
        simulator.faults().broken(100, 503);
        assertThatThrownBy(() -> gateway.payment("pi_x"))
                .isInstanceOf(Unavailable.class)
                .hasMessage("stripe_away");
        assertThat(proxy.requests()).hasSize(SteadyHttpClient.FAILED_TRIES_MAX);
    }

    @Test
    void f16_anAbsentStripeIsAway() {
        StripeGateway nobody =
                new StripeJavaGateway(KEY, () -> Optional.of(URI.create("http://127.0.0.1:1")), 10, time);
        assertThatThrownBy(() -> nobody.payment("pi_x"))
                .isInstanceOf(Unavailable.class)
                .hasMessage("stripe_away");
    }

    @Test
    void f17_aRefundWhoseAnswerWasLostIsMadeOnce() {
        String payment = paidSession(7, 2500);
        StripeGateway direct = new StripeJavaGateway(KEY, () -> Optional.of(simulator.address()), 10, time);
        simulator.faults().loseAnswers(1);
        Refund refund = direct.refund("refund-7", payment, 1000);
        assertThat(refund.status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(gateway.refunds(ALWAYS, Optional.empty()).items()).containsExactly(refund);
        assertThat(gateway.payment(payment).orElseThrow().refunded()).isEqualTo(1000);
    }

    @Test
    void aReusedKeyIsAConflict() {
        gateway.createProduct("key", "A");
        assertThatThrownBy(() -> gateway.createProduct("key", "B"))
                .isInstanceOf(Conflict.class)
                .hasMessage("stripe_key_reused");
    }

    @Test
    void aSecondFullRefundIsRefused() {
        String payment = paidSession(8, 1000);
        gateway.refund("r1", payment, 1000);
        assertThatThrownBy(() -> gateway.refund("r2", payment, 1))
                .isInstanceOf(Rejected.class)
                .hasMessage("stripe_already_refunded");
    }

    @Test
    void aCheckoutCarriesTheOrderOnToItsPayment() {
        String payment = paidSession(9, 5000);
        Payment found = gateway.payment(payment).orElseThrow();
        assertThat(found.status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(found.amount()).isEqualTo(new Amount(5000, "GBP"));
        assertThat(found.received()).isEqualTo(5000);
        assertThat(found.orderId()).hasValue(9);
        assertThat(found.origin().live()).isFalse();
        assertThat(found.charge().orElseThrow().balanceEntry().orElseThrow().netPence())
                .isEqualTo(5000 - 95);
        CheckoutSession session = gateway.checkoutSessionOf(payment).orElseThrow();
        assertThat(session.settled()).isTrue();
        assertThat(session.amount()).contains(new Amount(5000, "GBP"));
        assertThat(gateway.checkoutSession(session.id())).contains(session);
    }

    @Test
    void paymentsComeInPagesNewestFirst() {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 1; i <= 250; i++) {
            rows.add(new Object[] {"pi_" + i, (long) i});
        }
        rows.forEach(row -> database.sql()
                .execute(
                        "INSERT INTO simulator.objects (id, object, created, state)"
                                + " VALUES (?, 'payment_intent', ?, '{\"amount\":100}')",
                        row));
        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        Page<Payment> page;
        do {
            page = gateway.payments(new Window(Instant.ofEpochSecond(1), Instant.ofEpochSecond(250)), cursor);
            page.items().forEach(payment -> seen.add(payment.id()));
            cursor = Optional.of(seen.getLast());
        } while (page.hasMore());
        assertThat(seen)
                .hasSize(249)
                .doesNotHaveDuplicates()
                .startsWith("pi_249", "pi_248")
                .endsWith("pi_1");
        assertThat(proxy.requests()).hasSize(3);
    }

    @Test
    void requestsKeepTheirPace() {
        for (int i = 0; i < 11; i++) {
            gateway.payment("pi_none");
        }
        assertThat(time.now).isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }

    private String paidSession(long orderId, long pence) {
        String product = gateway.createProduct("product-" + orderId, "Starter");
        String price = gateway.createPrice("price-" + orderId, product, new Amount(pence, "GBP"));
        CheckoutSession session = gateway.createCheckout(
                "checkout-" + orderId,
                new NewCheckout(orderId, 1, price, "https://a.example/ok", "https://a.example/no", Optional.empty()));
        assertThat(session.paymentId()).isEmpty();
        return simulator.pay(session.id());
    }

    private StripeGateway gateway(String key) {
        return new StripeJavaGateway(key, () -> Optional.of(proxy.address()), 10, time);
    }

    /// Time that passes only by sleeping.
    private static final class QuickTime implements Time {
        private final List<Duration> slept = new ArrayList<>();
        private long now;

        @Override
        public synchronized long nanos() {
            return now;
        }

        @Override
        public synchronized void sleep(Duration duration) {
            slept.add(duration);
            now += duration.toNanos();
        }
    }
}
