package com.arzani.tokens.app;

import com.arzani.tokens.http.BearerTokens;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.problem.Rejected;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints a bearer token for a user of the demonstration. A company's tokens come from its own issuer.
@Command(
        name = "token",
        description = "Prints a bearer token for a user of the built-in database, to try the service with.",
        mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {
    private static final int MINUTES_MOST = 7 * 24 * 60;

    @Mixin
    private CommonOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "USER", description = "The user's number.")
    private String user;

    @Option(names = "--admin", description = "With the scope of an administrator.")
    private boolean admin;

    @Option(names = "--minutes", description = "How long it holds; by default 60.", defaultValue = "60")
    private int minutes;

    @Override
    public Integer call() {
        Settings settings = options.settings();
        if (settings.profile() != null) {
            throw new Rejected("token_embedded_only");
        }
        OptionalLong id = Digits.parse(user);
        if (id.isEmpty() || id.getAsLong() < 1 || id.getAsLong() > Integer.MAX_VALUE) {
            throw new Rejected("user_unknown", user);
        }
        Duration life = Duration.ofMinutes(Math.clamp(minutes, 1, MINUTES_MOST));
        String token = BearerTokens.sign(
                DemonstrationSecret.rules(settings.data()),
                Long.toString(id.getAsLong()),
                admin,
                settings.clock().instant(),
                life);
        spec.commandLine().getOut().println(token);
        return 0;
    }
}
