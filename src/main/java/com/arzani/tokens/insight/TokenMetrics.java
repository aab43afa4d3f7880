package com.arzani.tokens.insight;

import com.arzani.tokens.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// The token economy's figures for the marketplace's administrators (6.1), defined in docs/api.md. They are computed at
/// most
/// once a minute, however often somebody asks.
public final class TokenMetrics {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Database database;
    private final Clock clock;
    private Computed last = new Computed(Instant.MIN, "");

    private record Computed(Instant at, String json) {}

    public TokenMetrics(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// @return JSON: economyHealth, userBehavior, revenueMetrics, conversionFunnel, asOf
    public synchronized String read() {
        Instant now = clock.instant();
        if (last.at.isBefore(now.minus(FRESH)) || last.at.isAfter(now)) {
            String json =
                    database.call(session -> session.createNativeQuery("SELECT token_metrics()::text", String.class)
                            .getSingleResult());
            last = new Computed(now, json);
        }
        return last.json;
    }
}
