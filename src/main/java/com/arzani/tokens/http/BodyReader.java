package com.arzani.tokens.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Reads a request's body into memory, bounded in size, in time, and in all requests together (H8).
final class BodyReader {
    static final int TOO_LARGE = 413;
    static final int TOO_SLOW = 408;
    static final int TOO_MANY = 503;

    private static final int BUFFER_BYTES = 8 * 1024;
    private static final int SMALL_BYTES = 64 * 1024;
    /// Bodies beyond 64 KiB in memory at once: 32 MiB at most. Stripe's events have a few KiB.
    private static final int LARGE_AT_ONCE = 32;

    private final int bytesMax;
    private final Duration within;
    private final Semaphore large = new Semaphore(LARGE_AT_ONCE);

    BodyReader(int bytesMax, Duration within) {
        this.bytesMax = bytesMax;
        this.within = within;
    }

    /// The body cannot be taken; the status says why.
    static final class Refused extends Exception {
        private final int status;

        Refused(int status) {
            super(Integer.toString(status));
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /// @param announced the body's length by its header, or -1
    byte[] read(InputStream in, long announced) throws Refused {
        if (announced > bytesMax) {
            throw new Refused(TOO_LARGE);
        }
        boolean holdsLarge = false;
        try {
            long end = System.nanoTime() + within.toNanos();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            int count;
            while ((count = in.read(buffer)) >= 0) {
                if (body.size() + count > bytesMax) {
                    throw new Refused(TOO_LARGE);
                }
                if (System.nanoTime() - end > 0) {
                    throw new Refused(TOO_SLOW);
                }
                if (!holdsLarge && body.size() + count > SMALL_BYTES) {
                    holdsLarge = large.tryAcquire();
                    if (!holdsLarge) {
                        throw new Refused(TOO_MANY);
                    }
                }
                body.write(buffer, 0, count);
            }
            return body.toByteArray();
        } catch (IOException silent) {
            // The server ends the reading of a connection on which nothing comes any more.
            throw new Refused(TOO_SLOW);
        } finally {
            if (holdsLarge) {
                large.release();
            }
        }
    }
}
