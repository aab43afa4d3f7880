package com.arzani.tokens.app;

import com.arzani.tokens.backup.Drill;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.ui.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Tries a backup: restores it into a scratch database of the same server, proves it there, tells how long each step
/// took
/// and throws the scratch database away. Ends with 1 when the ledger does not prove.
@Command(
        name = "drill",
        description = "Tries a backup: restores it into a scratch database and proves it.",
        mixinStandardHelpOptions = true)
public final class DrillCommand implements Callable<Integer> {
    private static final long MILLIS = 1_000;

    @Mixin
    private CommonOptions options;

    @Mixin
    private ProfileLogin login;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            required = true,
            description = "The backup, a file or s3://BUCKET/PREFIX/NAME.")
    private String from;

    @Spec
    private CommandSpec spec;

    private final Texts texts = Texts.load();

    @Override
    public Integer call() {
        Settings settings = options.settings();
        return new BackupStores(System.getenv()).with(from, file -> drill(file, settings));
    }

    private int drill(Path file, Settings settings) {
        if (settings.profile() != null) {
            return drill(file, new Drill(ProfileLogin.profile(settings.profile()), login.credentials()));
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(settings.data(), Map.of())) {
            return drill(file, new Drill(server.profile(), server.superuser()));
        }
    }

    private int drill(Path file, Drill drill) {
        Drill.Result result = drill.run(file, rows -> {});
        say(texts.get(
                "app.drill.times",
                seconds(result.check()),
                seconds(result.load()),
                seconds(result.proof()),
                result.manifest().rows()));
        say(
                result.green()
                        ? texts.get("app.drill.green", result.report().counts().entries())
                        : texts.get("app.drill.red", result.report().differenceCount()));
        return result.green() ? 0 : 1;
    }

    /// Whole tenths, so that a quick drill is not said to have taken no time.
    private static String seconds(Duration time) {
        long tenths = time.toMillis() * 10 / MILLIS;
        return tenths / 10 + "." + tenths % 10;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
