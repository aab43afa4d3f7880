package com.arzani.tokens.app;

import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.http.ServiceServer;
import com.arzani.tokens.ui.Texts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The service's settings, from its environment, under the specification's names. Secrets have no other way in: neither
/// a
/// file nor the command line.
///
/// @param key Stripe's; none: the simulator
/// @param login of the service at a company's database; none with the built-in one
/// @param api   of what the marketplace asks
record ServeSettings(
        Optional<String> key,
        EventHouse.Intake intake,
        DatabaseOptions.Pool pool,
        Optional<Credentials> login,
        ApiSettings api,
        BackupSettings backups) {
    static final String KEY = "STRIPE_SECRET_KEY";
    static final String SECRETS = "STRIPE_WEBHOOK_SECRET";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
    static final String HOST = "HOST";
    static final String PORT = "PORT";
    static final String FRONTEND = "FRONTEND_URL";
    static final String NAMES = "PUBLIC_HOSTS";
    static final String POOL = "DB_POOL_MAX";
    static final String IDLE = "DB_POOL_IDLE_TIMEOUT";
    static final String USER = "DB_USER";
    static final String PASSWORD = "DB_PASSWORD";

    private static final Pattern STRIPE_KEY = Pattern.compile("[sr]k_(live|test)_[A-Za-z0-9]{1,250}");
    private static final Pattern STRIPE_SECRET = Pattern.compile("whsec_[!-+\\--~]{1,250}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final int SECRETS_MAX = 2;
    private static final int EMBEDDED_POOL_MOST = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// Reads them all and tells every one that is wrong at once.
    ///
    /// @param company whether it is a company's database: then key, secret and login must be there
    /// @throws com.arzani.tokens.problem.Rejected `serve_settings_wrong`
    static ServeSettings read(Map<String, String> environment, boolean company, Texts texts) {
        EnvironmentReading reading = new EnvironmentReading(environment, texts);
        Optional<String> key =
                reading.text(KEY, company, value -> STRIPE_KEY.matcher(value).matches());
        if (!company && key.filter(StripeHouse::isLive).isPresent()) {
            reading.wrong(KEY, "live_here");
        }
        List<String> secrets =
                reading.list(SECRETS, value -> STRIPE_SECRET.matcher(value).matches());
        if (secrets.size() > SECRETS_MAX || company && secrets.isEmpty()) {
            reading.wrong(SECRETS, secrets.isEmpty() ? "missing" : "malformed");
        }
        String host = reading.text(HOST, false, value -> NAME.matcher(value).matches())
                .orElse("127.0.0.1");
        int port = reading.number(PORT, 3000, 0, 65_535);
        List<String> names = reading.list(NAMES, value -> NAME.matcher(value).matches());
        int size = reading.number(POOL, 20, 6, 200);
        int idle = reading.number(IDLE, 30_000, 10_000, 3_600_000);
        reading.text(Settings.SEAL_KEY, company, value -> true);
        Optional<Credentials> login = company ? login(reading) : Optional.empty();
        ApiSettings api = ApiSettings.read(reading, company);
        BackupSettings backups = BackupSettings.read(environment, reading, company);
        reading.end();
        return new ServeSettings(
                key,
                new EventHouse.Intake(new ServiceServer.Listening(host, port, Set.copyOf(names)), secrets),
                new DatabaseOptions.Pool(size, PATIENCE, Duration.ofMillis(idle)),
                login,
                api,
                backups);
    }

    private static Optional<Credentials> login(EnvironmentReading reading) {
        Optional<String> user = reading.text(USER, true, value -> true);
        Optional<String> password = reading.text(PASSWORD, true, value -> true);
        return user.isPresent() && password.isPresent()
                ? Optional.of(new Credentials(user.get(), password.get().toCharArray()))
                : Optional.empty();
    }

    /// A secret as it may be shown: what kind it is, and its last four characters.
    static String masked(String secret) {
        int kind = secret.lastIndexOf('_') + 1;
        int shown = secret.length() - kind > 12 ? 4 : 0;
        return secret.substring(0, kind) + "…" + secret.substring(secret.length() - shown);
    }

    /// Whether nobody but this computer can ask.
    boolean forThisComputerAlone() {
        return LOOPBACK.contains(intake.listening().host())
                && intake.listening().names().isEmpty();
    }

    /// Where customers come back to: to this service itself in the demonstration, which shows them how their order
    /// stands.
    String frontend() {
        int port = intake.listening().port();
        return api.frontend()
                .orElse(
                        port == 0
                                ? StripeHouse.NOWHERE
                                : "http://" + intake.listening().host() + ":" + port);
    }

    /// Connections in force: the built-in database's login has 20, and a console beside may want some.
    int connections() {
        return login.isPresent() ? pool.size() : Math.min(pool.size(), EMBEDDED_POOL_MOST);
    }

    /// What it runs with, a line each, secrets masked.
    String described(Texts texts) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(KEY, key.map(ServeSettings::masked).orElse(texts.get("app.serve.simulator")));
        told.put(SECRETS, intake.secrets().stream().map(ServeSettings::masked).collect(Collectors.joining(", ")));
        told.put(HOST, intake.listening().host());
        told.put(PORT, Integer.toString(intake.listening().port()));
        told.put(NAMES, String.join(", ", new TreeSet<>(intake.listening().names())));
        told.put(POOL, Integer.toString(connections()));
        told.put(IDLE, Long.toString(pool.idle().toMillis()));
        told.put(USER, login.map(Credentials::login).orElse(""));
        told.putAll(api.told());
        told.putAll(new TreeMap<>(backups.told()));
        return told.entrySet().stream()
                .map(entry ->
                        entry.getKey() + "=" + (entry.getValue().toString().isEmpty() ? "-" : entry.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
