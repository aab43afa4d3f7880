package com.arzani.tokens.app;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Link;
import com.arzani.tokens.ui.TaskRunner;
import java.time.Duration;

/// Asks the database from time to time whether it is there, more often while it is away, for the status bar. FX thread.
final class DatabasePulse implements AutoCloseable {
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final Duration ANXIOUS = Duration.ofSeconds(2);

    private final Database database;
    private final Channel asking;
    private final Link link;

    DatabasePulse(Database database, TaskRunner tasks, Link link) {
        this.database = database;
        this.asking = tasks.latest("pulse");
        this.link = link;
    }

    void begin() {
        ask(CALM);
    }

    private void ask(Duration pause) {
        asking.runAfter(
                pause,
                () -> database.read(session ->
                        session.createNativeQuery("SELECT 1", Integer.class).getSingleResult()),
                one -> heard(Link.State.REACHED, CALM),
                thrown -> heard(Link.State.AWAY, ANXIOUS));
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
