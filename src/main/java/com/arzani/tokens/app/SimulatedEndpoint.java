package com.arzani.tokens.app;

import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.WebhookEndpoint;
import com.arzani.tokens.payments.simulator.SimulatorHost;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.problem.TokenProblem;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the simulator deliver to this process, whenever it is this process that runs it: the endpoint stays the same, so
/// that what waited for a console that has ended is delivered to the next one.
final class SimulatedEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedEndpoint.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration KEEP_OLD_SECRET = Duration.ofMinutes(1);
    private static final String EVERYTHING = "*";

    private final SimulatorHost host;
    private final StripeGateway stripe;
    private final Thread watch;
    private URI address;
    private StripeSimulator told;
    private volatile String secret;

    SimulatedEndpoint(SimulatorHost host, StripeGateway stripe) {
        this.host = host;
        this.stripe = stripe;
        this.watch = Thread.ofVirtual().name("simulated-endpoint").unstarted(this::watch);
    }

    /// Where this process takes events in.
    void at(URI webhook) {
        address = webhook;
    }

    void begin() {
        look();
        watch.start();
    }

    /// The secret of the endpoint, once there is one.
    List<String> secrets() {
        String known = secret;
        return known == null ? List.of() : List.of(known);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK_AGAIN);
                look();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        Optional<StripeSimulator> here = host.here();
        if (here.isEmpty() || here.get() == told) {
            return;
        }
        try {
            tell(here.get());
            told = here.get();
        } catch (TokenProblem later) {
            LOG.debug("The simulator was not told yet where to deliver", later);
        }
    }

    private void tell(StripeSimulator simulator) {
        Optional<WebhookEndpoint> before = stripe.webhookEndpoints().stream()
                .filter(endpoint -> endpoint.url().endsWith(address.getPath()))
                .findFirst();
        if (before.isEmpty()) {
            secret = simulator.webhooks().listen(address, EVERYTHING).secret();
        } else {
            stripe.moveWebhookEndpoint(
                    UUID.randomUUID().toString(), before.get().id(), address.toString());
            secret = simulator.webhooks().rollSecret(before.get().id(), KEEP_OLD_SECRET);
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
