package com.arzani.tokens.app;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.insight.statement.Statement;
import com.arzani.tokens.ui.Texts;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Writes a month's statement, as the Sales screen does.
@Command(
        name = "statement",
        description = "Writes a month's statement: its pages as a PDF, its tables and rows as a workbook.",
        mixinStandardHelpOptions = true)
public final class StatementCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Mixin
    private ProfileLogin login;

    @Option(
            names = "--month",
            required = true,
            paramLabel = "MONTH",
            converter = Month.class,
            description = "The month, such as 2026-10; it must be over.")
    private YearMonth month;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where both files go; by default the present folder.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    private final Texts texts = Texts.load();

    @Override
    public Integer call() {
        Settings settings = options.settings();
        if (settings.profile() != null) {
            return write(ProfileLogin.profile(settings.profile()), login.credentials(), settings);
        }
        try (EmbeddedHouse house = new EmbeddedHouse(settings, texts, settings.clock())) {
            house.prepare((fraction, step) -> {});
            return write(house.profile(), house.credentials(EmbeddedHouse.JOBS_LOGIN), settings);
        }
    }

    private int write(ConnectionProfile profile, Credentials credentials, Settings settings) {
        try (Database database = Database.open(profile, credentials, DatabaseOptions.jobs(settings.clock()))) {
            Statement.Files files = new Statement(database, texts::get)
                    .make(month, folder, settings.clock().instant(), (rows, backTo) -> {});
            spec.commandLine()
                    .getOut()
                    .println(texts.get(
                            "statement.command.done",
                            files.pdf().toString(),
                            files.workbook().toString(),
                            files.rows()));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    /// Reads `2026-10`.
    static final class Month implements ITypeConverter<YearMonth> {
        @Override
        public YearMonth convert(String text) {
            return YearMonth.parse(text);
        }
    }
}
