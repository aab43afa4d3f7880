package com.arzani.tokens.app;

import com.arzani.tokens.database.ConnectionProfiles;
import com.arzani.tokens.database.EmbeddedPostgres;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The options every command has.
public final class CommonOptions {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Folder of the built-in database; by default the user's own data folder.")
    private Path data;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Connection profile of a company's database; without it the built-in database is used.")
    private String profile;

    /// Reads the options and begins logging.
    public Settings settings() {
        Settings settings = new Settings(
                data == null ? EmbeddedPostgres.usualFolder() : data, profile, ConnectionProfiles.usualFolder());
        Logs.begin(settings.logFolder());
        return settings;
    }
}
