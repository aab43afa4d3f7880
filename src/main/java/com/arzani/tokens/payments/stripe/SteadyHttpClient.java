package com.arzani.tokens.payments.stripe;

import com.arzani.tokens.money.Digits;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpURLConnectionClient;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Sends requests at a pace and asks again where that is safe. The SDK's own repetition is switched off: it leaves out
/// a
/// refused rate (429) and a connection reset in the middle, and does not read `Retry-After`.
///
/// Repeating is safe for every request, because each POST carries an idempotency key that stays the same here.
final class SteadyHttpClient extends HttpClient {
    /// Tries in all, when Stripe says it is too much; waits between them grow from 0.5 s to 30 s.
    static final int BUSY_TRIES_MAX = 8;

    /// Tries in all, for an answer that was lost or a failure on Stripe's side.
    static final int FAILED_TRIES_MAX = 3;

    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long WAIT_MILLIS_MAX = 30_000;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;

    private final HttpClient wire = new HttpURLConnectionClient();
    private final Pace pace;
    private final Time time;
    private final RandomGenerator random;

    SteadyHttpClient(Pace pace, Time time, RandomGenerator random) {
        this.pace = pace;
        this.time = time;
        this.random = random;
    }

    @Override
    public StripeResponse request(StripeRequest request) throws StripeException {
        for (int tries = 1; ; tries++) {
            StripeResponse response = null;
            try {
                pace.await();
                response = wire.request(request);
                if (!again(response, tries)) {
                    return response;
                }
            } catch (ApiConnectionException lost) {
                if (tries >= FAILED_TRIES_MAX) {
                    throw lost;
                }
            } catch (InterruptedException stop) {
                throw interrupted(stop);
            }
            pause(response, tries);
        }
    }

    private boolean again(StripeResponse response, int tries) {
        if (response.code() == TOO_MANY_REQUESTS) {
            pace.slower();
            return tries < BUSY_TRIES_MAX;
        }
        String advice = response.headers().firstValue("Stripe-Should-Retry").orElse("");
        boolean worthIt = response.code() == CONFLICT || response.code() >= SERVER_ERROR || advice.equals("true");
        return worthIt && !advice.equals("false") && tries < FAILED_TRIES_MAX;
    }

    private void pause(StripeResponse response, int tries) throws ApiConnectionException {
        try {
            time.sleep(wait(response, tries));
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
    }

    /// Full jitter: anything from the shortest wait to a ceiling that doubles; what Stripe asks for comes first.
    private Duration wait(StripeResponse response, int tries) {
        OptionalLong asked = response == null
                ? OptionalLong.empty()
                : response.headers()
                        .firstValue("Retry-After")
                        .map(Digits::parse)
                        .orElse(OptionalLong.empty());
        if (asked.isPresent()) {
            return Duration.ofMillis(Math.min(WAIT_MILLIS_MAX, Math.min(asked.getAsLong(), WAIT_MILLIS_MAX) * 1000));
        }
        long ceiling = Math.min(WAIT_MILLIS_MAX, FIRST_WAIT_MILLIS << Math.min(tries, 10));
        return Duration.ofMillis(random.nextLong(FIRST_WAIT_MILLIS, ceiling + 1));
    }

    private static ApiConnectionException interrupted(InterruptedException stop) {
        Thread.currentThread().interrupt();
        return new ApiConnectionException("stopped while waiting", stop);
    }
}
