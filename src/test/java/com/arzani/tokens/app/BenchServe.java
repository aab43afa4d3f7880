package com.arzani.tokens.app;

import com.arzani.tokens.bench.SketchContacts;
import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.http.Access;
import com.arzani.tokens.http.BearerTokens;
import com.arzani.tokens.http.Front;
import com.arzani.tokens.http.Pace;
import com.arzani.tokens.http.PaceKeeper;
import com.arzani.tokens.http.Route;
import com.arzani.tokens.http.ServiceServer;
import com.arzani.tokens.http.TokenRules;
import com.arzani.tokens.ui.Texts;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The service as `serve` starts it, in a process of its own beside a benchmark, and on two further ports the
/// specification's contact behind the same address: the same HTTP server, token check and body, its own statements.
public final class BenchServe {
    private static final String LOGIN = "tokens_jobs";
    /// Ruling 36.
    private static final int POOL = 20;
    /// High enough that nobody meets it; the limiter counts all the same (ruling 27).
    private static final long TURNS = 1_000_000;

    private static final TokenRules RULES = new TokenRules(
            Optional.of("a secret of the benchmark, long enough"), Optional.empty(), "issuer", "audience");

    private BenchServe() {}

    /// A token as the issuer of this service signs it.
    public static String token(long user) {
        return BearerTokens.sign(
                RULES, Long.toString(user), false, Clock.systemUTC().instant(), Duration.ofHours(1));
    }

    /// @param arguments the data folder of a server that runs
    public static void main(String[] arguments) throws IOException {
        Logs.begin(Path.of(arguments[0]).resolve("service-log"));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(arguments[0]), Map.of())) {
            ConnectionProfile profile = server.profile();
            Credentials login = server.credentials(LOGIN);
            Texts texts = Texts.load();
            String turns = Long.toString(TURNS);
            ServeSettings serve = ServeSettings.read(
                    Map.of("PORT", "0", "TOKEN_CONSUMPTION_RATE_LIMIT", turns, "TOKEN_PURCHASE_RATE_LIMIT", turns),
                    false,
                    texts);
            Clock clock = Clock.systemUTC();
            DatabaseOptions options = DatabaseOptions.jobs(clock, Entities.ALL.toArray(Class[]::new))
                    .withPool(new DatabaseOptions.Pool(POOL, Duration.ofSeconds(2), Duration.ofSeconds(30)));
            try (StripeHouse stripe = StripeHouse.embedded(profile, login, options, Optional.empty());
                    HikariDataSource asWritten = pool(profile, login);
                    HikariDataSource onOne = pool(profile, login)) {
                ApiHouse api = new ApiHouse(stripe, serve.api(), clock);
                Front front = api.front(() -> RULES, serve, texts);
                try (EventHouse house = EventHouse.start(stripe, serve.intake(), front, clock);
                        ServiceServer first = sketch(front, SketchContacts.asWritten(asWritten));
                        ServiceServer second = sketch(front, SketchContacts.onOneConnection(onOne))) {
                    tell("ready " + house.server().port() + " " + first.port() + " " + second.port());
                    while (System.in.read() >= 0) {
                        // Until whoever measures is gone.
                    }
                }
            }
        }
    }

    private static void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static HikariDataSource pool(ConnectionProfile profile, Credentials login) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(profile.ownerSource(login, "sketch"));
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(2_000);
        return new HikariDataSource(config);
    }

    private static ServiceServer sketch(Front ours, SketchContacts contacts) {
        Route route = Route.post("/api/businesses/{id}/contact", Access.USER, contacts::answer)
                .at(Pace.TOKEN_OPERATIONS);
        Front front =
                new Front(List.of(route), ours.tokens(), inMemory(), ours.wording(), ours.meters(), ours.forProbes());
        return ServiceServer.start(ServiceServer.Listening.onLoopback(), null, () -> true, front);
    }

    /// The specification's limiter counts in its own memory.
    private static PaceKeeper inMemory() {
        Map<PaceKeeper.Asker, AtomicLong> counts = new ConcurrentHashMap<>();
        return (pace, user) -> {
            long count = counts.computeIfAbsent(user, first -> new AtomicLong()).incrementAndGet();
            return new PaceKeeper.Turn(count <= TURNS, TURNS, 60, TURNS - count, 60);
        };
    }
}
