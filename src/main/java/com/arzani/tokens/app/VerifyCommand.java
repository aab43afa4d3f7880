package com.arzani.tokens.app;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.ledger.ProofReport;
import com.arzani.tokens.ui.Texts;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Proves the ledger from its entries; ends with 1 when anything differs.
@Command(
        name = "verify",
        description = "Derives every balance, lot and hash again from the entries.",
        mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
    private static final Duration LONGEST_STATEMENT = Duration.ofHours(6);
    private static final long PROGRESS_EVERY = 100_000;

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
            return prove(ProfileLogin.profile(settings.profile()), login.credentials(), settings);
        }
        try (EmbeddedHouse house = new EmbeddedHouse(settings, texts, settings.clock())) {
            house.prepare((fraction, step) -> {});
            return prove(house.profile(), house.credentials(EmbeddedHouse.JOBS_LOGIN), settings);
        }
    }

    private int prove(ConnectionProfile profile, Credentials credentials, Settings settings) {
        DatabaseOptions jobs =
                new DatabaseOptions("arzani-verify", 1, LONGEST_STATEMENT, List.of(), settings.clock(), () -> false);
        try (Database database = Database.open(profile, credentials, jobs)) {
            ProofReport report = new LedgerProof(database).run(new Progress());
            print(report);
            return report.isClean() ? 0 : 1;
        }
    }

    private void print(ProofReport report) {
        PrintWriter out = spec.commandLine().getOut();
        ProofReport.Counts counts = report.counts();
        out.println(texts.get("app.verify.checked", counts.entries(), counts.wallets(), counts.lots(), counts.draws()));
        for (ProofReport.Difference difference : report.differences()) {
            String kind = difference.kind().name().toLowerCase(Locale.ROOT);
            out.println(texts.get(
                    "app.verify.difference",
                    texts.get("app.verify.kind." + kind),
                    Long.toString(difference.userId()),
                    difference.detail()));
        }
        out.println(
                report.isClean()
                        ? texts.get("app.verify.clean")
                        : texts.get("app.verify.differs", report.differenceCount()));
        out.flush();
    }

    /// Says every so often how far it is; the proof itself reports after each wallet.
    private final class Progress implements java.util.function.LongConsumer {
        private long said;

        @Override
        public void accept(long entries) {
            if (entries - said >= PROGRESS_EVERY) {
                said = entries;
                spec.commandLine().getOut().println(texts.get("app.verify.progress", entries));
                spec.commandLine().getOut().flush();
            }
        }
    }
}
