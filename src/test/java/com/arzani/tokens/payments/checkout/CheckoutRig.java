package com.arzani.tokens.payments.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.outbox.OutboxWorkers;
import com.arzani.tokens.payments.simulator.CheckedProxy;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The checkout service between a database and a simulated Stripe whose every request and answer is judged.
public final class CheckoutRig implements AutoCloseable {
    private static final String KEY = "sk_test_simulated";
    private static final ReturnPages PAGES = ReturnPages.of("https://market.example/");

    public final Database service;
    public final StripeSimulator simulator;
    public final StripeGateway stripe;
    public final Checkout checkout;
    final CheckoutBooking booking;
    private final CheckedProxy proxy;
    private final TestDatabase database;
    private final List<OutboxWorkers> workers = new ArrayList<>();

    public CheckoutRig(TestDatabase database) throws IOException {
        this.database = database;
        database.setClock(Clock.systemUTC().instant());
        database.sql().execute("TRUNCATE simulator.objects, simulator.idempotent_answers, simulator.deliveries");
        database.sql()
                .execute("SET session_replication_role = replica; DELETE FROM stripe_outbox;"
                        + " UPDATE token_orders SET status = 'failed' WHERE status = 'created';"
                        + " DELETE FROM token_package_prices; UPDATE token_packages SET is_active = true");
        service = database.openService();
        simulator = StripeSimulator.start(service, Clock.systemUTC(), 0, KEY);
        proxy = new CheckedProxy(simulator::address);
        stripe = new StripeJavaGateway(KEY, () -> Optional.of(proxy.address()), 1_000);
        checkout = new Checkout(service, stripe, PAGES);
        booking = new CheckoutBooking(service, false);
    }

    public static String key() {
        return UUID.randomUUID().toString();
    }

    public long user() {
        return database.sql()
                .number("INSERT INTO users (email, first_name) VALUES (?, 'Ann') RETURNING id", key() + "@example.com");
    }

    /// Stripe's price for a package, noted on it.
    void priced(long packageId, long pence) {
        String product = stripe.createProduct(key(), "Tokens");
        String price = stripe.createPrice(key(), product, new Amount(pence, "GBP"));
        database.sql()
                .execute(
                        "INSERT INTO token_package_prices (package_version_id, stripe_product_id, stripe_price_id)"
                                + " SELECT id, ?, ? FROM token_package_versions WHERE package_id = ?",
                        product,
                        price,
                        packageId);
    }

    /// Begins to send what waits in the outbox, as wherever jobs run.
    public void work() {
        workers.add(OutboxWorkers.start(service, List.of(new CheckoutLinks(checkout), new CheckoutEnds(stripe)), 2));
    }

    CheckoutSession session(String id) {
        return stripe.checkoutSession(id).orElseThrow();
    }

    /// What crediting says of a session now: the entries' total, or why not.
    String credit(String sessionId) {
        CheckoutSession session = session(sessionId);
        SoldOrder order = booking.find(session).orElseThrow();
        return booking.doubt(session, order)
                .map(CheckoutBooking.Doubt::key)
                .orElseGet(() -> booking.credit(session, order).size() + " entries");
    }

    /// Credits a session that is paid, as its event does.
    public void credited(String sessionId) {
        assertThat(credit(sessionId)).endsWith("entries");
    }

    long sessions() {
        return database.sql().number("SELECT count(*) FROM simulator.objects WHERE object = 'checkout.session'");
    }

    Map<String, Object> order(long id) {
        return database.sql()
                .rows("SELECT * FROM token_orders WHERE id = ?", id)
                .getFirst();
    }

    public String status(long id) {
        return (String) order(id).get("status");
    }

    public long balance(long user) {
        return database.sql().number("SELECT coalesce(max(token_balance), 0) FROM user_tokens WHERE user_id = ?", user);
    }

    /// As the background job does.
    long expireOrders() {
        return service.call(session -> session.createNativeQuery("SELECT expire_orders(100)", Integer.class)
                        .getSingleResult())
                .longValue();
    }

    @Override
    public void close() {
        workers.forEach(OutboxWorkers::close);
        proxy.close();
        simulator.close();
        service.close();
        assertThat(proxy.faults()).isEmpty();
    }
}
