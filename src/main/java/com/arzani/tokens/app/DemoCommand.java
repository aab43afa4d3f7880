package com.arzani.tokens.app;

import com.arzani.tokens.demonstration.DemonstrationData;
import com.arzani.tokens.demonstration.DemonstrationProgress;
import com.arzani.tokens.demonstration.DemonstrationSize;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.ui.Texts;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Makes demonstration data of any size in the built-in database, if that is empty.
@Command(
        name = "demo",
        description = "Fills the empty built-in database with demonstration data.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final long TELL_EVERY_NANOS = Duration.ofMillis(900).toNanos();

    @Mixin
    private CommonOptions options;

    @Option(names = "--users", paramLabel = "N", description = "How many users; a default suits a first look.")
    private Integer users;

    @Option(names = "--transactions", paramLabel = "N", description = "How many ledger entries at least.")
    private Long transactions;

    @Option(names = "--seed", paramLabel = "S", description = "The same seed makes the same data on the same day.")
    private Long seed;

    @Spec
    private CommandSpec spec;

    private final Texts texts = Texts.load();
    private long toldAt;
    private DemonstrationProgress.Step told;

    @Override
    public Integer call() {
        DemonstrationSize size = size();
        Settings settings = options.settings();
        if (settings.profile() != null) {
            throw new Rejected("demonstration_built_in_only");
        }
        try (EmbeddedHouse house = new EmbeddedHouse(settings, texts, settings.clock())) {
            house.prepare((fraction, step) -> {});
            DemonstrationData data = new DemonstrationData(house.server().ownerSource());
            if (!data.wanted()) {
                throw new Conflict("demonstration_not_empty");
            }
            long began = System.nanoTime();
            long entries = data.load(size, this::tell);
            long millis =
                    Math.max(1, Duration.ofNanos(System.nanoTime() - began).toMillis());
            long rate = entries * 1_000 / millis;
            out(texts.get("app.demo.done", entries, size.users(), millis / 1_000, rate, Long.toString(size.seed())));
        }
        return 0;
    }

    private DemonstrationSize size() {
        DemonstrationSize usual = DemonstrationSize.usual();
        return new DemonstrationSize(
                users == null ? usual.users() : users,
                transactions == null ? usual.transactions() : transactions,
                seed == null ? usual.seed() : seed);
    }

    private void tell(DemonstrationProgress progress) {
        long now = System.nanoTime();
        if (now - toldAt > TELL_EVERY_NANOS || progress.step() != told) {
            toldAt = now;
            told = progress.step();
            out(texts.get(
                    "app.demo.progress", texts.get(progress.step().textKey()), progress.done(), progress.total()));
        }
    }

    private void out(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
