package com.arzani.tokens.payments.stripe;

import java.time.Duration;

/// The passing of time, so that tests of waiting do not wait.
interface Time {
    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }
    };

    /// A moment on a clock that only runs forward.
    long nanos();

    void sleep(Duration duration) throws InterruptedException;
}
