package com.arzani.tokens.app;

import com.arzani.tokens.backup.BackupArchive;
import com.arzani.tokens.backup.BackupStore;
import com.arzani.tokens.backup.BackupWriter;
import com.arzani.tokens.backup.LedgerHeads;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.files.TemporaryFolder;
import com.arzani.tokens.ui.Texts;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Writes one file with everything the system holds, and reads it again to the last byte. The schema is taken as it
/// stands:
/// nothing is migrated, so that it can be called before an upgrade.
@Command(
        name = "backup",
        description = "Writes a backup of all the system's tables, and checks it.",
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Mixin
    private ProfileLogin login;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            required = true,
            description = "Where the backup goes: a folder, or s3://BUCKET/PREFIX.")
    private String to;

    @Spec
    private CommandSpec spec;

    private final Texts texts = Texts.load();

    @Override
    public Integer call() {
        Settings settings = options.settings();
        if (settings.profile() != null) {
            // A login that reads all rows: see docs/disaster-recovery.md.
            return write(ProfileLogin.profile(settings.profile()).ownerSource(login.credentials(), "arzani-backup"));
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(settings.data(), Map.of())) {
            return write(server.ownerSource());
        }
    }

    private int write(DataSource source) {
        if (!BackupStores.names(to)) {
            return write(source, Path.of(to), Optional.empty());
        }
        try (BackupStore store = new BackupStores(System.getenv()).open(to);
                TemporaryFolder folder = TemporaryFolder.make("arzani-backup")) {
            return write(source, folder.path(), Optional.of(store));
        }
    }

    private int write(DataSource source, Path folder, Optional<BackupStore> store) {
        BackupWriter.Written written = new BackupWriter(source).write(folder, rows -> {});
        try (BackupArchive archive = BackupArchive.verified(written.file())) {
            LedgerHeads ledger = archive.manifest().ledger();
            String place = store.map(copies -> copies.put(written.file()))
                    .orElse(written.file().toString());
            say(texts.get("app.backup.done", place, written.bytes()));
            say(texts.get(
                    "app.backup.holds",
                    archive.manifest().rows(),
                    archive.manifest().tables().size(),
                    ledger.entries(),
                    ledger.tokens()));
        }
        return 0;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
