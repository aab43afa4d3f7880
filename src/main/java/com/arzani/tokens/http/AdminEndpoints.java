package com.arzani.tokens.http;

import com.arzani.tokens.insight.TokenMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What administrators and measuring programs see.
public final class AdminEndpoints {
    private final TokenMetrics metrics;
    private final Meters meters;
    private final Optional<String> measured;

    /// @param measured where the measurements are; empty: nowhere
    public AdminEndpoints(TokenMetrics metrics, Meters meters, Optional<String> measured) {
        this.metrics = metrics;
        this.meters = meters;
        this.measured = measured;
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get("/admin/token-metrics", Access.ADMIN, call -> Answer.json(metrics.read())));
        measured.ifPresent(path ->
                routes.add(Route.get(path, Access.ADMIN, call -> Answer.text(Meters.TEXT, meters.text()))));
        return routes;
    }
}
