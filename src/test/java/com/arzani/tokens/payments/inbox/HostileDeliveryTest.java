package com.arzani.tokens.payments.inbox;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// H8 and H10, over plain sockets: what no HTTP client would send.
@PostgresTest
class HostileDeliveryTest {
    private static final int PAUSE_MILLIS = 1_000;

    private final TestDatabase database;
    private InboxFixture inbox;

    HostileDeliveryTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws Exception {
        inbox = new InboxFixture(database);
    }

    @AfterEach
    void stop() {
        inbox.close();
    }

    /// Sends these bytes and gives the status of the answer; 0 if the connection just ended.
    private int send(Writing writing) {
        try (Socket socket = new Socket("127.0.0.1", inbox.server.port())) {
            socket.setSoTimeout(40_000);
            try {
                writing.to(socket.getOutputStream());
                socket.getOutputStream().flush();
            } catch (IOException closedMeanwhile) {
                // The answer is what counts: it may come before all is written.
            }
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int next;
            while ((next = socket.getInputStream().read()) >= 0 && next != '\r') {
                line.write(next);
            }
            String status = line.toString(StandardCharsets.US_ASCII);
            return status.startsWith("HTTP/1.1 ") ? Integer.parseInt(status.substring(9, 12)) : 0;
        } catch (IOException reset) {
            return 0;
        }
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static String head(String line, String... headers) {
        return line + "\r\nHost: localhost\r\n" + String.join("", List.of(headers)) + "\r\n";
    }

    private static String post(String... headers) {
        return head("POST /webhooks/stripe HTTP/1.1", headers);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void othersAreUnaffected() {
        String body = inbox.made("product.created", "product", "prod_1");
        assertThat(inbox.deliver(body).statusCode()).isEqualTo(200);
    }

    @Test
    void h8_twoMegabytesAreRefusedByTheirHeader() {
        int status = send(out -> out.write(ascii(post("Content-Length: 2097152\r\n"))));
        assertThat(status).isEqualTo(413);
        othersAreUnaffected();
    }

    @Test
    void h8_chunksWithoutEndAreRefusedAtTheLimit() {
        byte[] chunk = ascii("4000\r\n" + "x".repeat(0x4000) + "\r\n");
        int status = send(out -> {
            out.write(ascii(post("Transfer-Encoding: chunked\r\n")));
            for (int number = 0; number < 100_000; number++) {
                out.write(chunk);
            }
        });
        // Whoever goes on writing may find the connection gone before reading the answer.
        assertThat(status).isIn(413, 0);
        int told = send(out -> {
            out.write(ascii(post("Transfer-Encoding: chunked\r\n")));
            for (int number = 0; number < 65; number++) {
                out.write(chunk);
            }
        });
        assertThat(told).isEqualTo(413);
        othersAreUnaffected();
    }

    @Test
    void h8_aGzipBombIsNotUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1 << 20];
            for (int number = 0; number < 100; number++) {
                gzip.write(zeros);
            }
        }
        int status = send(out -> {
            out.write(ascii(post("Content-Encoding: gzip\r\n", "Content-Length: " + packed.size() + "\r\n")));
            out.write(packed.toByteArray());
        });
        assertThat(status).isEqualTo(413);
        othersAreUnaffected();
    }

    @Test
    void h8_withoutALengthThereIsNoBody() {
        assertThat(send(out -> out.write(ascii(post())))).isEqualTo(400);
        othersAreUnaffected();
    }

    /// Two hundred bodies that stay away hold neither the server nor each other; each hears that it was too slow.
    @Test
    void h8_bodiesThatDoNotComeEndByTheirTime() throws InterruptedException {
        int[] statuses = new int[200];
        List<Thread> slow = IntStream.range(0, 200)
                .mapToObj(number -> Thread.ofVirtual()
                        .start(() -> statuses[number] =
                                send(out -> out.write(ascii(post("Content-Length: 100\r\n") + "{")))))
                .toList();
        othersAreUnaffected();
        for (Thread thread : slow) {
            thread.join();
        }
        assertThat(statuses).containsOnly(408);
        othersAreUnaffected();
    }

    @Test
    @Tag("soak")
    void h8_oneByteNowAndThenEndsByTheWholeTime() {
        int status = send(out -> {
            out.write(ascii(post("Content-Length: 100\r\n")));
            for (int number = 0; number < 20; number++) {
                out.write('{');
                out.flush();
                pause();
            }
        });
        assertThat(status).isEqualTo(408);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aDeliveryUnderWayWhenTheServiceStopsIsStillTakenIn() throws InterruptedException {
        String body = inbox.made("product.created", "product", "prod_1");
        String signed = "Stripe-Signature: " + InboxFixture.sign(body, InboxFixture.SECRET) + "\r\n";
        Thread[] stopping = new Thread[1];
        int status = send(out -> {
            out.write(ascii(post("Content-Length: " + body.length() + "\r\n", signed) + body.substring(0, 20)));
            out.flush();
            pause();
            stopping[0] = Thread.ofVirtual().start(inbox.server::close);
            pause();
            out.write(ascii(body.substring(20)));
        });
        assertThat(status).isEqualTo(200);
        stopping[0].join();
        assertThat(inbox.stored()).isEqualTo(1);
    }

    @TestFactory
    List<DynamicTest> h10_onlyTheOneWayIsOpen() {
        String body = inbox.made("product.created", "product", "prod_1");
        String signed = "Stripe-Signature: " + InboxFixture.sign(body, InboxFixture.SECRET) + "\r\n";
        String length = "Content-Length: " + body.length() + "\r\n";
        Map<String, String> requests = Map.ofEntries(
                Map.entry("GET", head("GET /webhooks/stripe HTTP/1.1")),
                Map.entry("PUT", head("PUT /webhooks/stripe HTTP/1.1", length, signed)),
                Map.entry("OPTIONS", head("OPTIONS /webhooks/stripe HTTP/1.1")),
                Map.entry("TRACE", head("TRACE /webhooks/stripe HTTP/1.1")),
                Map.entry("two slashes", head("POST //webhooks/stripe HTTP/1.1", length, signed)),
                Map.entry("a slash behind", head("POST /webhooks/stripe/ HTTP/1.1", length, signed)),
                Map.entry("capitals", head("POST /Webhooks/stripe HTTP/1.1", length, signed)),
                Map.entry("dots", head("POST /x/../webhooks/stripe HTTP/1.1", length, signed)),
                Map.entry("coded dots", head("POST /x/%2e%2e/webhooks/stripe HTTP/1.1", length, signed)),
                Map.entry("a coded letter", head("POST /webhooks/%73tripe HTTP/1.1", length, signed)),
                Map.entry("a path parameter", head("POST /webhooks/stripe;a=b HTTP/1.1", length, signed)),
                Map.entry("a line break in the path", head("POST /webhooks/stripe%0d%0aforged HTTP/1.1", length)),
                Map.entry(
                        "another host",
                        "POST /webhooks/stripe HTTP/1.1\r\nHost: evil.example\r\n" + length + signed + "\r\n"),
                Map.entry("no host", "POST /webhooks/stripe HTTP/1.1\r\n" + length + signed + "\r\n"),
                Map.entry(
                        "two lengths", head("POST /webhooks/stripe HTTP/1.1", length, "Content-Length: 5\r\n", signed)),
                Map.entry(
                        "length and chunks",
                        head("POST /webhooks/stripe HTTP/1.1", length, "Transfer-Encoding: chunked\r\n", signed)),
                Map.entry("elsewhere", head("GET /etc/passwd HTTP/1.1")));
        return requests.entrySet().stream()
                .map(request -> DynamicTest.dynamicTest(request.getKey(), () -> {
                    boolean withBody =
                            request.getValue().toLowerCase(Locale.ROOT).contains("content-length");
                    int status = send(out -> out.write(ascii(request.getValue() + (withBody ? body : ""))));
                    assertThat(status).isIn(400, 404, 405);
                    assertThat(inbox.stored()).isZero();
                }))
                .toList();
    }
}
