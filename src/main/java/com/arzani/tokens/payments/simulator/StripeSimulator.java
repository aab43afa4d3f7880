package com.arzani.tokens.payments.simulator;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A stateful Stripe on 127.0.0.1, kept in PostgreSQL (schema `simulator`): products, prices, checkout sessions,
/// payments, refunds, disputes, the balance and its payouts, events and webhooks, with Stripe's lists, cursors,
/// expansion, idempotency keys and refusals. It takes test keys alone and never moves money.
///
/// What customers, banks and time do is no part of the HTTP API: it is here, in `webhooks` and in `faults`. Every such
/// method throws `Rejected` `simulator_refused` with a sentence when the state does not allow it.
///
/// Rows for a purchase that already happened are made by [PastPayments].
public final class StripeSimulator implements AutoCloseable {
    /// The API version it speaks, the one stripe-java 33.3.0 pins.
    public static final String API_VERSION = "2026-07-29.dahlia";

    private final Transactions transactions;
    private final Simulation simulation;
    private final Faults faults;
    private final Courier courier;
    private final Webhooks webhooks;
    private final BrokenAnswers brokenAnswers = new BrokenAnswers();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// @param port 0 for any free one
    /// @param secretKey the one bearer key it accepts
    /// @throws IOException if the port is taken
    public static StripeSimulator start(Database database, Clock clock, int port, String secretKey) throws IOException {
        return new StripeSimulator(database, clock, port, secretKey);
    }

    private StripeSimulator(Database database, Clock clock, int port, String secretKey) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        this.transactions = new Transactions(database, mapper);
        this.simulation = new Simulation(mapper, clock);
        this.faults = new Faults(clock);
        this.courier = new Courier(transactions, simulation.deliveries(), clock, faults::isDown);
        this.webhooks = new Webhooks(transactions, simulation, courier);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        Answering answering = new Answering(transactions, new Endpoints(simulation), clock, courier::wake);
        server.createContext("/", new Exchanges(secretKey, answering, faults, brokenAnswers));
        server.setExecutor(threads);
        server.start();
        courier.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// The customer pays an open checkout session; gives the payment intent's id.
    public String pay(String sessionId) {
        return change(objects -> simulation.payments().pay(sessionId, objects));
    }

    /// The customer chooses a method that takes days: the session completes unpaid. Gives the payment intent's id.
    public String payLater(String sessionId) {
        return change(objects -> simulation.payments().payLater(sessionId, objects));
    }

    /// A delayed payment arrives, earlier than by itself.
    public String settle(String paymentId) {
        return change(objects -> simulation.payments().settle(paymentId, objects));
    }

    /// A delayed payment fails.
    public String bounce(String paymentId) {
        return change(objects -> simulation.payments().bounce(paymentId, objects));
    }

    /// The customer's card is declined; the session stays open. Gives the payment intent's id.
    public String decline(String sessionId) {
        return change(objects -> simulation.payments().decline(sessionId, objects));
    }

    /// How refunds go from now on.
    public void refundsGo(RefundCourse course) {
        simulation.refunds().course(course);
    }

    /// Somebody gives money back in Stripe's dashboard; gives the refund's id.
    public String refund(String paymentId, long pence) {
        return change(objects -> simulation.refunds().refund(paymentId, pence, objects));
    }

    /// A refund that waits succeeds, earlier than by itself.
    public String succeedRefund(String refundId) {
        return change(objects -> simulation.refunds().succeed(refundId, objects));
    }

    /// The customer's bank sends a refund back.
    public String failRefund(String refundId) {
        return change(objects -> simulation.refunds().fail(refundId, objects));
    }

    /// The customer's bank takes back all of a payment that has not been refunded; gives the dispute's id.
    public String dispute(String paymentId, String reason) {
        return change(objects ->
                simulation.disputes().dispute(paymentId, reason, Disputes.left(paymentId, objects), objects));
    }

    /// The customer's bank takes that much of a payment back; gives the dispute's id.
    public String dispute(String paymentId, String reason, long pence) {
        return change(objects -> simulation.disputes().dispute(paymentId, reason, pence, objects));
    }

    /// The customer's bank only asks (`warning_needs_response`); gives the dispute's id.
    public String inquiry(String paymentId, String reason, long pence) {
        return change(objects -> simulation.disputes().inquiry(paymentId, reason, pence, objects));
    }

    /// An inquiry becomes a dispute.
    public String escalate(String disputeId) {
        return change(objects -> simulation.disputes().escalate(disputeId, objects));
    }

    /// The bank decides for the merchant; an inquiry is closed.
    public String win(String disputeId) {
        return change(objects -> simulation.disputes().win(disputeId, objects));
    }

    /// The bank decides for the customer; an inquiry is closed.
    public String lose(String disputeId) {
        return change(objects -> simulation.disputes().lose(disputeId, objects));
    }

    /// Pays out all that is available, without waiting for the day's end; gives the payout's id.
    public String payOut() {
        return change(simulation.payouts()::payOut);
    }

    /// A payout arrives at the bank, earlier than by itself.
    public String arrive(String payoutId) {
        return change(objects -> simulation.payouts().arrive(payoutId, objects));
    }

    /// The bank sends a payout back.
    public String failPayout(String payoutId) {
        return change(objects -> simulation.payouts().fail(payoutId, objects));
    }

    /// As if that much time had passed: everything that waits for a moment comes that much nearer, and what is due
    /// happens. Its clock stays the one it was given.
    public void advance(Duration time) {
        change(objects -> {
            Passing.nearer(time, objects);
            return null;
        });
        passTime();
    }

    /// Lets happen what is due by its clock: expiries, settlements, the day's payout.
    public void passTime() {
        while (change(simulation.passing()::some)) {
            // Each round takes a part.
        }
        change(objects -> {
            simulation.passing().daily(objects);
            return null;
        });
    }

    /// The newest payments, refunds, disputes, payouts and open checkouts.
    public List<Thing> recent(int most) {
        return transactions.see(objects -> RecentThings.read(most, objects));
    }

    /// Webhook endpoints, and what becomes of the next webhooks.
    public Webhooks webhooks() {
        return webhooks;
    }

    /// Makes the next requests fail; for trying out how the product bears it.
    public Faults faults() {
        return faults;
    }

    /// Everything is lost for that long: requests fail, and no webhook is sent.
    public void beDown(Duration time) {
        faults.down(time);
    }

    /// The webhooks of the next events never leave.
    public void loseWebhooks(int events) {
        webhooks.lose(events);
    }

    private <T> T change(Function<StoredObjects, T> change) {
        try {
            T done = transactions.change(change);
            courier.wake();
            return done;
        } catch (StripeRefusal refusal) {
            throw new Rejected(refusal, "simulator_refused", refusal.getMessage());
        }
    }

    @Override
    public void close() {
        brokenAnswers.close();
        courier.close();
        server.stop(0);
        threads.close();
    }
}
