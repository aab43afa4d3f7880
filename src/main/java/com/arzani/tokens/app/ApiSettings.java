package com.arzani.tokens.app;

import com.arzani.tokens.http.TokenRules;
import com.arzani.tokens.market.Rollout;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The settings of what the marketplace asks, from the environment.
///
/// @param tokens   whose bearer tokens are believed; none: the demonstration's own
/// @param rates    how often one user may ask
/// @param frontend the marketplace's address, to which customers come back from paying
/// @param measured where the figures are; none: nowhere
/// @param proxies    IP addresses of our own proxies, whose word on a caller's address is believed
/// @param inDatabase what the environment says of settings that live in the database
record ApiSettings(
        Optional<TokenRules> tokens,
        Rates rates,
        Optional<String> frontend,
        Optional<String> measured,
        Map<String, String> inDatabase,
        Optional<String> publishableKey,
        Set<String> proxies) {
    static final String SECRET = "JWT_SECRET";
    static final String KEYS = "JWT_JWKS_URL";
    static final String ISSUER = "JWT_ISSUER";
    static final String AUDIENCE = "JWT_AUDIENCE";
    static final String PUBLISHABLE = "STRIPE_PUBLISHABLE_KEY";
    static final String FREE_CONTACTS = "DEFAULT_FREE_CONTACTS_LIMIT";
    static final String TIMEOUT = "TOKEN_PURCHASE_TIMEOUT";
    static final String RATE = "TOKEN_CONSUMPTION_RATE_LIMIT";
    static final String RATE_WINDOW = "TOKEN_CONSUMPTION_RATE_WINDOW";
    static final String PURCHASES = "TOKEN_PURCHASE_RATE_LIMIT";
    static final String PURCHASE_WINDOW = "TOKEN_PURCHASE_RATE_WINDOW";
    static final String VISITS = "VISITOR_RATE_LIMIT";
    static final String VISIT_WINDOW = "VISITOR_RATE_WINDOW";
    static final String PROXIES = "TRUSTED_PROXIES";
    static final String METRICS = "ENABLE_TOKEN_METRICS";
    static final String ROLLOUT = "TOKEN_ROLLOUT_PERCENTAGE";
    static final List<String> FLAGS = List.of(Rollout.TOKEN_SYSTEM, Rollout.SELLER_BOOST, Rollout.PREMIUM_ANALYTICS);
    static final String METRICS_PATH = "METRICS_ENDPOINT";

    private static final Pattern PUBLISHABLE_KEY = Pattern.compile("pk_(live|test)_[A-Za-z0-9]{1,250}");
    private static final Predicate<String> ON_OFF = value -> value.equals("true") || value.equals("false");
    private static final Pattern PATH =
            Pattern.compile("(?!/(api|tokens|webhooks|health|ready)(/|$))(/[a-z0-9-]{1,50}){1,5}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int WINDOW_MOST = 24 * 60 * 60 * 1000;
    private static final int RATE_MOST = 1_000_000;

    /// So many in so long.
    record Rate(int limit, Duration window) {}

    record Rates(Rate purchases, Rate operations, Rate visits) {}

    static ApiSettings read(EnvironmentReading reading, boolean company) {
        int freeContacts = reading.number(FREE_CONTACTS, -1, 0, 1_000);
        int timeout = reading.number(TIMEOUT, -1, 1_000, WINDOW_MOST);
        Map<String, String> inDatabase = new LinkedHashMap<>();
        inDatabase.put(FREE_CONTACTS, freeContacts < 0 ? "" : Integer.toString(freeContacts));
        inDatabase.put(TIMEOUT, timeout < 0 ? "" : Integer.toString(timeout));
        FLAGS.forEach(
                name -> inDatabase.put(name, reading.text(name, false, ON_OFF).orElse("")));
        int rollout = reading.number(ROLLOUT, -1, 0, 100);
        inDatabase.put(ROLLOUT, rollout < 0 ? "" : Integer.toString(rollout));
        Rates rates = new Rates(
                new Rate(
                        reading.number(PURCHASES, 5, 1, RATE_MOST),
                        Duration.ofMillis(reading.number(PURCHASE_WINDOW, 900_000, 1_000, WINDOW_MOST))),
                new Rate(
                        reading.number(RATE, 10, 1, RATE_MOST),
                        Duration.ofMillis(reading.number(RATE_WINDOW, 60_000, 1_000, WINDOW_MOST))),
                new Rate(
                        reading.number(VISITS, 300, 1, RATE_MOST),
                        Duration.ofMillis(reading.number(VISIT_WINDOW, 60_000, 1_000, WINDOW_MOST))));
        String metrics = reading.text(
                        METRICS_PATH, false, value -> PATH.matcher(value).matches())
                .orElse("/admin/metrics");
        return new ApiSettings(
                tokens(reading, company),
                rates,
                reading.text(ServeSettings.FRONTEND, company, ApiSettings::isSafe),
                reading.flag(METRICS, true) ? Optional.of(metrics) : Optional.empty(),
                inDatabase,
                reading.text(
                        PUBLISHABLE,
                        false,
                        value -> PUBLISHABLE_KEY.matcher(value).matches()),
                Set.copyOf(reading.list(PROXIES, Origins::isAddress)));
    }

    private static Optional<TokenRules> tokens(EnvironmentReading reading, boolean company) {
        Optional<String> secret = reading.text(
                SECRET, false, value -> value.getBytes(StandardCharsets.UTF_8).length >= TokenRules.SECRET_BYTES_MIN);
        Optional<String> keys = reading.text(KEYS, false, ApiSettings::isSafe);
        if (secret.isPresent() && keys.isPresent()) {
            reading.wrong(SECRET, "one_of_two");
        }
        boolean needed = company || secret.isPresent() || keys.isPresent();
        if (needed && secret.isEmpty() && keys.isEmpty()) {
            reading.wrong(SECRET, "missing");
        }
        Optional<String> issuer = reading.text(ISSUER, needed, value -> true);
        Optional<String> audience = reading.text(AUDIENCE, needed, value -> true);
        boolean whole = secret.isPresent() != keys.isPresent() && issuer.isPresent() && audience.isPresent();
        return whole && keys.map(ApiSettings::isSafe).orElse(true)
                ? Optional.of(new TokenRules(secret, keys.map(URI::create), issuer.get(), audience.get()))
                : Optional.empty();
    }

    /// Encrypted on its way, unless it stays on this computer.
    private static boolean isSafe(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ("https".equals(uri.getScheme())
                            || "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost()));
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }

    /// By name, secrets masked.
    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(SECRET, tokens.flatMap(TokenRules::secret).map(secret -> "…").orElse(""));
        told.put(KEYS, tokens.flatMap(TokenRules::keys).map(URI::toString).orElse(""));
        told.put(ISSUER, tokens.map(TokenRules::issuer).orElse(DemonstrationSecret.ISSUER));
        told.put(AUDIENCE, tokens.map(TokenRules::audience).orElse(DemonstrationSecret.AUDIENCE));
        told.put(PURCHASES, rates.purchases().limit());
        told.put(PURCHASE_WINDOW, rates.purchases().window().toMillis());
        told.put(RATE, rates.operations().limit());
        told.put(RATE_WINDOW, rates.operations().window().toMillis());
        told.put(VISITS, rates.visits().limit());
        told.put(VISIT_WINDOW, rates.visits().window().toMillis());
        told.put(PROXIES, String.join(", ", new TreeSet<>(proxies)));
        told.put(ServeSettings.FRONTEND, frontend.orElse(""));
        told.put(METRICS, measured.isPresent());
        told.put(METRICS_PATH, measured.orElse(""));
        told.put(PUBLISHABLE, publishableKey.orElse(""));
        told.putAll(inDatabase);
        return told;
    }
}
