package com.arzani.tokens.app;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.ConnectionProfiles;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.ui.Texts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Brings a database's tables up to date: with a profile as the deploying login, else the built-in one.
@Command(name = "migrate", description = "Brings the database's tables up to date.", mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Option(names = "--login", description = "The deploying login, owner of the tables (with --profile).")
    private String login;

    @Option(
            names = "--password",
            interactive = true,
            arity = "0..1",
            description = "Asks for its password; never give it on the command line.")
    private char[] password;

    @Override
    public Integer call() {
        Settings settings = options.settings();
        Texts texts = Texts.load();
        if (settings.profile() == null) {
            try (EmbeddedHouse house = new EmbeddedHouse(settings, texts, settings.clock())) {
                house.prepare((fraction, step) -> System.out.println(step));
            }
        } else {
            System.out.println(texts.get(
                    "app.migrated",
                    Migrations.console(profile(settings.profile()).ownerSource(credentials(), "arzani-migrate"))
                            .migrate()));
        }
        return 0;
    }

    private static ConnectionProfile profile(String name) {
        return ConnectionProfiles.read(ConnectionProfiles.usualFolder()).profiles().stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Rejected("profile_unreadable", name));
    }

    private Credentials credentials() {
        if (login == null || password == null) {
            throw new Rejected("migrate_needs_login");
        }
        return new Credentials(login, password);
    }
}
