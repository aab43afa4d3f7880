package com.arzani.tokens.payments.simulator;

import com.arzani.tokens.payments.StripeSchemas;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Stands between the product and the simulator and judges what each sends by Stripe's published shapes. It reads along
/// and changes nothing.
public final class CheckedProxy implements AutoCloseable {
    private static final Set<String> PASSED_ON =
            Set.of("authorization", "stripe-version", "idempotency-key", "content-type");

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final StripeSchemas schemas = new StripeSchemas();
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<URI> target;
    private final HttpServer server;

    public CheckedProxy(Supplier<URI> target) throws IOException {
        this.target = target;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Whatever went against the published shapes.
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /// `GET /v1/payment_intents` … in their order.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            URI uri = exchange.getRequestURI();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String encoded = method.equals("POST") ? body : uri.getRawQuery();
            requests.add(method + " " + uri.getPath());
            faults.addAll(schemas.requestFaults(method, uri.getPath(), encoded));
            HttpRequest.Builder onward = HttpRequest.newBuilder(target.get().resolve(uri))
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                    values.forEach(value -> onward.header(name, value));
                }
            });
            HttpResponse<byte[]> answer = client.send(onward.build(), HttpResponse.BodyHandlers.ofByteArray());
            faults.addAll(schemas.answerFaults(mapper.readTree(answer.body())));
            answer.headers().map().forEach((name, values) -> {
                if (!name.equals("content-length") && !name.equals("date")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        client.close();
    }
}
