package com.arzani.tokens.app;

import com.arzani.tokens.database.LegacyImport;
import com.arzani.tokens.database.LegacyImport.Total;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.ui.Texts;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Brings a database's tables up to date, with a profile as the deploying login, else the built-in one; then imports
/// the
/// token tables that were there before, once. Safe to run again.
@Command(name = "migrate", description = "Brings the database's tables up to date.", mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Mixin
    private ProfileLogin login;

    @Spec
    private CommandSpec spec;

    private final Texts texts = Texts.load();

    @Override
    public Integer call() {
        Settings settings = options.settings();
        if (settings.profile() != null) {
            migrate(ProfileLogin.profile(settings.profile()).ownerSource(login.credentials(), "arzani-migrate"));
            return 0;
        }
        PrintWriter out = spec.commandLine().getOut();
        try (EmbeddedHouse house = new EmbeddedHouse(settings, texts, settings.clock())) {
            house.prepare((fraction, step) -> out.println(step));
            importLegacy(house.server().ownerSource());
        }
        return 0;
    }

    private void migrate(DataSource owner) {
        int made = Migrations.console(owner).migrate();
        spec.commandLine().getOut().println(texts.get("app.migrated", made));
        importLegacy(owner);
    }

    private void importLegacy(DataSource owner) {
        List<Total> totals = new LegacyImport(owner).run();
        PrintWriter out = spec.commandLine().getOut();
        if (!totals.isEmpty()) {
            out.println(texts.get("app.legacy"));
            out.println(line(
                    "",
                    texts.get("app.legacy.before.rows"),
                    texts.get("app.legacy.before.tokens"),
                    texts.get("app.legacy.after.rows"),
                    texts.get("app.legacy.after.tokens")));
            totals.forEach(total -> out.println(line(
                    texts.get("app.legacy." + total.item()),
                    Long.toString(total.beforeRows()),
                    Long.toString(total.beforeTokens()),
                    Long.toString(total.afterRows()),
                    Long.toString(total.afterTokens()))));
        }
        out.flush();
    }

    private static String line(String item, String... columns) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-14s", item));
        for (String column : columns) {
            line.append(String.format(Locale.ROOT, "%15s", column));
        }
        return line.toString();
    }
}
