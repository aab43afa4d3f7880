package com.arzani.tokens.app;

import com.arzani.tokens.backup.BackupArchive;
import com.arzani.tokens.backup.Restore;
import com.arzani.tokens.database.EmbeddedLogins;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.ledger.ProofReport;
import com.arzani.tokens.ui.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Brings a backup back into an empty database: that of a data folder nobody used yet, or a company's new one as the
/// deploying login. Ends with 1 when the restored ledger does not prove.
@Command(
        name = "restore",
        description = "Restores a backup into an empty database, and proves the ledger.",
        mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {
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
        return new BackupStores(System.getenv()).with(from, file -> restore(file, settings));
    }

    private int restore(Path file, Settings settings) {
        say(texts.get("app.restore.checking"));
        try (BackupArchive archive = BackupArchive.verified(file)) {
            if (settings.profile() != null) {
                return restore(
                        archive,
                        ProfileLogin.profile(settings.profile()).ownerSource(login.credentials(), "arzani-restore"));
            }
            try (EmbeddedPostgres server = EmbeddedPostgres.start(settings.data(), Map.of())) {
                return restore(archive, server.ownerSource());
            }
        }
    }

    private int restore(BackupArchive archive, DataSource owner) {
        say(texts.get("app.restore.loading", archive.manifest().rows()));
        Restore restore = new Restore(owner);
        restore.load(archive, rows -> {});
        List<String> logins = new EmbeddedLogins(owner).makeMissing();
        say(texts.get("app.restore.proving", archive.manifest().ledger().entries()));
        ProofReport report = restore.prove(entries -> {});
        if (!logins.isEmpty()) {
            say(texts.get("app.restore.logins", String.join(", ", logins)));
        }
        say(
                report.differenceCount() == 0
                        ? texts.get(
                                "app.restore.done", archive.manifest().ledger().tokens())
                        : texts.get("app.restore.differs", report.differenceCount()));
        return report.differenceCount() == 0 ? 0 : 1;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
