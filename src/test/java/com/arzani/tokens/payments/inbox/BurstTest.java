package com.arzani.tokens.payments.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.EmbeddedLogins;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.http.ServiceServer;
import com.arzani.tokens.payments.simulator.PastPayments;
import com.arzani.tokens.payments.simulator.SimulatorRow;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import com.arzani.tokens.payments.stripe.StripeSignature;
import com.arzani.tokens.testing.Await;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// F14 and F15 in one: many deliveries at once, a fifth of them twice, while the database is killed in the midst of
/// them
/// and comes back. On a server of its own.
class BurstTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(BurstTest.class);
    private static final String SECRET = "whsec_of_the_burst";
    private static final String KEY = "sk_test_simulated";
    private static final int AT_ONCE = 100;
    private static final int TOKENS = 30;

    @TempDir
    private Path folder;

    @Test
    void f14_f15_aBurstWithDuplicatesAndADatabaseThatDies() throws Exception {
        burst(1_000);
    }

    @Test
    @Tag("soak")
    void f14_f15_tenThousandWithDuplicatesAndADatabaseThatDies() throws Exception {
        burst(10_000);
    }

    private void burst(int deliveries) throws Exception {
        int sales = deliveries * 4 / 5;
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder, Map.of())) {
            Migrations.embedded(server.ownerSource()).migrate();
            new EmbeddedLogins(server.ownerSource()).make(server);
            Sql sql = new Sql(server.ownerSource());
            plant(sql, sales);
            DatabaseOptions options = DatabaseOptions.jobs(Clock.systemUTC())
                    .withPool(new DatabaseOptions.Pool(15, Duration.ofSeconds(2), Duration.ofSeconds(30)));
            try (Database jobs = Database.open(server.profile(), server.credentials("tokens_jobs"), options);
                    StripeSimulator simulator = StripeSimulator.start(jobs, Clock.systemUTC(), 0, KEY)) {
                StripeJavaGateway stripe = new StripeJavaGateway(KEY, () -> Optional.of(simulator.address()), 1_000);
                EventIntake intake = new EventIntake(jobs, new StripeSignature(List.of(SECRET), Clock.systemUTC()));
                EventHandlers handlers = new EventHandlers(List.of(new CheckoutEvents(jobs, stripe, false)));
                try (ServiceServer http =
                                ServiceServer.start(ServiceServer.Listening.onLoopback(), intake, () -> true);
                        InboxWorkers workers =
                                InboxWorkers.start(jobs, handlers, new InboxWorkers.Mode(false, Optional.empty()), 4)) {
                    intake.whenReceived(workers::wake);
                    deliver(http, events(sales, deliveries), () -> kill(folder));
                    // What was under way when the database died waits for its lease or its pause.
                    Await.until(
                            "every sale is worked off",
                            PATIENCE,
                            () -> sql.number("SELECT count(*) FROM webhook_logs WHERE status = 'processed'") == sales);
                }
            }
            assertThat(sql.number("SELECT count(*) FROM webhook_logs")).isEqualTo(sales);
            assertThat(sql.number("SELECT count(*) FROM token_orders WHERE status = 'paid'"))
                    .isEqualTo(sales);
            assertThat(sql.number("SELECT count(*) FROM user_tokens WHERE token_balance <> " + TOKENS))
                    .isZero();
            assertThat(sql.number("SELECT sum(token_balance) FROM user_tokens")).isEqualTo((long) sales * TOKENS);
            assertThat(sql.number("SELECT count(*) FROM token_transactions")).isEqualTo(2L * sales);
        }
    }

    private static void plant(Sql sql, int sales) {
        sql.execute("INSERT INTO users (id, email) SELECT i, 'buyer' || i || '@example.com'"
                + " FROM generate_series(1, " + sales + ") i");
        sql.execute(
                "INSERT INTO token_orders (id, operation_key, user_id, package_version_id, token_amount, bonus_tokens,"
                        + " price_pence, expires_at, stripe_checkout_session_id) SELECT i, 'order' || i, i, 2, 25, 5, 2500,"
                        + " ledger_now(), 'cs_test_s' || i FROM generate_series(1, " + sales + ") i");
        List<SimulatorRow> rows = new ArrayList<>();
        for (int sale = 1; sale <= sales; sale++) {
            rows.addAll(PastPayments.paid(new PastPayments.Paid(
                    "s" + sale, sale, 2500, Clock.systemUTC().instant(), 0, false)));
        }
        sql.execute(
                "INSERT INTO simulator.objects (id, object, created, parent, state)"
                        + " SELECT id, object, created, parent, state::jsonb FROM jsonb_to_recordset(?::jsonb)"
                        + " AS t(id text, object text, created bigint, parent text, state text)",
                new ObjectMapper().valueToTree(rows).toString());
    }

    /// Each sale's event, and as many again as make up the number, in any order.
    private static List<String> events(int sales, int deliveries) {
        long now = Clock.systemUTC().instant().getEpochSecond();
        List<String> events = new ArrayList<>();
        for (int number = 0; number < deliveries; number++) {
            int sale = number % sales + 1;
            events.add("""
                    {"id":"evt_%d","object":"event","api_version":"2026-07-29.dahlia","created":%d,"livemode":false,
                     "type":"checkout.session.completed","data":{"object":{"id":"cs_test_s%d","object":"checkout.session",
                     "amount_total":2500,"padding":"%s"}}}""".formatted(sale, now, sale, "x".repeat(3_000)));
        }
        Collections.shuffle(events, new Random(7));
        return events;
    }

    /// As Stripe does: what was not taken comes again.
    private static void deliver(ServiceServer http, List<String> events, Runnable midway) throws InterruptedException {
        Semaphore atOnce = new Semaphore(AT_ONCE);
        AtomicInteger taken = new AtomicInteger();
        ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        ConcurrentLinkedQueue<Long> millis = new ConcurrentLinkedQueue<>();
        long began = System.nanoTime();
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < events.size(); number++) {
                String event = events.get(number);
                atOnce.acquire();
                threads.submit(() -> {
                    try {
                        int status;
                        do {
                            long sent = System.nanoTime();
                            status = post(client, http, event);
                            statuses.add(status);
                            millis.add((System.nanoTime() - sent) / 1_000_000);
                        } while (status == 503);
                        taken.incrementAndGet();
                    } catch (RuntimeException unanswered) {
                        failures.add(unanswered.toString());
                    } finally {
                        atOnce.release();
                    }
                });
                if (number == events.size() * 2 / 5) {
                    midway.run();
                }
            }
        }
        List<Long> sorted = millis.stream().sorted().toList();
        LOG.info(
                "{} deliveries taken in {} ms, 99 of 100 within {} ms, answers {}",
                taken,
                (System.nanoTime() - began) / 1_000_000,
                sorted.get(sorted.size() * 99 / 100),
                statuses);
        assertThat(failures).isEmpty();
        assertThat(taken).hasValue(events.size());
        assertThat(statuses).isSubsetOf(200, 503).contains(200);
    }

    private static int post(HttpClient client, ServiceServer http, String event) {
        try {
            return client.send(
                            HttpRequest.newBuilder(http.webhook())
                                    .timeout(Duration.ofSeconds(60))
                                    .header("Stripe-Signature", InboxFixture.sign(event, SECRET))
                                    .POST(HttpRequest.BodyPublishers.ofString(event))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Kills every process of the database at once; its watch starts it again.
    private static void kill(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Path file = files.filter(path -> path.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow();
            ProcessHandle postmaster = ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(file).getFirst().strip()))
                    .orElseThrow();
            List<ProcessHandle> all = Stream.concat(postmaster.descendants(), Stream.of(postmaster))
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
