package com.arzani.tokens.app;

import com.arzani.tokens.access.OwnAccess;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Link;
import com.arzani.tokens.ui.TaskRunner;
import java.time.Duration;
import java.util.function.Consumer;

/// Asks the database from time to time whether it is there, more often while it is away, for the status bar. FX thread.
final class DatabasePulse implements AutoCloseable {
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final Duration ANXIOUS = Duration.ofSeconds(2);

    private final OwnAccess access;
    private final Consumer<Throwable> ending;
    private boolean told;
    private final Channel asking;
    private final Link link;

    /// @param ending told once, on the FX thread, when the login has lost its role or its way in
    DatabasePulse(Database database, TaskRunner tasks, Link link, Consumer<Throwable> ending) {
        this.access = new OwnAccess(database);
        this.ending = ending;
        this.asking = tasks.latest("pulse");
        this.link = link;
    }

    void begin() {
        ask(CALM);
    }

    private void ask(Duration pause) {
        asking.runAfter(
                pause,
                access::hasRole,
                has -> {
                    if (!has) {
                        tell(new Rejected("role_taken"));
                    }
                    heard(Link.State.REACHED, CALM);
                },
                thrown -> {
                    if (thrown instanceof Rejected) {
                        tell(thrown);
                    }
                    heard(Link.State.AWAY, ANXIOUS);
                });
    }

    /// That the rights are gone is said once (F26); what is still tried meets the database's own refusal.
    private void tell(Throwable ended) {
        if (!told) {
            told = true;
            ending.accept(ended);
        }
    }

    private void heard(Link.State state, Duration pause) {
        link.report(state);
        ask(pause);
    }

    @Override
    public void close() {
        asking.cancel();
    }
}
