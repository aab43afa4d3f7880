package com.arzani.tokens.payments.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries events to webhook endpoints: many at once and in no order, as Stripe does. A redirect or anything but 2xx
/// counts as not taken. It sleeps until something is posted or a pause ends.
final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int LETTERS_AT_ONCE = 64;
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(10);
    private static final long LOOK_AGAIN_MILLIS = 1_000;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_WAIT)
            .build();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Transactions transactions;
    private final Deliveries deliveries;
    private final Clock clock;
    private final BooleanSupplier resting;
    private final Thread thread = Thread.ofVirtual().name("stripe-webhooks").unstarted(this::work);
    private boolean woken;
    private volatile boolean closed;

    /// @param resting whether Stripe sends nothing just now
    Courier(Transactions transactions, Deliveries deliveries, Clock clock, BooleanSupplier resting) {
        this.transactions = transactions;
        this.deliveries = deliveries;
        this.clock = clock;
        this.resting = resting;
    }

    void start() {
        thread.start();
    }

    /// Something was posted, or time has passed.
    void wake() {
        lock.lock();
        try {
            woken = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            while (!closed) {
                step();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        try {
            if (resting.getAsBoolean() || !round()) {
                rest();
            }
        } catch (RuntimeException later) {
            LOG.debug("Webhooks were not sent; tried again in a moment", later);
            pauseAfterFailure();
        }
    }

    /// Sends what is due; whether there was anything.
    private boolean round() {
        List<Deliveries.Letter> letters = transactions.change(objects -> deliveries.claim(LETTERS_AT_ONCE, objects));
        if (letters.isEmpty()) {
            return false;
        }
        sendAll(letters);
        return true;
    }

    /// Sends at once, whatever is planned; gives what the endpoints answered.
    List<Integer> sendAll(List<Deliveries.Letter> letters) {
        List<CompletableFuture<Deliveries.Outcome>> under = new ArrayList<>();
        for (Deliveries.Letter letter : letters) {
            under.add(send(letter)
                    .handle((answer, lost) -> new Deliveries.Outcome(letter, lost == null ? answer.statusCode() : 0)));
        }
        List<Deliveries.Outcome> outcomes =
                under.stream().map(CompletableFuture::join).toList();
        if (!closed) {
            transactions.change(objects -> {
                deliveries.record(outcomes, objects);
                return null;
            });
        }
        return outcomes.stream().map(Deliveries.Outcome::status).toList();
    }

    private CompletableFuture<HttpResponse<Void>> send(Deliveries.Letter letter) {
        long second = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(URI.create(letter.url()))
                .timeout(ANSWER_WAIT)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
                .header("Stripe-Signature", WebhookSignature.header(letter.body(), second, letter.secrets()))
                .POST(HttpRequest.BodyPublishers.ofString(letter.body()))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    }

    private void rest() throws InterruptedException {
        Optional<Long> next = transactions.see(deliveries::nextIn);
        lock.lock();
        try {
            if (!woken && next.isPresent()) {
                news.await(Math.clamp(next.get(), 1, LOOK_AGAIN_MILLIS), TimeUnit.MILLISECONDS);
            }
            while (!woken && next.isEmpty()) {
                news.await();
            }
            woken = false;
        } finally {
            lock.unlock();
        }
    }

    private void pauseAfterFailure() throws InterruptedException {
        lock.lock();
        try {
            if (!closed) {
                news.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Not by an interrupt, which would break a connection of the pool in the middle of a statement.
    @Override
    public void close() {
        closed = true;
        wake();
        client.shutdownNow();
        try {
            thread.join(ANSWER_WAIT);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
