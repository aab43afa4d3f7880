package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.http.ServiceServer;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.NewCheckout;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.inbox.InboxFixture;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.proof.SealPlace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demonstration in one window: what a customer pays at the simulator comes in as an event, and is credited.
@PostgresTest
class EventHouseTest {
    private final TestDatabase database;

    @TempDir
    private Path data;

    EventHouseTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void empty() {
        database.sql()
                .execute(
                        "TRUNCATE simulator.objects, simulator.idempotent_answers, simulator.deliveries, webhook_logs");
    }

    private Background start(StripeHouse stripe) {
        return Background.start(
                stripe,
                new EventHouse.Intake(ServiceServer.Listening.onLoopback(), List.of()),
                SealPlace.inside(data),
                Clock.systemUTC());
    }

    private StripeHouse stripe() {
        return StripeHouse.embedded(database.profile(), database.login(OperatorRole.SERVICE), Clock.systemUTC());
    }

    @Test
    void whatIsPaidAtTheSimulatorIsCreditedAlsoByTheNextConsole() {
        long first;
        try (StripeHouse stripe = stripe();
                Background background = start(stripe)) {
            first = buy(stripe);
            InboxFixture.await("the credit", () -> balance(first) == 30);
            assertThat(background.server().port()).isPositive();
            assertThat(stripe.crediting().webhookEndpoints()).hasSize(1);
        }
        try (StripeHouse stripe = stripe();
                Background background = start(stripe)) {
            long second = buy(stripe);
            InboxFixture.await("the credit", () -> balance(second) == 30);
            assertThat(stripe.crediting().webhookEndpoints())
                    .singleElement()
                    .satisfies(endpoint -> assertThat(endpoint.url())
                            .isEqualTo(background.server().webhook().toString()));
        }
        assertThat(database.sql()
                        .number("SELECT count(*) FROM webhook_logs WHERE event_type = 'checkout.session.completed'"
                                + " AND status = 'processed'"))
                .isEqualTo(2);
    }

    /// A customer buys the Professional Pack; gives the customer's id.
    private long buy(StripeHouse house) {
        StripeGateway stripe = house.crediting();
        StripeSimulator simulator = house.simulator().orElseThrow().here().orElseThrow();
        String price = stripe.createPrice(key(), stripe.createProduct(key(), "Pack"), new Amount(2500, "GBP"));
        long user = database.sql()
                .value(Integer.class, "INSERT INTO users (email) VALUES (?) RETURNING id", key() + "@example.com");
        long order = database.sql().value(Long.class, "SELECT id FROM create_order(?, ?, 2)", key(), user);
        CheckoutSession session = stripe.createCheckout(
                key(), new NewCheckout(order, user, price, "https://x/ok", "https://x/no", Optional.empty()));
        database.sql().execute("SELECT attach_checkout(?, ?)", order, session.id());
        simulator.pay(session.id());
        return user;
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private long balance(long user) {
        return database.sql().number("SELECT coalesce(max(token_balance), 0) FROM user_tokens WHERE user_id = " + user);
    }
}
