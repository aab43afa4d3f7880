package com.arzani.tokens.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    private static final int MAX = 1 << 20;
    private static final int LARGE_AT_ONCE = 32;

    private final BodyReader reader = new BodyReader(MAX, Duration.ofSeconds(30));

    private static void refused(int status, BodyReader by, InputStream body, long announced) {
        assertThatThrownBy(() -> by.read(body, announced))
                .isInstanceOfSatisfying(
                        BodyReader.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
    }

    @Test
    void h8_exactlyTheLimitIsReadAndOneByteMoreIsNot() throws Exception {
        assertThat(reader.read(new ByteArrayInputStream(new byte[MAX]), MAX)).hasSize(MAX);
        refused(413, reader, new ByteArrayInputStream(new byte[MAX + 1]), -1);
        refused(413, reader, InputStream.nullInputStream(), MAX + 1L);
    }

    @Test
    void h8_aBodyThatKeepsComingByteByByteEndsByItsTime() {
        InputStream drip = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int from, int count) {
                buffer[from] = 'x';
                return 1;
            }
        };
        refused(408, new BodyReader(MAX, Duration.ofMillis(20)), drip, -1);
    }

    @Test
    void h8_aConnectionOnWhichNothingComesEnds() {
        InputStream silent = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("idle timeout");
            }
        };
        refused(408, reader, silent, 100);
    }

    /// Large bodies are few at once, small ones go on beside them, and room is given back.
    @Test
    void h8_largeBodiesTogetherAreBounded() throws Exception {
        CountDownLatch held = new CountDownLatch(LARGE_AT_ONCE);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> holding = new ArrayList<>();
        for (int number = 0; number < LARGE_AT_ONCE; number++) {
            holding.add(Thread.ofVirtual().start(() -> {
                try {
                    reader.read(new Pausing(held, go), -1);
                } catch (BodyReader.Refused notExpected) {
                    throw new IllegalStateException(notExpected);
                }
            }));
        }
        held.await();
        refused(503, reader, new ByteArrayInputStream(new byte[100_000]), -1);
        assertThat(reader.read(new ByteArrayInputStream(new byte[60_000]), -1)).hasSize(60_000);
        go.countDown();
        for (Thread thread : holding) {
            thread.join();
        }
        assertThat(reader.read(new ByteArrayInputStream(new byte[100_000]), -1)).hasSize(100_000);
    }

    /// Gives 80,000 bytes, then says so and waits before it ends.
    private static final class Pausing extends InputStream {
        private final CountDownLatch held;
        private final CountDownLatch go;
        private int left = 80_000;

        Pausing(CountDownLatch held, CountDownLatch go) {
            this.held = held;
            this.go = go;
        }

        @Override
        public int read() throws IOException {
            throw new IOException("read in blocks");
        }

        @Override
        public int read(byte[] buffer, int from, int count) throws IOException {
            if (left == 0) {
                held.countDown();
                try {
                    go.await();
                } catch (InterruptedException stop) {
                    throw new IOException(stop);
                }
                return -1;
            }
            int given = Math.min(left, count);
            left -= given;
            return given;
        }
    }
}
