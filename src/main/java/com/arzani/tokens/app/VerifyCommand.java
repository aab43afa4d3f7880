package com.arzani.tokens.app;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.ledger.ProofReport;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.proof.Seal;
import com.arzani.tokens.proof.SealFile;
import com.arzani.tokens.proof.SealProof;
import com.arzani.tokens.proof.TrustedKeys;
import com.arzani.tokens.proof.WalletProofCheck;
import com.arzani.tokens.ui.Failures;
import com.arzani.tokens.ui.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Proves the ledger from its entries, and with `--seals` also against what was sealed; or checks a customer's proof
/// file
/// without any database. Ends with 1 when anything differs.
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

    @Option(
            names = "--seals",
            description = "Compares the seals too: signatures, chain, their file, and each wallet they hold.")
    private boolean seals;

    @Option(names = "--seal-file", paramLabel = "FILE", description = "The file of seals, if it is not beside the key.")
    private Path sealFile;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Public keys to believe, and no others; by default those beside the key of the seals.")
    private Path key;

    @Option(names = "--proof", paramLabel = "FILE", description = "Checks a customer's proof file, without a database.")
    private Path proofFile;

    @Spec
    private CommandSpec spec;

    private final Texts texts = Texts.load();

    @Override
    public Integer call() {
        if (proofFile != null) {
            return checkFile();
        }
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
            List<ProofReport.Difference> found = new ArrayList<>(report.differences());
            long count = report.differenceCount();
            print(report.counts());
            if (seals) {
                SealProof.Report sealed = sealProof(database, settings).run(true);
                print(sealed);
                found.addAll(sealed.differences());
                count += sealed.differences().size();
            }
            print(found, count);
            return count == 0 ? 0 : 1;
        }
    }

    private SealProof sealProof(Database database, Settings settings) {
        Path file = sealFile != null ? sealFile : settings.sealPlace().seals();
        Path keys = key != null ? key : settings.sealPlace().publicKeys();
        TrustedKeys trusted = TrustedKeys.read(keys);
        say(texts.get("app.verify.seals.keys", keys, trusted.fingerprints()));
        return new SealProof(database, new SealFile(file), trusted);
    }

    private int checkFile() {
        Optional<TrustedKeys> trusted = Optional.ofNullable(key).map(TrustedKeys::read);
        WalletProofCheck.Proven proven;
        try {
            proven = WalletProofCheck.check(proofFile, trusted);
        } catch (Rejected refused) {
            say(new Failures(texts).describe(refused).text());
            return 1;
        }
        Seal seal = proven.seal();
        say(texts.get(
                "app.verify.proof.good",
                Long.toString(proven.userId()),
                proven.entries(),
                proven.wallet().tokens(),
                proven.wallet().owed()));
        say(texts.get("app.verify.proof.seal", Long.toString(seal.number()), seal.sealedAt(), seal.wallets()));
        say(texts.get(proven.keyNamed() ? "app.verify.proof.key" : "app.verify.proof.any_key", proven.fingerprint()));
        return 0;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private void print(ProofReport.Counts counts) {
        say(texts.get("app.verify.checked", counts.entries(), counts.wallets(), counts.lots(), counts.draws()));
    }

    private void print(SealProof.Report sealed) {
        say(texts.get("app.verify.seals.checked", sealed.seals(), sealed.fileLines()));
    }

    private void print(List<ProofReport.Difference> differences, long count) {
        for (ProofReport.Difference difference : differences) {
            String kind = difference.kind().name().toLowerCase(Locale.ROOT);
            say(texts.get(
                    difference.userId() == 0 ? "app.verify.difference.whole" : "app.verify.difference",
                    texts.get("app.verify.kind." + kind),
                    difference.detail(),
                    Long.toString(difference.userId())));
        }
        say(count == 0 ? texts.get("app.verify.clean") : texts.get("app.verify.differs", count));
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
