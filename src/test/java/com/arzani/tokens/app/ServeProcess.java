package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The service as a process of its own.
final class ServeProcess implements AutoCloseable {
    static final String SECRET = "whsec_of_the_process_test";

    private final HttpClient http = HttpClient.newHttpClient();
    final Process process;
    private final BufferedReader lines;
    private final URI address;

    ServeProcess(Path data) throws IOException {
        this(data, Map.of());
    }

    /// @param environment settings beside the usual ones
    ServeProcess(Path data, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--data",
                data.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("STRIPE_WEBHOOK_SECRET", SECRET);
        builder.environment().put("PORT", "0");
        builder.environment().remove("STRIPE_SECRET_KEY");
        builder.environment().putAll(environment);
        process = builder.start();
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line;
        StringBuilder told = new StringBuilder();
        do {
            line = lines.readLine();
            told.append(line).append('\n');
        } while (line != null && !line.contains("http://"));
        assertThat(line).as(told.toString()).isNotNull();
        assertThat(told).doesNotContain(SECRET);
        address = URI.create(line.substring(line.indexOf("http://")).strip());
    }

    URI address(String path) {
        return address.resolve(path);
    }

    int get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    HttpResponse<String> deliver(String id) throws Exception {
        long now = Clock.systemUTC().instant().getEpochSecond();
        String body = "{\"id\":\"" + id + "\",\"object\":\"event\",\"type\":\"product.created\",\"livemode\":false,"
                + "\"created\":" + now + ",\"pending_webhooks\":1,"
                + "\"data\":{\"object\":{\"id\":\"prod_1\",\"object\":\"product\"}}}";
        return http.send(
                HttpRequest.newBuilder(address)
                        .header("Stripe-Signature", Webhook.Signature.generateSignatureHeader(body, SECRET, now))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    String rest() throws IOException {
        StringBuilder rest = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            rest.append(line).append('\n');
        }
        return rest.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
