package com.arzani.tokens.app;

import com.arzani.tokens.backup.BackupPlace;
import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.http.Front;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.ui.Texts;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The service without a screen: takes Stripe's events in and runs the background jobs, until it is asked to stop. Then
/// it
/// takes nothing more, finishes what runs, and ends with 0.
@Command(
        name = "serve",
        description = "Takes Stripe's events in and runs the background jobs, without a screen.",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    private static final Duration END_WITHIN = Duration.ofSeconds(45);

    @Mixin
    private CommonOptions options;

    @Option(names = "--check", description = "Only checks the settings and prints those in force, secrets masked.")
    private boolean check;

    @Spec
    private CommandSpec spec;

    private final Texts texts = Texts.load();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.settings();
        boolean company = settings.profile() != null;
        ServeSettings serve = ServeSettings.read(System.getenv(), company, texts);
        if (check) {
            tell(serve.described(texts));
            return 0;
        }
        Thread stopping = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(stopping);
        try {
            if (company) {
                company(ProfileLogin.profile(settings.profile()), settings, serve);
            } else {
                embedded(settings, serve);
            }
        } finally {
            ended.countDown();
        }
        return 0;
    }

    /// On SIGTERM and Ctrl+C the process lives until all is closed, for 45 seconds at most.
    private void stop() {
        asked.countDown();
        try {
            ended.await(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        }
    }

    private void company(ConnectionProfile profile, Settings settings, ServeSettings serve)
            throws InterruptedException {
        Clock clock = settings.clock();
        Credentials login = serve.login().orElseThrow();
        DatabaseOptions options = options(serve, clock);
        try (Database database = Database.open(profile, login, options.withPoolSize(1))) {
            refuseUnfit(database.schema());
        }
        run(
                StripeHouse.company(profile, login, options, serve.key()),
                settings,
                serve,
                serve.backups().company(profile));
    }

    private void embedded(Settings settings, ServeSettings serve) throws InterruptedException {
        Clock clock = settings.clock();
        try (EmbeddedHouse house = new EmbeddedHouse(settings, texts, clock)) {
            house.prepare((fraction, step) -> tell(step));
            StripeHouse stripe = StripeHouse.embedded(
                    house.profile(),
                    house.credentials(EmbeddedHouse.JOBS_LOGIN),
                    options(serve, clock).withPoolSize(serve.connections()),
                    serve.key());
            run(stripe, settings, serve, Optional.of(serve.backups().builtIn(house, settings)));
        }
    }

    private static DatabaseOptions options(ServeSettings serve, Clock clock) {
        return DatabaseOptions.jobs(clock, Entities.ALL.toArray(Class[]::new))
                .named("arzani-serve")
                .withPool(serve.pool());
    }

    /// The service never migrates (ruling 6), and writes nothing into tables it does not know (F23).
    private static void refuseUnfit(Migrations.State schema) {
        if (!schema.pending().isEmpty()) {
            throw new Rejected("schema_older", schema.pending().size());
        }
        if (!schema.unknown().isEmpty()) {
            throw new Rejected("schema_newer", schema.unknown().size());
        }
    }

    private void run(StripeHouse stripe, Settings settings, ServeSettings serve, Optional<BackupPlace> backups)
            throws InterruptedException {
        ApiHouse api = new ApiHouse(stripe, serve.api(), settings.clock());
        Front front;
        try {
            front = api.front(() -> DemonstrationSecret.rules(settings.data()), serve, texts);
        } catch (RuntimeException failure) {
            stripe.close();
            throw failure;
        }
        try (Background background =
                Background.start(stripe, serve.intake(), front, settings.sealPlace(), backups, settings.clock())) {
            tell(serve.described(texts));
            api.overruled()
                    .forEach(each -> tell(texts.get("app.serve.overruled", each.name(), each.inForce(), each.asked())));
            tell(texts.get("app.serve.ready", background.server().webhook().toString()));
            asked.await();
            tell(texts.get("app.serve.stopping"));
        }
        tell(texts.get("app.serve.stopped"));
    }

    private void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
