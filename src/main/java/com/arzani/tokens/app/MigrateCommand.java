package com.arzani.tokens.app;

import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.ui.Texts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Brings a database's tables up to date: with a profile as the deploying login, else the built-in one.
@Command(name = "migrate", description = "Brings the database's tables up to date.", mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Mixin
    private ProfileLogin login;

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
                    Migrations.console(ProfileLogin.profile(settings.profile())
                                    .ownerSource(login.credentials(), "arzani-migrate"))
                            .migrate()));
        }
        return 0;
    }
}
