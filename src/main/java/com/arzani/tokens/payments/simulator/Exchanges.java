package com.arzani.tokens.payments.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP side: bearer key, API version, size of the body, status and headers.
final class Exchanges implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
    private static final int BODY_BYTES_MAX = 1 << 20;
    private static final int OK = 200;

    private final String secretKey;
    private final Answering answering;
    private final Faults faults;

    Exchanges(String secretKey, Answering answering, Faults faults) {
        this.secretKey = secretKey;
        this.answering = answering;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answering.Answer answer;
            try {
                checkKey(exchange);
                checkVersion(exchange);
                faults.strike();
                answer = answering.answer(request(exchange));
            } catch (StripeRefusal refusal) {
                send(exchange, refusal.status(), refusal.body().toString(), refusal.headers());
                return;
            } catch (RuntimeException failure) {
                LOG.warn("The Stripe simulator could not answer", failure);
                StripeRefusal broken = StripeRefusal.broken(500);
                send(exchange, broken.status(), broken.body().toString(), Map.of());
                return;
            }
            faults.loseAnswer();
            send(exchange, OK, answer.body(), answer.replayed() ? Map.of("Idempotent-Replayed", "true") : Map.of());
        } catch (Faults.LostAnswer lost) {
            LOG.debug("An answer was lost on purpose");
        }
    }

    private void checkKey(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!("Bearer " + secretKey).equals(authorization)) {
            throw StripeRefusal.invalidKey();
        }
    }

    private static void checkVersion(HttpExchange exchange) {
        String version = exchange.getRequestHeaders().getFirst("Stripe-Version");
        if (version != null && !version.equals(StripeSimulator.API_VERSION)) {
            throw StripeRefusal.invalid("Invalid Stripe API version: " + version, null);
        }
    }

    private static Answering.Request request(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            throw StripeRefusal.invalid("The request is too large.", null);
        }
        String encoded = method.equals("POST")
                ? new String(body, StandardCharsets.UTF_8)
                : exchange.getRequestURI().getRawQuery();
        Optional<String> key = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        return new Answering.Request(method, exchange.getRequestURI().getPath(), encoded, key);
    }

    private static void send(HttpExchange exchange, int status, String body, Map<String, String> headers)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Stripe-Version", StripeSimulator.API_VERSION);
        exchange.getResponseHeaders()
                .set("Request-Id", "req_" + UUID.randomUUID().toString().replace("-", ""));
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
