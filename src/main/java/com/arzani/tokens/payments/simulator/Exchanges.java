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

/// The HTTP side: bearer key, API version, size of the body, status and headers, and what goes wrong on purpose.
final class Exchanges implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
    private static final int BODY_BYTES_MAX = 1 << 20;

    private final String secretKey;
    private final Answering answering;
    private final Faults faults;
    private final BrokenAnswers brokenAnswers;

    Exchanges(String secretKey, Answering answering, Faults faults, BrokenAnswers brokenAnswers) {
        this.secretKey = secretKey;
        this.answering = answering;
        this.faults = faults;
        this.brokenAnswers = brokenAnswers;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String requestId = "req_" + UUID.randomUUID().toString().replace("-", "");
            exchange.getResponseHeaders().set("Request-Id", requestId);
            try {
                answer(exchange, requestId);
            } catch (StripeRefusal refusal) {
                send(exchange, refusal.status(), refusal.body().toString(), refusal.headers());
            } catch (RuntimeException failure) {
                LOG.warn("The Stripe simulator could not answer", failure);
                send(exchange, 500, StripeRefusal.broken(500).body().toString(), Map.of());
            }
        }
    }

    private void answer(HttpExchange exchange, String requestId) throws IOException {
        checkKey(exchange);
        checkVersion(exchange);
        brokenAnswers.holdUp(faults.pause());
        Answering.Request request = request(exchange, requestId);
        Faults.Fault fault =
                faults.next(request.method() + " " + request.path()).orElse(null);
        if (fault instanceof Faults.Refused refused) {
            throw refused.refusal();
        }
        Faults.Broken broken = fault instanceof Faults.Broken way ? way : null;
        if (broken != null && brokenAnswers.insteadOfWork(exchange, broken)) {
            return;
        }
        Optional<Faults.KeptFailure> kept =
                fault instanceof Faults.KeptFailure failure ? Optional.of(failure) : Optional.empty();
        Answering.Answer answer = answering.answer(request, kept);
        if (broken != null) {
            brokenAnswers.afterWork(exchange, broken, answer.body());
            return;
        }
        send(
                exchange,
                answer.status(),
                answer.body(),
                answer.replayed() ? Map.of("Idempotent-Replayed", "true") : Map.of());
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

    private static Answering.Request request(HttpExchange exchange, String id) throws IOException {
        String method = exchange.getRequestMethod();
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            throw StripeRefusal.invalid("The request is too large.", null);
        }
        String encoded = method.equals("POST")
                ? new String(body, StandardCharsets.UTF_8)
                : exchange.getRequestURI().getRawQuery();
        Optional<String> key = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        return new Answering.Request(id, method, exchange.getRequestURI().getPath(), encoded, key);
    }

    private static void send(HttpExchange exchange, int status, String body, Map<String, String> headers)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Stripe-Version", StripeSimulator.API_VERSION);
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
