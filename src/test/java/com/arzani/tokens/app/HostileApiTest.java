package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/// H8 and H10 for the API, over plain sockets: what no HTTP client would send.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("it reads the log of the whole program")
class HostileApiTest {
    private final TestDatabase database;
    private ApiFixture api;
    private long listing;
    private String bearer;

    HostileApiTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        api = new ApiFixture(database);
        listing = api.seed.listing(api.seed.user(), "Bakery");
        bearer =
                "Authorization: Bearer " + ApiFixture.token(api.seed.user()) + "\r\nContent-Type: application/json\r\n";
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /// Sends these bytes and gives the head of the answer; empty if the connection just ended.
    private String send(Writing writing) {
        try (Socket socket = new Socket("127.0.0.1", api.server().port())) {
            socket.setSoTimeout(40_000);
            try {
                writing.to(socket.getOutputStream());
                socket.getOutputStream().flush();
            } catch (IOException closedMeanwhile) {
                // The answer is what counts: it may come before all is written.
            }
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            int next;
            while ((next = socket.getInputStream().read()) >= 0) {
                head.write(next);
                if (head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                    break;
                }
            }
            return head.toString(StandardCharsets.US_ASCII);
        } catch (IOException reset) {
            return "";
        }
    }

    private static int status(String head) {
        return head.startsWith("HTTP/1.1 ") ? Integer.parseInt(head.substring(9, 12)) : 0;
    }

    private String contact(String... headers) {
        return "POST /api/businesses/" + listing + "/contact HTTP/1.1\r\nHost: localhost\r\n" + bearer
                + String.join("", headers) + "\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void othersAreUnaffected() {
        assertThat(api.get("/api/tokens/packages", null).status()).isEqualTo(200);
    }

