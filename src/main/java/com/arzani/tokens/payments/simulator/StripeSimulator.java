package com.arzani.tokens.payments.simulator;

import com.arzani.tokens.database.Database;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A stateful Stripe on 127.0.0.1, kept in PostgreSQL (schema `simulator`): products, prices, checkout sessions,
/// payment
/// intents, charges, refunds, disputes, balance transactions and events, with Stripe's lists, cursors, expansion,
/// idempotency keys and refusals. It takes test keys alone and never moves money.
///
/// `pay`, `decline` and `dispute` are what customers and banks do; they are no part of the HTTP API.
///
/// Rows for a purchase that already happened are made by [PastPayments].
public final class StripeSimulator implements AutoCloseable {
    /// The API version it speaks, the one stripe-java 33.3.0 pins.
    public static final String API_VERSION = "2026-07-29.dahlia";

    private final Database database;
    private final ObjectMapper mapper;
    private final Endpoints endpoints;
    private final Faults faults = new Faults();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// @param port 0 for any free one
    /// @param secretKey the one bearer key it accepts
    /// @throws IOException if the port is taken
    public static StripeSimulator start(Database database, Clock clock, int port, String secretKey) throws IOException {
        return new StripeSimulator(database, clock, port, secretKey);
    }

    private StripeSimulator(Database database, Clock clock, int port, String secretKey) throws IOException {
        this.database = database;
        this.mapper = new ObjectMapper();
        this.endpoints = new Endpoints(mapper, clock);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        Answering answering = new Answering(database, mapper, endpoints, clock);
        server.createContext("/", new Exchanges(secretKey, answering, faults));
        server.setExecutor(threads);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// The customer pays an open checkout session; gives the payment intent's id.
    public String pay(String sessionId) {
        return change(objects -> endpoints.controls().pay(sessionId, objects));
    }

    /// The customer's card is declined; the session stays open. Gives the payment intent's id.
    public String decline(String sessionId) {
        return change(objects -> endpoints.controls().decline(sessionId, objects));
    }

    /// The customer's bank takes a payment back; gives the dispute's id.
    public String dispute(String paymentId, String reason) {
        return change(objects -> endpoints.controls().dispute(paymentId, reason, objects));
    }

    /// Makes the next requests fail; for trying out how the product bears it.
    public Faults faults() {
        return faults;
    }

    private String change(Function<StoredObjects, String> change) {
        return database.write(session -> change.apply(new StoredObjects(session, mapper)));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
