package com.arzani.tokens.payments.checkout;

import static com.arzani.tokens.payments.checkout.CheckoutRig.key;
import static com.arzani.tokens.payments.inbox.InboxFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.operations.Maintenance;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.problem.Rejected;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An order ends after five minutes by the database's clock, its session right after; who pays all the same gets the
/// tokens (ruling 24).
@PostgresTest
class OrderExpiryTest {
    private static final long PACK = 2;
    private static final Duration OVER = Duration.ofMinutes(5).plusSeconds(1);

    private final TestDatabase database;
    private CheckoutRig rig;
    private long user;

    OrderExpiryTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() throws IOException {
        rig = new CheckoutRig(database);
        user = rig.user();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private String ofOutbox(long order) {
        List<String> rows = database
                .sql()
                .rows(
                        "SELECT status || coalesce(' ' || (result->>'left'), '') AS line FROM stripe_outbox"
                                + " WHERE kind = 'checkout_expire' AND subject_id = ?",
                        Long.toString(order))
                .stream()
                .map(row -> (String) row.get("line"))
                .toList();
        return String.join(",", rows);
    }

    private CheckoutSession.Progress progress(OpenCheckout made) {
        return rig.session(made.sessionId()).state().progress();
    }

    @Test
    void nothingEndsBeforeItsTime() {
        OpenCheckout made = rig.checkout.create(key(), user, PACK);
        database.advance(Duration.ofMinutes(4));
        assertThat(rig.expireOrders()).isZero();
        assertThat(rig.status(made.orderId())).isEqualTo("created");
        assertThat(ofOutbox(made.orderId())).isEmpty();
    }

    @Test
    void theOrderEndsAndThenItsSession() {
        OpenCheckout made = rig.checkout.create(key(), user, PACK);
        database.advance(OVER);
        new Maintenance(rig.service).run();
        assertThat(rig.status(made.orderId())).isEqualTo("expired");
        assertThat(progress(made)).isEqualTo(CheckoutSession.Progress.OPEN);
        rig.work();
        await("the session's end", () -> ofOutbox(made.orderId()).equals("done"));
        assertThat(progress(made)).isEqualTo(CheckoutSession.Progress.EXPIRED);
        assertThat(rig.expireOrders()).isZero();
        assertThatThrownBy(() -> rig.simulator.pay(made.sessionId())).isInstanceOf(RuntimeException.class);
    }

    @Test
    void theTimeIsTheSettings() {
        database.sql()
                .execute("INSERT INTO settings (name, version, value) VALUES ('TOKEN_PURCHASE_TIMEOUT',"
                        + " (SELECT max(version) + 1 FROM settings WHERE name = 'TOKEN_PURCHASE_TIMEOUT'), '60000')");
        try {
            rig.checkout.create(key(), user, PACK);
            database.advance(Duration.ofSeconds(61));
            assertThat(rig.expireOrders()).isOne();
        } finally {
            database.sql()
                    .execute(
                            "INSERT INTO settings (name, version, value) VALUES ('TOKEN_PURCHASE_TIMEOUT',"
                                    + " (SELECT max(version) + 1 FROM settings WHERE name = 'TOKEN_PURCHASE_TIMEOUT'), '300000')");
        }
    }

    @Test
    void aPaymentInTheLastSecondIsCreditedWhetherTheOrderEndsFirstOrTheCredit() {
        OpenCheckout endsFirst = rig.checkout.create(key(), user, PACK);
        OpenCheckout creditFirst = rig.checkout.create(key(), user, PACK);
        rig.simulator.pay(endsFirst.sessionId());
        rig.simulator.pay(creditFirst.sessionId());
        rig.credit(creditFirst.sessionId());
        database.advance(OVER);
        assertThat(rig.expireOrders()).isOne();
        assertThat(rig.status(creditFirst.orderId())).isEqualTo("paid");
        assertThat(rig.status(endsFirst.orderId())).isEqualTo("expired");
        assertThat(rig.credit(endsFirst.sessionId())).isEqualTo("2 entries");
        rig.work();
        await("the paid session left", () -> ofOutbox(endsFirst.orderId()).equals("done COMPLETE"));
        assertThat(rig.status(endsFirst.orderId())).isEqualTo("paid");
        assertThat(ofOutbox(creditFirst.orderId())).isEmpty();
        assertThat(rig.balance(user)).isEqualTo(60);
    }

    @Test
    void aDelayedPaymentThatArrivesDaysAfterTheEndIsCredited() {
        OpenCheckout made = rig.checkout.create(key(), user, PACK);
        String payment = rig.simulator.payLater(made.sessionId());
        database.advance(OVER);
        rig.expireOrders();
        rig.work();
        await("the session left", () -> ofOutbox(made.orderId()).equals("done COMPLETE"));
        assertThat(rig.credit(made.sessionId())).isEqualTo("event_payment_pending");
        rig.simulator.settle(payment);
        assertThat(rig.credit(made.sessionId())).isEqualTo("2 entries");
        assertThat(rig.status(made.orderId())).isEqualTo("paid");
    }

    @Test
    void anOrderThatEndsWhileStripeIsAskedHasItsSessionEnded() {
        long order = database.sql().number("SELECT id FROM create_order(?, ?, ?)", key(), user, PACK);
        FrozenOrder frozen = new Orders(rig.service).find(order).orElseThrow();
        CheckoutSession made = rig.stripe.createCheckout(
                frozen.key(), frozen.checkout(frozen.named(), ReturnPages.of("https://market.example")));
        database.advance(OVER);
        assertThat(rig.expireOrders()).isOne();
        assertThat(ofOutbox(order)).isEmpty();
        new Orders(rig.service).attach(order, made.id(), made.url().orElseThrow());
        assertThat(ofOutbox(order)).isEqualTo("waiting");
    }

    @Test
    void manyThatEndAtOnceEndOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            database.sql().number("SELECT id FROM create_order(?, ?, ?)", key(), user, PACK);
        }
        database.advance(OVER);
        long ended = 0;
        Callable<Long> job = rig::expireOrders;
        try (ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> done : jobs.invokeAll(Collections.nCopies(4, job))) {
                ended += done.get();
            }
        }
        assertThat(ended + rig.expireOrders()).isEqualTo(20);
    }

    @Test
    void whatStripeWillNotEndAndIsStillOpenIsRefusedVisibly() {
        OpenCheckout made = rig.checkout.create(key(), user, PACK);
        database.advance(OVER);
        rig.expireOrders();
        rig.simulator.faults().at("POST /v1/checkout/sessions/").denied(1);
        CheckoutEnds ends = new CheckoutEnds(rig.stripe);
        assertThatThrownBy(() -> ends.send(CheckoutItems.of("checkout_expire", made)))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("stripe_key_refused");
        assertThat(ends.send(CheckoutItems.of("checkout_expire", made)).resultId())
                .contains(made.sessionId());
    }
}
