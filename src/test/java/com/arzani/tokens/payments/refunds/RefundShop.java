package com.arzani.tokens.payments.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.NewCheckout;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.StripeRefunds;
import com.arzani.tokens.payments.inbox.CheckoutEvents;
import com.arzani.tokens.payments.inbox.Outcome;
import com.arzani.tokens.payments.inbox.StripeEvent;
import com.arzani.tokens.payments.simulator.CheckedProxy;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import com.arzani.tokens.payments.stripe.StripeJavaRefunds;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A shop of any prices at a simulated Stripe, with the judging proxy between them; events are handed to their handlers
/// one by one, in the order a test wants.
public final class RefundShop implements AutoCloseable {
    private static final String KEY = "sk_test_simulated";

    private final TestDatabase database;
    private final CheckedProxy proxy;
    private final Map<Long, String> prices = new HashMap<>();
    public final Database jobs;
    public final StripeSimulator simulator;
    public final StripeGateway stripe;
    public final StripeRefunds refunds;
    public final RefundBooking booking;
    private final CheckoutEvents checkouts;
    private final RefundEvents events;

    public RefundShop(TestDatabase database) throws IOException {
        this.database = database;
        database.sql().execute("TRUNCATE simulator.objects, simulator.idempotent_answers, simulator.deliveries");
        jobs = database.openService();
        simulator = StripeSimulator.start(jobs, Clock.systemUTC(), 0, KEY);
        proxy = new CheckedProxy(simulator::address);
        stripe = new StripeJavaGateway(KEY, () -> Optional.of(proxy.address()), 1000);
        refunds = new StripeJavaRefunds(KEY, () -> Optional.of(proxy.address()), 1000);
        booking = new RefundBooking(jobs, refunds, stripe, false);
        checkouts = new CheckoutEvents(jobs, stripe, false);
        events = new RefundEvents(booking);
    }

    /// @param paymentId Stripe's id; the order is credited only when its event came
    public record Sale(long orderId, long userId, String sessionId, String paymentId) {}

    /// The Professional Pack: 25 tokens and 5 of them free, for £25, credited.
    public Sale sold() {
        Sale sale = paid(25, 5, 2500);
        credit(sale);
        return sale;
    }

    /// An order of any content, paid at Stripe and not credited here.
    public Sale paid(long tokens, long bonus, long pence) {
        long user = database.sql()
                .value(
                        Integer.class,
                        "INSERT INTO users (email, first_name, last_name) VALUES (?, 'Ann', 'Example') RETURNING id",
                        key() + "@example.com");
        long order = database.sql()
                .number(
                        "INSERT INTO token_orders (operation_key, user_id, package_version_id, token_amount, bonus_tokens,"
                                + " price_pence, expires_at) VALUES (?, ?, 2, ?, ?, ?, ledger_now() + interval '5 minutes')"
                                + " RETURNING id",
                        key(),
                        (int) user,
                        tokens,
                        bonus,
                        pence);
        String price = prices.computeIfAbsent(
                pence,
                amount -> stripe.createPrice(key(), stripe.createProduct(key(), "Pack"), new Amount(amount, "GBP")));
        CheckoutSession session = stripe.createCheckout(
                key(), new NewCheckout(order, user, price, "https://x/ok", "https://x/no", Optional.empty()));
        database.sql().execute("SELECT attach_checkout(?, ?)", order, session.id());
        return new Sale(order, user, session.id(), simulator.pay(session.id()));
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    public Outcome credit(Sale sale) {
        return checkouts.handle(event("checkout.session.completed", "checkout.session", sale.sessionId()));
    }

    Outcome tell(String type, String refundId) {
        return events.handle(event(type, type.equals("charge.refunded") ? "charge" : "refund", refundId));
    }

    private static StripeEvent event(String type, String kind, String id) {
        return new StripeEvent(
                "evt_" + key().replace("-", ""),
                type,
                Optional.empty(),
                new StripeEvent.Origin(
                        false, Optional.empty(), Clock.systemUTC().instant()),
                Optional.of(new StripeEvent.ObjectName(kind, id)));
    }

    String chargeOf(String paymentId) {
        return stripe.payment(paymentId).orElseThrow().charge().orElseThrow().id();
    }

    public void spend(Sale sale, long tokens) {
        database.sql()
                .execute(
                        "SELECT post_tokens(?, ?, 'consumption', ?, -1, 'contact_seller')",
                        key(),
                        sale.userId(),
                        tokens);
    }

    /// `balance/owed`
    public String wallet(Sale sale) {
        return database.sql()
                .value(
                        String.class,
                        "SELECT coalesce(max(token_balance || '/' || tokens_owed), '0/0') FROM user_tokens WHERE user_id = ?",
                        sale.userId());
    }

    /// `type tokens` of each entry of an order, oldest first.
    public List<String> entries(Sale sale) {
        return lines(
                "SELECT transaction_type || ' ' || tokens_amount * direction AS line FROM token_transactions"
                        + " WHERE order_id = ? ORDER BY id",
                sale.orderId());
    }

    /// `status taken/owed/returned` of each refund of an order, oldest first.
    List<String> refundsOf(Sale sale) {
        return lines(
                "SELECT status || ' ' || tokens_taken || '/' || tokens_owed || '/' || tokens_returned AS line"
                        + " FROM stripe_refunds WHERE order_id = ? ORDER BY first_seen_at, id",
                sale.orderId());
    }

    /// What stands of an order's tokens.
    long standing(Sale sale) {
        return database.sql().number("SELECT order_tokens_standing(?)", sale.orderId());
    }

    /// Tokens that refunds of an order have taken in all.
    public long taken(Sale sale) {
        return database.sql()
                .number("SELECT -order_tokens(o, 'refund') FROM token_orders o WHERE id = ?", sale.orderId());
    }

    private List<String> lines(String query, Object... arguments) {
        return database.sql().rows(query, arguments).stream()
                .map(row -> (String) row.get("line"))
                .toList();
    }

    /// Every wallet and chain, derived again.
    public void proven() {
        assertThat(new LedgerProof(jobs).run(count -> {}).differences()).isEmpty();
    }

    @Override
    public void close() {
        proxy.close();
        simulator.close();
        jobs.close();
        assertThat(proxy.faults()).isEmpty();
    }
}
