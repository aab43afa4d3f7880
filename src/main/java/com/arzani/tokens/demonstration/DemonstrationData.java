package com.arzani.tokens.demonstration;

import com.arzani.tokens.problem.Conflict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// Fills an empty, migrated database with two years of a marketplace, made here and copied by the database's owner
/// (ruling 16). All of it is one transaction: whoever kills the program finds the database empty again.
public final class DemonstrationData {
    /// The setting that says a database holds demonstration data; its value tells which.
    static final String MARKER = "DEMONSTRATION_DATA";

    private static final int CHUNK = 2_000;
    private static final int LARGE_CHUNK = 10_000;
    private static final long LARGE = 200_000;
    /// From here on an index is sorted faster than it grows.
    private static final long INDEXES_REST = 30_000;

    private final DataSource owner;

    /// @param owner connections of the schema's owner, over a database whose schema is current
    public DemonstrationData(DataSource owner) {
        this.owner = owner;
    }

    /// True when there is neither user nor entry nor listing: a database to fill.
    public boolean wanted() {
        return inConnection(DemonstrationData::empty);
    }

    /// What was loaded, in words, if the database holds demonstration data.
    public Optional<String> loaded() {
        return inConnection(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet found =
                            statement.executeQuery("SELECT value FROM settings WHERE name = '" + MARKER + "'")) {
                return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
            }
        });
    }

    /// Makes and loads the data; gives the number of ledger entries. Blocks until it is committed.
    ///
    /// @param progress called in this thread, a few times a second
    /// @throws Conflict `demonstration_not_empty` when the database holds data; nothing was changed
    /// @throws com.arzani.tokens.problem.Unavailable `cancelled` when the thread is interrupted; nothing is kept
    public long load(DemonstrationSize size, Consumer<DemonstrationProgress> progress) {
        return inConnection(connection -> {
            connection.setAutoCommit(false);
            try {
                long entries = load(connection, size, progress);
                connection.commit();
                return entries;
            } catch (Throwable failure) {
                connection.rollback();
                throw failure;
            }
        });
    }

    private static long load(Connection connection, DemonstrationSize size, Consumer<DemonstrationProgress> progress)
            throws SQLException {
        progress.accept(new DemonstrationProgress(DemonstrationProgress.Step.PREPARING, 0, size.transactions()));
        Story story = new Story(size, prepare(connection));
        makePartitions(connection, story.firstDay());
        PackageRows.write(story.packages(), connection);
        RestedConstraints constraints = new RestedConstraints(connection);
        boolean large = size.transactions() >= LARGE;
        constraints.rest(size.transactions() >= INDEXES_REST);
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        long[] done = {0};
        Conveyor.run(next -> story.tell(next, large ? LARGE_CHUNK : CHUNK), chunk -> {
            copy(chunk, copies);
            done[0] += chunk.entries();
            progress.accept(new DemonstrationProgress(
                    chunk.entries() > 0 ? DemonstrationProgress.Step.LEDGER : DemonstrationProgress.Step.PAYMENTS,
                    Math.min(done[0], size.transactions()),
                    size.transactions()));
        });
        progress.accept(new DemonstrationProgress(DemonstrationProgress.Step.INDEXES, done[0], done[0]));
        Aftermath.writeContacts(connection);
        constraints.restore();
        progress.accept(new DemonstrationProgress(DemonstrationProgress.Step.TOTALS, done[0], done[0]));
        Aftermath.write(connection, size, done[0]);
        progress.accept(new DemonstrationProgress(DemonstrationProgress.Step.FINISHED, done[0], done[0]));
        return done[0];
    }

    /// Keeps a second loader out, looks once more, and asks for the time of all rules.
    private static long prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('arzani.demonstration', 0))");
            statement.execute("SET LOCAL maintenance_work_mem = '256MB'");
            if (!empty(connection)) {
                throw new Conflict("demonstration_not_empty");
            }
            try (ResultSet now = statement.executeQuery("SELECT ledger_now()")) {
                now.next();
                return Times.micros(now.getObject(1, OffsetDateTime.class).toInstant());
            }
        }
    }

    /// As the owner of the ledger's tables, to whom partitions belong.
    private static void makePartitions(Connection connection, LocalDate from) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement call = connection.prepareStatement(
                        "SELECT ensure_partitions(?, ((ledger_now() AT TIME ZONE 'UTC') + interval '24 months')::date)")) {
            statement.execute("SET LOCAL ROLE tok_owner");
            call.setDate(1, Date.valueOf(from));
            call.execute();
            statement.execute("RESET ROLE");
        }
    }

    private static void copy(Chunk chunk, CopyManager copies) {
        for (Map.Entry<Table, CopyRows> table : chunk.rows().entrySet()) {
            try {
                copies.copyIn(table.getKey().copyStatement(), table.getValue().open(), 1 << 16);
            } catch (SQLException refused) {
                throw new CopyRefused(refused);
            } catch (IOException inMemory) {
                throw new UncheckedIOException(inMemory);
            }
        }
    }

    private static boolean empty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT NOT EXISTS (SELECT FROM users)"
                        + " AND NOT EXISTS (SELECT FROM businesses) AND NOT EXISTS (SELECT FROM token_entry_keys)")) {
            found.next();
            return found.getBoolean(1);
        }
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T inConnection(Work<T> work) {
        try (Connection connection = owner.getConnection()) {
            return work.with(connection);
        } catch (SQLException failure) {
            throw new CopyRefused(failure);
        }
    }

    /// PostgreSQL refused what should be valid, or went away.
    private static final class CopyRefused extends RuntimeException {
        CopyRefused(SQLException cause) {
            super("Demonstration data could not be loaded", cause);
        }
    }
}
