package com.arzani.tokens.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// What is measured, from the start: requests by route and status, and the gauges that whoever has something to show
/// puts in.
public final class Meters {
    static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final double[] PERCENTILES = {0.5, 0.95, 0.99};

    private final AtomicReference<OperationUse> operations = new AtomicReference<>(OperationUse.NONE);
    /// Found again without building its tags anew for each request: as few as there are routes and statuses.
    private final Map<Measured, Timer> timers = new ConcurrentHashMap<>();

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /// A number to show; asked for when somebody looks.
    ///
    /// @param value null while it cannot be known
    public void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /// The same with one label.
    public void gauge(String name, String label, String value, String description, Supplier<Number> number) {
        Gauge.builder(name, number).description(description).tag(label, value).register(registry);
    }

    /// @param route the route's own words, never the path that was asked: few, whatever is asked
    void request(String method, String route, int status, Duration took) {
        timer("http_server_requests", "Requests by route and status", method, route, status)
                .record(took);
    }

    /// The specification's own measure (6.2).
    void tokenOperation(String method, Route route, int status, Duration took) {
        timer("token_operation_duration", "Operations with tokens by route and status", method, route.path(), status)
                .record(took);
        boolean consumption = route.pace().filter(Pace.TOKEN_OPERATIONS::equals).isPresent();
        operations.updateAndGet(before -> before.with(consumption, status, took));
    }

    /// What operations with tokens come to since the start.
    public OperationUse operations() {
        return operations.get();
    }

    private Timer timer(String name, String description, String method, String route, int status) {
        return timers.computeIfAbsent(
                new Measured(name, method, route, status),
                first -> Timer.builder(name)
                        .description(description)
                        .publishPercentiles(PERCENTILES)
                        .tag("method", method)
                        .tag("endpoint", route)
                        .tag("status", Integer.toString(status))
                        .register(registry));
    }

    private record Measured(String name, String method, String route, int status) {}

    String text() {
        return registry.scrape();
    }
}
