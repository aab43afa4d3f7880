package com.arzani.tokens.app;

import com.arzani.tokens.backup.EmptyTarget;
import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.EmbeddedLogins;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.demonstration.DemonstrationData;
import com.arzani.tokens.demonstration.DemonstrationSize;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Texts;
import java.time.Clock;
import java.util.Map;

/// The built-in database with everything that lives beside it in this process.
final class EmbeddedHouse implements AutoCloseable {
    /// The login of background jobs and of commands that only read.
    static final String JOBS_LOGIN = "tokens_jobs";

    private final Settings settings;
    private final Texts texts;
    private final Clock clock;
    private final Closing closing = new Closing();
    private EmbeddedPostgres server;
    private boolean ready;

    EmbeddedHouse(Settings settings, Texts texts, Clock clock) {
        this.settings = settings;
        this.texts = texts;
        this.clock = clock;
    }

    /// Makes everything ready, step by step; what is done already is not done again. Can be called again after a
    /// failure.
    synchronized void prepare(Channel.Progress progress) {
        if (ready) {
            return;
        }
        if (server == null) {
            progress.report(-1, texts.get("signin.step.starting"));
            server = closing.add(EmbeddedPostgres.start(settings.data(), Map.of()));
        }
        if (EmptyTarget.unfinished(server.ownerSource())) {
            throw new Rejected("restore_unfinished");
        }
        progress.report(-1, texts.get("signin.step.migrating"));
        Migrations.embedded(server.ownerSource()).migrate();
        progress.report(-1, texts.get("signin.step.logins"));
        new EmbeddedLogins(server.ownerSource()).make(server);
        ready = true;
    }

    /// Loads the usual demonstration data into a database that holds nothing yet; called after [#prepare]. All of it or
    /// nothing is kept.
    synchronized void fill(Channel.Progress progress) {
        DemonstrationData data = new DemonstrationData(server().ownerSource());
        if (!data.wanted()) {
            return;
        }
        data.load(DemonstrationSize.usual(), reached -> {
            double fraction = reached.total() == 0 ? -1 : (double) reached.done() / reached.total();
            progress.report(
                    fraction,
                    texts.get(
                            "signin.step.data", texts.get(reached.step().textKey()), reached.done(), reached.total()));
        });
    }

    /// The server itself, for commands that work as its owner; prepared first.
    synchronized EmbeddedPostgres server() {
        if (server == null) {
            throw new IllegalStateException("prepare first");
        }
        return server;
    }

    ConnectionProfile profile() {
        return server().profile();
    }

    Credentials credentials(String login) {
        return server().credentials(login);
    }

    @Override
    public synchronized void close() {
        closing.close();
    }
}
