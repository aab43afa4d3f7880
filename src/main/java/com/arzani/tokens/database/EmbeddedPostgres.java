package com.arzani.tokens.database;

import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
    private static final int PORT_ATTEMPTS = 10;
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(3);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final DataFolder folder;
    private final ServerPrograms programs;
    private final PostgresBinaries binaries;
    private final EmbeddedPasswords passwords;
    private final ConsoleLocks locks;
    private int port;
    private boolean joined;

    private EmbeddedPostgres(
            DataFolder folder,
            ServerPrograms programs,
            PostgresBinaries binaries,
            EmbeddedPasswords passwords,
            ConsoleLocks locks) {
        this.folder = folder;
        this.programs = programs;
        this.binaries = binaries;
        this.passwords = passwords;
        this.locks = locks;
    }

    /// The folder of the operating system in which the data is kept unless another is named.
    public static Path usualFolder() {
        return Platform.current().dataFolder();
    }

    /// Starts the server over a data folder, or joins the one that runs; returns when it answers.
    ///
    /// @param settings server settings over our own, for tests and for tuning
    /// @throws com.arzani.tokens.problem.Rejected `data_folder_not_writable`, `data_of_other_version`
    /// @throws Unavailable `server_did_not_start`, `database_full`
    public static EmbeddedPostgres start(Path data, Map<String, String> settings) {
        Platform platform = Platform.current();
        DataFolder folder = DataFolder.opened(data);
        PostgresBinaries binaries = PostgresBinaries.unpacked(platform, platform.cacheFolder());
        ServerPrograms programs = new ServerPrograms(folder, binaries, ServerAccount.fitting(platform));
        ConsoleLocks locks = new ConsoleLocks(folder);
        try {
            locks.lockStart();
            EmbeddedPostgres server =
                    new EmbeddedPostgres(folder, programs, binaries, EmbeddedPasswords.of(folder), locks);
            server.bringUp(settings);
            locks.joinConsoles();
            locks.unlockStart();
            return server;
        } catch (IOException failure) {
            locks.close();
            throw DataFolder.problem(failure, folder.root());
        } catch (RuntimeException failure) {
            locks.close();
            throw failure;
        }
    }

    /// Where to connect.
    public ConnectionProfile profile() {
        return profile(DATABASE);
    }

    /// Where to connect, for another database of this server.
    public ConnectionProfile profile(String database) {
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

    /// True when the server was already running.
    public boolean joined() {
        return joined;
    }

    public Path folder() {
        return folder.root();
    }

    /// Ends this console's use; the last console stops the server.
    @Override
    public void close() {
        try {
            locks.lockStart();
            if (locks.leaveAsLast() && !programs.stop()) {
                LOG.warn("PostgreSQL did not stop in time; the next start will recover it");
            }
        } catch (IOException failure) {
            LOG.warn("PostgreSQL could not be stopped", failure);
        } finally {
            locks.close();
        }
    }

    private void bringUp(Map<String, String> settings) throws IOException {
        if (Files.exists(folder.cluster())) {
            folder.requireVersion(binaries.dataVersion());
        } else {
            programs.makeCluster(superuser());
        }
        joined = joinRunning();
        if (!joined) {
            startFresh(ServerSettings.merged(settings, binaries));
        }
        awaitAnswer();
        makeDatabase();
    }

    /// A server of a killed console still runs, or is just coming up.
    private boolean joinRunning() throws IOException {
        long deadline = System.nanoTime() + RECOVERY_LIMIT.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Optional<PostmasterFile> file = PostmasterFile.read(folder.cluster());
            if (file.isEmpty()) {
                return false;
            }
            if (!file.get().mayLive()) {
                // PostgreSQL itself would refuse to start when another process has got the number by now.
                Files.deleteIfExists(folder.cluster().resolve("postmaster.pid"));
                return false;
            }
            if (file.get().ready() && file.get().port() > 0) {
                port = file.get().port();
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw programs.notStarted();
    }

    private void startFresh(Map<String, String> settings) throws IOException {
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            port = freePort();
            Map<String, String> all = new TreeMap<>(settings);
            all.put("port", Integer.toString(port));
            ServerSettings.write(folder.cluster(), all);
            if (programs.start()) {
                return;
            }
            if (!portTaken(port) && !programs.childrenOfKilledServerLinger()) {
                throw programs.notStarted();
            }
            LOG.info("Starting PostgreSQL again on another port");
        }
        throw programs.notStarted();
    }

    private void awaitAnswer() {
        long deadline = System.nanoTime() + RECOVERY_LIMIT.toNanos();
        while (true) {
            try (Connection connection = superuserConnection("postgres")) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException notYet) {
                boolean coming = "57P03".equals(notYet.getSQLState());
                if (!coming || System.nanoTime() - deadline > 0) {
                    throw new Unavailable(
                            notYet, "server_did_not_start", folder.log().toString());
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void makeDatabase() {
        try (Connection connection = superuserConnection("postgres");
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException failure) {
            throw SqlProblems.of(failure)
                    .map(RuntimeException.class::cast)
                    .orElseGet(() -> new IllegalStateException(failure));
        }
    }

    private Connection superuserConnection(String database) throws SQLException {
        return profile(database).ownerSource(superuser(), "arzani-start").getConnection();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean portTaken(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }
}
