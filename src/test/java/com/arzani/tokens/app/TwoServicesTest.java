package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.http.BearerTokens;
import com.arzani.tokens.http.TokenRules;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.ui.Texts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two services on one database under load, one of them killed: what was not answered is asked again under its key, and
/// no
/// token is lost or spent twice.
class TwoServicesTest {
    private static final int BUYERS = 6;
    private static final int CONTACTS = 30;
    private static final int KILL_AFTER = 40;
    private static final long TOKENS = 200;
    private static final Pattern SPENT = Pattern.compile("\"tokensSpent\": ?([0-9]+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Long> answered = new ConcurrentHashMap<>();
    private final CountDownLatch enough = new CountDownLatch(KILL_AFTER);

    @Test
    void f13_oneOfTwoKilledUnderLoadLosesAndDoublesNothing(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        Clock clock = Clock.systemUTC();
        Settings settings = new Settings(data, null, folder.resolve("profiles"));
        Map<String, String> environment = Map.of("DB_POOL_MAX", "8", "TOKEN_CONSUMPTION_RATE_LIMIT", "100000");
        try (EmbeddedHouse house = new EmbeddedHouse(settings, Texts.load(), clock)) {
            house.prepare((fraction, step) -> {});
            Sql sql = new Sql(house.server().ownerSource());
            List<Long> buyers = buyers(sql);
            List<Long> listings = listings(sql);
            TokenRules rules = DemonstrationSecret.rules(data);
            try (ServeProcess first = new ServeProcess(data, environment);
                    ServeProcess second = new ServeProcess(data, environment);
                    ExecutorService threads = Executors.newFixedThreadPool(BUYERS)) {
                List<ServeProcess> services = List.of(first, second);
                List<Future<?>> work = new ArrayList<>();
                for (long buyer : buyers) {
                    String token = BearerTokens.sign(
                            rules, Long.toString(buyer), false, clock.instant(), Duration.ofMinutes(30));
                    work.add(threads.submit(() -> contactAll(services, listings, token)));
                }
                enough.await();
                first.process.destroyForcibly().waitFor();
                for (Future<?> done : work) {
                    done.get();
                }
            }
            assertThat(answered).hasSize(BUYERS * CONTACTS);
            assertThat(sql.number("SELECT count(*) FROM business_inquiries")).isEqualTo(BUYERS * CONTACTS);
            long spent = answered.values().stream().mapToLong(Long::longValue).sum();
            assertThat(sql.number("SELECT sum(token_balance) FROM user_tokens WHERE user_id <= ?", buyers.getLast()))
                    .isEqualTo(BUYERS * TOKENS - spent);
            try (Database jobs = Database.open(
                    house.profile(),
                    house.credentials(EmbeddedHouse.JOBS_LOGIN),
                    DatabaseOptions.jobs(clock, Ledger.ENTITIES.toArray(Class[]::new))
                            .withPoolSize(2))) {
                assertThat(new LedgerProof(jobs).run(count -> {}).differences()).isEmpty();
            }
        }
    }

    private static List<Long> buyers(Sql sql) {
        List<Long> buyers = new ArrayList<>();
        for (int number = 0; number < BUYERS; number++) {
            long user = sql.number(
                    "INSERT INTO users (email, buyer_plan) VALUES (?, 'pro') RETURNING id", number + "@example.com");
            sql.execute(
                    "SELECT adjust_tokens(?, ?, 1, ?, 'goodwill', 'For the test')",
                    UUID.randomUUID().toString(),
                    user,
                    TOKENS);
            buyers.add(user);
        }
        return buyers;
    }

    private static List<Long> listings(Sql sql) {
        long seller = sql.number("INSERT INTO users (email) VALUES ('seller@example.com') RETURNING id");
        List<Long> listings = new ArrayList<>();
        for (int number = 0; number < CONTACTS / 2; number++) {
            listings.add(sql.number(
                    "INSERT INTO businesses (user_id, business_name) VALUES (?, 'Shop') RETURNING id", (int) seller));
        }
        return listings;
    }

    /// Each listing twice: two tokens, then one.
    private Void contactAll(List<ServeProcess> services, List<Long> listings, String token)
            throws InterruptedException {
        for (int number = 0; number < CONTACTS; number++) {
            String key = UUID.randomUUID().toString();
            String path = "/api/businesses/" + listings.get(number % listings.size()) + "/contact";
            String body = null;
            for (int attempt = 0; body == null; attempt++) {
                body = contact(services.get((number + attempt) % 2).address(path), token, key);
                assertThat(attempt).isLessThan(100);
            }
            Matcher spent = SPENT.matcher(body);
            assertThat(spent.find()).as(body).isTrue();
            answered.put(key, Long.parseLong(spent.group(1)));
            enough.countDown();
        }
        return null;
    }

    /// The answer, or null if there was none to rely on.
    private String contact(URI address, String token, String key) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(ContactApiTest.FORM))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
            return answer.statusCode() == 200 ? answer.body() : null;
        } catch (IOException killed) {
            return null;
        }
    }
}
