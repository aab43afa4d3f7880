package com.arzani.tokens.app;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.proof.ProofJob;
import com.arzani.tokens.proof.ProofRun;
import com.arzani.tokens.proof.SealPlace;
import com.arzani.tokens.ui.Texts;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Does once what the background does: the run of the proof that was asked for or is due, and the day's seal. Ends with
/// 1
/// when anything differs.
@Command(
        name = "prove",
        description = "Proves and seals the ledger if a check was asked for or the night's is due.",
        mixinStandardHelpOptions = true)
public final class ProveCommand implements Callable<Integer> {
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
        SealPlace place = settings.sealPlace();
        if (settings.profile() != null) {
            return prove(ProfileLogin.profile(settings.profile()), login.credentials(), settings, place);
        }
        try (EmbeddedHouse house = new EmbeddedHouse(settings, texts, settings.clock())) {
            house.prepare((fraction, step) -> {});
            return prove(house.profile(), house.credentials(EmbeddedHouse.JOBS_LOGIN), settings, place);
        }
    }

    private int prove(ConnectionProfile profile, Credentials service, Settings settings, SealPlace place) {
        try (Database database = Database.open(profile, service, DatabaseOptions.jobs(settings.clock()))) {
            Optional<ProofRun> ended = new ProofJob(database, place, () -> false).runOnce();
            if (ended.isEmpty()) {
                return say(0, "app.prove.nothing");
            }
            ProofRun.Counts counts = ended.get().counts();
            return ended.get().state() == ProofRun.State.GREEN
                    ? say(0, "app.prove.green", counts.wallets(), counts.entries(), Long.toString(counts.sealNumber()))
                    : say(1, "app.prove.red", counts.differences());
        }
    }

    private int say(int code, String key, Object... values) {
        spec.commandLine().getOut().println(texts.get(key, values));
        spec.commandLine().getOut().flush();
        return code;
    }
}
