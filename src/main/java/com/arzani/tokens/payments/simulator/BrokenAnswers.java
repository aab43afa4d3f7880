package com.arzani.tokens.payments.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Answers that do not arrive as they should. Whoever waits here is let go when the simulator closes.
final class BrokenAnswers implements AutoCloseable {
    private static final Duration SILENCE_MAX = Duration.ofMinutes(2);
    private static final int DROPS = 50;
    private static final int OK = 200;

    private final CountDownLatch closing = new CountDownLatch(1);

    void holdUp(Duration time) {
        try {
            if (!time.isZero()) {
                closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether that was all there is to the answer: nothing is done then.
    boolean insteadOfWork(HttpExchange exchange, Faults.Broken broken) throws IOException {
        switch (broken.way()) {
            case SILENT -> holdUp(SILENCE_MAX);
            case HTML -> html(exchange, broken.status());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void html(HttpExchange exchange, int status) throws IOException {
        byte[] page = "<html><head><title>Bad gateway</title></head><body>Try again later.</body></html>"
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(status, page.length);
        exchange.getResponseBody().write(page);
    }

    void afterWork(HttpExchange exchange, Faults.Broken broken, String body) throws IOException {
        if (broken.way() == Faults.Way.LOST) {
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(OK, bytes.length);
        OutputStream out = exchange.getResponseBody();
        if (broken.way() == Faults.Way.CUT) {
            out.write(bytes, 0, bytes.length / 2);
            out.flush();
            return;
        }
        int drop = Math.max(1, bytes.length / DROPS);
        for (int at = 0; at < bytes.length; at += drop) {
            out.write(bytes, at, Math.min(drop, bytes.length - at));
            out.flush();
            holdUp(broken.time().dividedBy(DROPS));
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
