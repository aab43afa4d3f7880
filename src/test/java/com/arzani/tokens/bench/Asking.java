package com.arzani.tokens.bench;

import java.io.IOException;
import java.util.Random;

/// One way of asking for something over and over.
interface Asking {
    /// Opens what one caller asks through, before the time is taken.
    Line open(Cell cell) throws Exception;

    /// One caller's own; used by one thread.
    interface Line extends AutoCloseable {
        /// Asks once; gives a status of HTTP.
        int ask(Random random) throws Exception;

        @Override
        void close() throws IOException;
    }
}