    @Test
    void h8_whatIsTooLargeOrPackedIsRefusedInBoundedMemory() throws IOException {
        assertThat(status(send(out -> out.write(ascii(contact("Content-Length: 2097152\r\n"))))))
                .isEqualTo(413);
        byte[] chunk = ascii("4000\r\n" + "x".repeat(0x4000) + "\r\n");
        int told = status(send(out -> {
            out.write(ascii(contact("Transfer-Encoding: chunked\r\n")));
            for (int number = 0; number < 10_000; number++) {
                out.write(chunk);
            }
        }));
        assertThat(told).isIn(413, 0);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[1 << 20]);
        }
        assertThat(status(send(out -> {
                    out.write(
                            ascii(contact("Content-Encoding: gzip\r\n", "Content-Length: " + packed.size() + "\r\n")));
                    out.write(packed.toByteArray());
                })))
                .isEqualTo(413);
        othersAreUnaffected();
    }

    @Test
    void h8_bodiesThatDoNotComeEndByTheirTime() throws InterruptedException {
        int[] statuses = new int[50];
        List<Thread> slow = IntStream.range(0, statuses.length)
                .mapToObj(number -> Thread.ofVirtual()
                        .start(() -> statuses[number] =
                                status(send(out -> out.write(ascii(contact("Content-Length: 100\r\n") + "{"))))))
                .toList();
        othersAreUnaffected();
        for (Thread thread : slow) {
            thread.join();
        }
        assertThat(statuses).containsOnly(408);
    }

    @TestFactory
    List<DynamicTest> h10_onlyTheOneWayIsOpen() {
        String path = "/api/businesses/" + listing + "/contact";
        String body = ContactApiTest.FORM;
        String rest = "Host: localhost\r\n" + bearer;
        String length = "Content-Length: " + body.length() + "\r\n";
        Map<String, String> requests = Map.ofEntries(
                Map.entry("GET", "GET " + path + " HTTP/1.1\r\n" + rest + "\r\n"),
                Map.entry("PUT", "PUT " + path + " HTTP/1.1\r\n" + rest + length + "\r\n"),
                Map.entry("DELETE", "DELETE " + path + " HTTP/1.1\r\n" + rest + "\r\n"),
                Map.entry("OPTIONS", "OPTIONS " + path + " HTTP/1.1\r\n" + rest + "\r\n"),
                Map.entry("HEAD", "HEAD /api/tokens/balance HTTP/1.1\r\n" + rest + "\r\n"),
                Map.entry("an invented method", "GRAB " + path + " HTTP/1.1\r\n" + rest + "\r\n"),
                Map.entry("two slashes", "POST /" + path + " HTTP/1.1\r\n" + rest + length + "\r\n"),
                Map.entry("a slash behind", "POST " + path + "/ HTTP/1.1\r\n" + rest + length + "\r\n"),
                Map.entry("dots", "POST /x/.." + path + " HTTP/1.1\r\n" + rest + length + "\r\n"),
                Map.entry("coded dots", "POST /x/%2e%2e" + path + " HTTP/1.1\r\n" + rest + length + "\r\n"),
                Map.entry(
                        "a coded letter",
                        "POST " + path.replace("api", "%61pi") + " HTTP/1.1\r\n" + rest + length + "\r\n"),
                Map.entry("a path parameter", "POST " + path + ";a=b HTTP/1.1\r\n" + rest + length + "\r\n"),
                Map.entry(
                        "a number with a sign",
                        "POST /api/businesses/-1/contact HTTP/1.1\r\n" + rest + length + "\r\n"),
                Map.entry(
                        "a number with zeros",
                        "POST /api/businesses/0" + listing + "/contact HTTP/1.1\r\n" + rest + length + "\r\n"),
                Map.entry(
                        "no number",
                        "POST /api/businesses/x'%20OR%201=1/contact HTTP/1.1\r\n" + rest + length + "\r\n"),
                Map.entry(
                        "another host",
                        "POST " + path + " HTTP/1.1\r\nHost: evil.example\r\n" + bearer + length + "\r\n"),
                Map.entry("no host", "POST " + path + " HTTP/1.1\r\n" + bearer + length + "\r\n"),
                Map.entry(
                        "two lengths", "POST " + path + " HTTP/1.1\r\n" + rest + length + "Content-Length: 5\r\n\r\n"),
                Map.entry(
                        "length and chunks",
                        "POST " + path + " HTTP/1.1\r\n" + rest + length + "Transfer-Encoding: chunked\r\n\r\n"));
        return requests.entrySet().stream()
                .map(request -> DynamicTest.dynamicTest(request.getKey(), () -> {
                    boolean withBody =
                            request.getValue().toLowerCase(Locale.ROOT).contains("content-length");
                    String head = send(out -> out.write(ascii(request.getValue() + (withBody ? body : ""))));
                    assertThat(status(head)).isIn(400, 404, 405);
                    if (status(head) == 405) {
                        assertThat(head).contains("Allow: ");
                    }
                    assertThat(database.sql().number("SELECT count(*) FROM business_inquiries"))
                            .isZero();
                }))
                .toList();
    }

    @Test
    void aRequestsIdIsGivenBackIfItCanBeKept() {
        assertThat(api.send(api.request("/api/tokens/packages", null)
                                .header("X-Request-Id", "req-1.2_3")
                                .GET())
                        .header("X-Request-Id"))
                .isEqualTo("req-1.2_3");
        for (String id : List.of("a b", "x".repeat(65), "<script>", "a;b")) {
            assertThat(api.send(api.request("/api/tokens/packages", null)
                                    .header("X-Request-Id", id)
                                    .GET())
                            .header("X-Request-Id"))
                    .matches("[0-9a-f-]{36}");
        }
    }

    @Test
    void neitherTokenNorBodyNorAddressIsLogged() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger ours = (Logger) LoggerFactory.getLogger("com.arzani");
        Level before = ours.getLevel();
        ours.setLevel(Level.INFO);
        ours.addAppender(log);
        long user = api.seed.user();
        String token = ApiFixture.token(user);
        try {
            String secretive = ContactApiTest.FORM.replace("Hello", "secretive");
            api.post("/api/businesses/" + listing + "/contact", token, secretive.replace("test@", "secretive-test@"));
            api.post("/api/businesses/" + listing + "/contact", token, secretive.replace("}", ""));
            api.post("/api/businesses/" + listing + "/contact", "secretive" + token, secretive);
            api.get("/tokens/success?session_id=secretive", null);
            api.get("/secretive/path", null);
        } finally {
            ours.detachAppender(log);
            ours.setLevel(before);
        }
        List<String> lines =
                log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(lines)
                .anyMatch(line -> line.contains("route=/api/businesses/{id}/contact") && line.contains("user=" + user))
                .noneMatch(line -> line.contains("secretive")
                        || line.contains(token)
                        || line.contains("example.com")
                        || line.contains("\n"));
        assertThat(log.list).noneMatch(event -> event.getThrowableProxy() != null);
    }

    /// F15 for the API: nothing hangs, and nothing is half done.
    @Test
    void f15_whileTheDatabaseIsAwayEachHearsToComeAgain() {
        try (TestDatabase other = database.another("away");
                ApiFixture away = new ApiFixture(other)) {
            long user = away.seed.user();
            String token = ApiFixture.token(user);
            assertThat(away.get("/api/tokens/balance", token).status()).isEqualTo(200);
            String name = other.profile().database();
            database.sql().execute("ALTER DATABASE \"" + name + "\" WITH ALLOW_CONNECTIONS false");
            database.sql()
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
            ApiFixture.Reply reply = away.get("/api/tokens/balance", token);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isEqualTo("5");
            assertThat(reply.code()).isEqualTo("service_away");
            assertThat(reply.json().path("detail").asText()).doesNotContain("SQL", "FATAL", name);
            database.sql().execute("ALTER DATABASE \"" + name + "\" WITH ALLOW_CONNECTIONS true");
            com.arzani.tokens.testing.Await.until(
                    "the database's return",
                    () -> away.get("/api/tokens/balance", token).status() == 200);
        }
    }
}
