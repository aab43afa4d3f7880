package com.arzani.tokens.database.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;

/// One login's connections, used again and again: a new one costs 20 ms, and the tests ask for some ten thousand.
/// A connection that comes back is made as good as new (`DISCARD ALL`), one that died in between is replaced.
final class Connections implements AutoCloseable {
    private static final int CHECK_SECONDS = 20;

    private final DataSource source;
    private final int kept;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /// @param kept how many stay open while nobody uses them; with 0 each is a new one
    Connections(DataSource source, int kept) {
        this.source = source;
        this.kept = kept;
    }

    DataSource source() {
        return source;
    }

    Connection take() throws SQLException {
        for (Connection used = idle.poll(); used != null; used = idle.poll()) {
            if (used.isValid(CHECK_SECONDS)) {
                return used;
            }
            end(used);
        }
        return source.getConnection();
    }

    void giveBack(Connection connection) {
        if (closed || idle.size() >= kept || !cleaned(connection)) {
            end(connection);
        } else {
            idle.push(connection);
        }
    }

    private static boolean cleaned(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DISCARD ALL");
            return true;
        } catch (SQLException gone) {
            return false;
        }
    }

    private static void end(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            return;
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Connection last = idle.poll(); last != null; last = idle.poll()) {
            end(last);
        }
    }
}
