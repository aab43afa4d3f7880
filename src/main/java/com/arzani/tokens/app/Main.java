package com.arzani.tokens.app;

import com.arzani.tokens.app.tour.TourCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The one program. Without a command it opens the console.
@Command(
        name = "arzani-tokens",
        mixinStandardHelpOptions = true,
        description = "The back office of Arzani's token economy.",
        subcommands = {
            ConsoleCommand.class,
            TourCommand.class,
            MigrateCommand.class,
            VerifyCommand.class,
            ProveCommand.class,
            StatementCommand.class,
            ReconcileCommand.class,
            CatalogueCommand.class,
            StripeCommand.class,
            ServeCommand.class,
            TokenCommand.class,
            DemoCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            DrillCommand.class
        })
public final class Main implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler(new PlainErrors());
        return line;
    }

    @Override
    public Integer call() throws Exception {
        return ConsoleCommand.open(options.settings());
    }
}
