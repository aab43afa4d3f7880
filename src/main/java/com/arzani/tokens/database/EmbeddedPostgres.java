package com.arzani.tokens.database;

import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real PostgreSQL of the user's own, on a free loopback port, its data kept between runs.
///
/// The server lives as long as any console of this user: the first starts it, others join, the last stops it.
/// A killed console leaves it running, and the next one joins it. Nothing that was committed is lost by a kill.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String DATABASE = "arzani_tokens";

    private final DataFolder folder;
    private final ServerPrograms programs;
    private final PostgresBinaries binaries;
    private final Map<String, String> settings;
    private final ServerStart start;
    private final ConsoleLocks locks;
    private EmbeddedPasswords passwords;
    private ServerStart.Running running;
    private ServerWatch watch;

    private EmbeddedPostgres(
            DataFolder folder, ServerPrograms programs, PostgresBinaries binaries, Map<String, String> settings) {
        this.folder = folder;
        this.programs = programs;
        this.binaries = binaries;
        this.settings = Map.copyOf(settings);
        this.start = new ServerStart(folder, programs, binaries);
        this.locks = new ConsoleLocks(folder);
    }

    /// The folder of the operating system in which the data is kept unless another is named.
    public static Path usualFolder() {
        Platform platform = Platform.current();
        return ServerAccount.fitting(platform) == ServerAccount.STEPPED_DOWN
                ? Platform.SHARED_DATA
                : platform.dataFolder();
    }

    /// Starts the server over a data folder, or joins the one that runs; returns when it answers and its database is
    /// there, empty at first.
    ///
    /// @param settings server settings over our own, for tests and for tuning
    /// @throws com.arzani.tokens.problem.Rejected `data_folder_not_writable`, `data_of_other_version`,
    /// `data_without_passwords`
    /// @throws Unavailable `server_did_not_start`, `server_start_locked`, `database_full`
    public static EmbeddedPostgres start(Path data, Map<String, String> settings) {
        return start(data, settings, ServerAccount.fitting(Platform.current()), null);
    }

    /// @param ports proposes ports; null for the one of the last start, then any free one
    static EmbeddedPostgres start(Path data, Map<String, String> settings, ServerAccount account, IntSupplier ports) {
        Platform platform = Platform.current();
        DataFolder folder = DataFolder.opened(data, account);
        account.requireReach(folder.root());
        Path besideData = folder.root().resolve("binaries");
        PostgresBinaries binaries = account == ServerAccount.STEPPED_DOWN
                ? PostgresBinaries.unpacked(platform, besideData)
                : PostgresBinaries.unpacked(platform, platform.cacheFolder(), besideData);
        EmbeddedPostgres server =
                new EmbeddedPostgres(folder, new ServerPrograms(folder, binaries, account), binaries, settings);
        try {
            server.bringUp(ports == null ? new Ports(ServerSettings.lastPort(folder.cluster())) : ports);
            return server;
        } catch (IOException failure) {
            server.locks.close();
            throw DataFolder.problem(failure, folder.root());
        } catch (RuntimeException failure) {
            server.locks.close();
            throw failure;
        }
    }

    private void bringUp(IntSupplier ports) throws IOException {
        locks.lockStart();
        folder.requireVersion(binaries.dataVersion());
        passwords = EmbeddedPasswords.of(folder);
        running = start.bringUp(superuser(), settings, ports);
        makeDatabase(profile("postgres").ownerSource(superuser(), "arzani-start"));
        locks.joinConsoles();
        locks.unlockStart();
        watch = new ServerWatch(start, this::revive);
    }

    private synchronized void revive() throws IOException {
        if (locks.closed()) {
            return;
        }
        locks.lockStart();
        try {
            start.bringUp(superuser(), settings, running::port);
        } finally {
            locks.unlockStart();
        }
    }

    /// Where to connect.
    public ConnectionProfile profile() {
        return profile(DATABASE);
    }

    /// Where to connect, for another database of this server.
    public ConnectionProfile profile(String database) {
        return profile(running.port(), database);
    }

    static ConnectionProfile profile(int port, String database) {
        return new ConnectionProfile("embedded", "127.0.0.1", port, database, null);
    }

    /// The login of a demonstration operator (`demo_support` ...) or of the background jobs (`tokens_jobs`).
    public Credentials credentials(String login) {
        return passwords.credentials(login);
    }

    /// The owner of the data: the embedded server belongs to the user who runs it.
    public Credentials superuser() {
        return passwords.credentials(EmbeddedPasswords.SUPERUSER);
    }

    /// Connections of the owner, for migrations and for loading demonstration data.
    public DataSource ownerSource() {
        return profile().ownerSource(superuser(), "arzani-owner");
    }

    /// Makes or renews the logins of the demonstration operators and of the jobs; to be called when the migrations have
    /// run.
    public void makeLogins() {
        new EmbeddedLogins(ownerSource()).make(this);
    }

    /// True when the server was already running.
    public boolean joined() {
        return running.joined();
    }

    /// The folder that holds this server's data, log and passwords.
    public Path folder() {
        return folder.root();
    }

    /// Ends this console's use; the last console stops the server. Closing twice does nothing more.
    @Override
    public synchronized void close() {
        if (locks.closed()) {
            return;
        }
        watch.end();
        try {
            locks.lockStart();
            if (locks.leaveAsLast() && !programs.stop()) {
                LOG.warn("PostgreSQL did not stop in time; the next start will recover it");
            }
        } catch (IOException | Unavailable failure) {
            LOG.warn("PostgreSQL could not be stopped; the next start will join or recover it", failure);
        } finally {
            locks.close();
        }
    }

    private static void makeDatabase(DataSource server) {
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException failure) {
            throw SqlProblems.asProblem(failure);
        }
    }
}
