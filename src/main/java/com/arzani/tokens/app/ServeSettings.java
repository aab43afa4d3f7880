package com.arzani.tokens.app;

import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.http.ServiceServer;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.ui.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The service's settings, from its environment, under the specification's names. Secrets have no other way in: neither
/// a
/// file nor the command line.
///
/// @param key Stripe's; none: the simulator
/// @param login of the service at a company's database; none with the built-in one
record ServeSettings(
        Optional<String> key, EventHouse.Intake intake, DatabaseOptions.Pool pool, Optional<Credentials> login) {
    static final String KEY = "STRIPE_SECRET_KEY";
    static final String SECRETS = "STRIPE_WEBHOOK_SECRET";
    static final String HOST = "HOST";
    static final String PORT = "PORT";
    static final String NAMES = "PUBLIC_HOSTS";
    static final String POOL = "DB_POOL_MAX";
    static final String IDLE = "DB_POOL_IDLE_TIMEOUT";
    static final String USER = "DB_USER";
    static final String PASSWORD = "DB_PASSWORD";

    private static final Pattern STRIPE_KEY = Pattern.compile("[sr]k_(live|test)_[A-Za-z0-9]{1,250}");
    private static final Pattern STRIPE_SECRET = Pattern.compile("whsec_[!-+\\--~]{1,250}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final int SECRETS_MAX = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// Reads them all and tells every one that is wrong at once.
    ///
    /// @param company whether it is a company's database: then key, secret and login must be there
    /// @throws Rejected `serve_settings_wrong`
    static ServeSettings read(Map<String, String> environment, boolean company, Texts texts) {
        Reading reading = new Reading(environment, texts);
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
        reading.end();
        return new ServeSettings(
                key,
                new EventHouse.Intake(new ServiceServer.Listening(host, port, Set.copyOf(names)), secrets),
                new DatabaseOptions.Pool(size, PATIENCE, Duration.ofMillis(idle)),
                login);
    }

    private static Optional<Credentials> login(Reading reading) {
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

    /// What it runs with, secrets masked.
    String described(Texts texts) {
        String stripe = key.map(ServeSettings::masked).orElse(texts.get("app.serve.simulator"));
        String signed = intake.secrets().stream().map(ServeSettings::masked).collect(Collectors.joining(", "));
        return texts.get("app.serve.settings", stripe, signed.isEmpty() ? "-" : signed, pool.size());
    }

    /// Collects what is wrong. A value that may be a secret is never repeated.
    private static final class Reading {
        private final Map<String, String> environment;
        private final Texts texts;
        private final List<String> wrong = new ArrayList<>();

        Reading(Map<String, String> environment, Texts texts) {
            this.environment = environment;
            this.texts = texts;
        }

        Optional<String> text(String name, boolean needed, Predicate<String> fits) {
            String value = environment.getOrDefault(name, "").strip();
            if (value.isEmpty()) {
                if (needed) {
                    wrong(name, "missing");
                }
                return Optional.empty();
            }
            if (!fits.test(value)) {
                wrong(name, "malformed");
            }
            return Optional.of(value);
        }

        List<String> list(String name, Predicate<String> fits) {
            List<String> values = Arrays.stream(
                            environment.getOrDefault(name, "").split(","))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .toList();
            if (!values.stream().allMatch(fits)) {
                wrong(name, "malformed");
            }
            return values;
        }

        int number(String name, int usual, int least, int most) {
            Optional<String> value = text(name, false, text -> true);
            if (value.isEmpty()) {
                return usual;
            }
            OptionalLong number = Digits.parse(value.get());
            if (number.isEmpty() || number.getAsLong() < least || number.getAsLong() > most) {
                wrong.add(name + ": " + texts.get("app.serve.wrong.range", least, Integer.toString(most)));
                return usual;
            }
            return Math.toIntExact(number.getAsLong());
        }

        void wrong(String name, String why) {
            wrong.add(name + ": " + texts.get("app.serve.wrong." + why));
        }

        void end() {
            if (!wrong.isEmpty()) {
                throw new Rejected(
                        "serve_settings_wrong", wrong.stream().distinct().collect(Collectors.joining("\n  ")));
            }
        }
    }
}
