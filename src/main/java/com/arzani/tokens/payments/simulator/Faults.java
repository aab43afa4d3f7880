package com.arzani.tokens.payments.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/// Failures to come, in their order: each request meets the next one that is meant for it. For trying out how the
/// product bears them.
public final class Faults {
    private static final String ANY = "";

    private final Plans plans;
    private final String start;

    Faults(Clock clock) {
        this(new Plans(clock), ANY);
    }

    private Faults(Plans plans, String start) {
        this.plans = plans;
        this.start = start;
    }

    /// The same, for requests alone that begin like this: `POST /v1/refunds`.
    public Faults at(String methodAndPath) {
        return new Faults(plans, methodAndPath);
    }

    /// The next requests are refused as too many (429).
    ///
    /// @param retryAfterSeconds what the answer asks to wait; nothing is asked if negative
    public void tooMany(int times, int retryAfterSeconds) {
        Map<String, String> headers =
                retryAfterSeconds < 0 ? Map.of() : Map.of("Retry-After", Integer.toString(retryAfterSeconds));
        add(times, new Refused(StripeRefusal.tooMany(headers)));
    }

    /// The next requests fail on Stripe's side, with nothing done and nothing kept.
    public void broken(int times, int status) {
        add(times, new Refused(StripeRefusal.broken(status)));
    }

    /// The next requests fail on Stripe's side, and that answer is kept under their idempotency keys.
    ///
    /// @param afterWork whether the work was done all the same
    public void brokenAndKept(int times, int status, boolean afterWork) {
        add(times, new KeptFailure(status, afterWork));
    }

    /// The next requests meet a key that is no longer accepted (401).
    public void keyRevoked(int times) {
        add(times, new Refused(StripeRefusal.invalidKey()));
    }

    /// The next requests meet a key without the right they need (403).
    public void denied(int times) {
        add(times, new Refused(StripeRefusal.denied()));
    }

    /// The next requests are worked off, and their answers never arrive.
    public void loseAnswers(int times) {
        add(times, new Broken(Way.LOST, 0, Duration.ZERO));
    }

    /// The next requests are worked off, and their answers break off in the middle.
    public void cut(int times) {
        add(times, new Broken(Way.CUT, 0, Duration.ZERO));
    }

    /// The next requests get no answer at all; nothing is done.
    public void silent(int times) {
        add(times, new Broken(Way.SILENT, 0, Duration.ZERO));
    }

    /// The next requests are answered by somebody's proxy with a page of HTML; nothing is done.
    public void html(int times, int status) {
        add(times, new Broken(Way.HTML, status, Duration.ZERO));
    }

    /// The next requests are worked off, and their answers come drop by drop, for that long.
    public void drip(int times, Duration whole) {
        add(times, new Broken(Way.DRIP, 0, whole));
    }

    /// Every request fails with 503 for that long, and no webhook is sent.
    public void down(Duration time) {
        plans.downUntil = plans.clock.instant().plus(time);
    }

    /// Every answer takes that much longer, for that long.
    public void slow(Duration each, Duration time) {
        plans.pause = each;
        plans.slowUntil = plans.clock.instant().plus(time);
    }

    /// Nothing is wrong any more.
    public void clear() {
        plans.clear();
    }

    /// Whether it is down just now.
    public boolean isDown() {
        return plans.clock.instant().isBefore(plans.downUntil);
    }

    private void add(int times, Fault fault) {
        for (int i = 0; i < times; i++) {
            plans.add(new Planned(start, fault));
        }
    }

    /// What the next request of this method and path meets.
    Optional<Fault> next(String request) {
        return isDown() ? Optional.of(new Refused(StripeRefusal.broken(503))) : plans.next(request);
    }

    /// By how much its answer is held up.
    Duration pause() {
        return plans.clock.instant().isBefore(plans.slowUntil) ? plans.pause : Duration.ZERO;
    }

    sealed interface Fault permits Refused, KeptFailure, Broken {}

    /// Refused before anything is done.
    record Refused(StripeRefusal refusal) implements Fault {}

    /// Fails within the work; the failure is the answer under its idempotency key from now on.
    record KeptFailure(int status, boolean afterWork) implements Fault {}

    /// The answer does not arrive as it should.
    record Broken(Way way, int status, Duration time) implements Fault {}

    enum Way {
        LOST,
        CUT,
        SILENT,
        HTML,
        DRIP
    }

    private record Planned(String start, Fault fault) {}

    private static final class Plans {
        private final Clock clock;
        private final Deque<Planned> next = new ArrayDeque<>();
        private volatile Instant downUntil = Instant.MIN;
        private volatile Instant slowUntil = Instant.MIN;
        private volatile Duration pause = Duration.ZERO;

        private Plans(Clock clock) {
            this.clock = clock;
        }

        private synchronized void add(Planned planned) {
            next.add(planned);
        }

        private synchronized Optional<Fault> next(String request) {
            Iterator<Planned> each = next.iterator();
            while (each.hasNext()) {
                Planned planned = each.next();
                if (request.startsWith(planned.start())) {
                    each.remove();
                    return Optional.of(planned.fault());
                }
            }
            return Optional.empty();
        }

        private synchronized void clear() {
            next.clear();
            downUntil = Instant.MIN;
            slowUntil = Instant.MIN;
        }
    }
}
