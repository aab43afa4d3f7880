package com.arzani.tokens.database;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the server of one data folder to life: made, joined or started, whatever the last run left behind.
/// To be used under the start lock.
final class ServerStart {
    private static final Logger LOG = LoggerFactory.getLogger(ServerStart.class);
    private static final int ATTEMPTS = 10;
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(3);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int KNOCK_MILLIS = 2_000;

    private final DataFolder folder;
    private final ServerPrograms programs;
    private final PostgresBinaries binaries;

    ServerStart(DataFolder folder, ServerPrograms programs, PostgresBinaries binaries) {
        this.folder = folder;
        this.programs = programs;
        this.binaries = binaries;
    }

    /// @param joined true when the server was running already
    record Running(int port, boolean joined) {}

    /// @param ports proposes a port for each attempt
    Running bringUp(Credentials superuser, Map<String, String> settings, IntSupplier ports) throws IOException {
        if (!Files.exists(folder.cluster())) {
            programs.makeCluster(superuser);
        }
        int found = running();
        int port = found > 0 ? found : startFresh(ServerSettings.merged(settings, binaries), ports);
        awaitAnswer(EmbeddedPostgres.profile(port, "postgres"), superuser);
        return new Running(port, found > 0);
    }

    /// True while the server's process lives; a cheap look at one file.
    boolean alive() {
        try {
            return PostmasterFile.read(folder.cluster())
                    .filter(file -> file.mayServe(folder.cluster()))
                    .isPresent();
        } catch (IOException unreadable) {
            return true;
        }
    }

    /// The port of a server that a killed console left running or coming up; 0 when none runs.
    private int running() throws IOException {
        long deadline = System.nanoTime() + RECOVERY_LIMIT.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Optional<PostmasterFile> file = PostmasterFile.read(folder.cluster());
            if (file.isEmpty()) {
                return 0;
            }
            if (!file.get().mayServe(folder.cluster())) {
                // PostgreSQL itself would refuse to start when another process has got the number by now.
                Files.deleteIfExists(folder.cluster().resolve("postmaster.pid"));
                return 0;
            }
            if (file.get().ready()) {
                return listens(file.get().port()) ? file.get().port() : 0;
            }
            pause();
        }
        throw programs.notStarted();
    }

    private int startFresh(Map<String, String> settings, IntSupplier ports) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ports.getAsInt();
            Map<String, String> all = new TreeMap<>(settings);
            all.put("port", Integer.toString(port));
            ServerSettings.write(folder.cluster(), all);
            // A long recovery outlasts pg_ctl's patience, not ours.
            if (programs.start() || running() == port) {
                return port;
            }
            if (!taken(port) && !programs.childrenOfKilledServerLinger()) {
                throw programs.notStarted();
            }
            LOG.info("Starting PostgreSQL once more");
        }
        throw programs.notStarted();
    }

    private void awaitAnswer(ConnectionProfile profile, Credentials superuser) {
        long deadline = System.nanoTime() + RECOVERY_LIMIT.toNanos();
        while (true) {
            try (Connection connection =
                    profile.ownerSource(superuser, "arzani-start").getConnection()) {
                LOG.debug("Connected to {}", connection.getMetaData().getDatabaseProductVersion());
                return;
            } catch (SQLException notYet) {
                if ("28P01".equals(notYet.getSQLState())) {
                    throw new Rejected(
                            notYet, "data_without_passwords", folder.passwords().toString());
                }
                if (!"57P03".equals(notYet.getSQLState()) || System.nanoTime() - deadline > 0) {
                    throw new Unavailable(
                            notYet, "server_did_not_start", folder.log().toString());
                }
            }
            pause();
        }
    }

    private static void pause() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Unavailable("cancelled");
        }
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), KNOCK_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static boolean taken(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }
}
