package com.arzani.tokens.http;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line and one measurement for each request. A line has the request's id, the route, what it was answered and how
/// long
/// that took; neither a token nor a body, a path's text or an address.
final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Duration SLOW = Duration.ofMillis(500);

    private final Meters meters;

    RequestLog(Meters meters) {
        this.meters = meters;
    }

    /// The id a request came with, if it is one that can be kept and logged; else a new one.
    static String id(String header) {
        return header != null && ID.matcher(header).matches() ? header : another();
    }

    /// One that no other request has; whoever guesses it gains nothing, so it need not come from the system's own
    /// source.
    private static String another() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /// @param route null if the request met none
    void ended(String id, Route route, String method, int status, OptionalLong user, Duration took) {
        String path = route == null ? "none" : route.path();
        String verb = route == null ? "other" : method;
        meters.request(verb, path, status, took);
        LOG.info(
                "request={} method={} route={} status={} ms={} user={}",
                id,
                verb,
                path,
                status,
                took.toMillis(),
                user.isPresent() ? Long.toString(user.getAsLong()) : "-");
        if (route != null && isOfTokens(route)) {
            meters.tokenOperation(verb, route, status, took);
            if (took.compareTo(SLOW) > 0) {
                LOG.warn("Slow token operation: {} {} took {} ms (request {})", verb, path, took.toMillis(), id);
            }
        }
    }

    private static boolean isOfTokens(Route route) {
        return route.pace().isPresent() || route.path().startsWith("/api/tokens/");
    }
}
