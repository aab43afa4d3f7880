package com.arzani.tokens.database;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs `initdb` and `pg_ctl` for one data folder. Their output goes to files, never to a pipe: a server that outlives
/// us would keep it open.
final class ServerPrograms {
    private static final Logger LOG = LoggerFactory.getLogger(ServerPrograms.class);
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(3);
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 60;
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int LAST_LINES = 20;

    private final DataFolder folder;
    private final PostgresBinaries binaries;
    private final ServerAccount account;

    ServerPrograms(DataFolder folder, PostgresBinaries binaries, ServerAccount account) {
        this.folder = folder;
        this.binaries = binaries;
        this.account = account;
    }

    /// Makes the cluster aside and renames it: data under the final name is always whole.
    void makeCluster(Credentials superuser) throws IOException {
        Path aside = folder.clusterAside();
        prepareLog();
        DataFolder.deleteTree(aside);
        Files.createDirectory(aside);
        account.own(aside);
        Path passwordFile = folder.root().resolve("initdb.password");
        try {
            DataFolder.writeSecret(passwordFile, superuser.secret() + "\n");
            account.own(passwordFile);
            boolean made = run(INITDB_LIMIT, initdb(aside, superuser, passwordFile));
            if (!made) {
                throw notStarted();
            }
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(aside, folder.cluster());
    }

    private List<String> initdb(Path target, Credentials superuser, Path passwordFile) {
        return List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + target,
                "--username=" + superuser.login(),
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions");
    }

    /// Starts the server in a session of its own (pg_ctl's doing), so that our Ctrl+C does not reach it; false when it
    /// did not come up.
    boolean start() throws IOException {
        prepareLog();
        return run(
                Duration.ofSeconds(START_SECONDS).plus(GRACE),
                List.of(
                        binaries.program("pg_ctl").toString(),
                        "start",
                        "--pgdata=" + folder.cluster(),
                        "--log=" + serverLog(),
                        "--wait",
                        "--timeout=" + START_SECONDS,
                        "--silent"));
    }

    /// Stops the server; connections are ended, what was committed stays.
    boolean stop() throws IOException {
        return run(
                Duration.ofSeconds(STOP_SECONDS).plus(GRACE),
                List.of(
                        binaries.program("pg_ctl").toString(),
                        "stop",
                        "--pgdata=" + folder.cluster(),
                        "--mode=fast",
                        "--wait",
                        "--timeout=" + STOP_SECONDS,
                        "--silent"));
    }

    /// The last lines of the server's log of this start.
    List<String> lastLines() {
        List<String> lines = new ArrayList<>();
        for (Path file : List.of(toolLog(), serverLog())) {
            try {
                List<String> all = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
                lines.addAll(all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
            } catch (IOException unreadable) {
                LOG.debug("No {}", file.getFileName());
            }
        }
        return lines;
    }

    /// After a kill of the server's parent process alone, its children take a moment to notice and to leave.
    boolean childrenOfKilledServerLinger() {
        boolean linger = lastLines().stream()
                .anyMatch(line -> line.contains("shared memory block") || line.contains("postmaster.pid"));
        if (linger) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
        return linger;
    }

    /// A start that failed: the reason goes to our log, the person gets the sentence.
    TokenProblem notStarted() {
        List<String> lines = lastLines();
        LOG.error("PostgreSQL did not start; its last lines:\n{}", String.join("\n", lines));
        String said = String.join("\n", lines).toLowerCase(Locale.ROOT);
        if (said.contains("no space left on device")) {
            return new Unavailable("database_full");
        }
        if (said.contains("permission denied")) {
            return new Rejected("data_folder_not_writable", folder.root().toString());
        }
        return new Unavailable("server_did_not_start", folder.log().toString());
    }

    private void prepareLog() throws IOException {
        if (!Files.exists(folder.log())) {
            Files.createDirectory(folder.log());
            DataFolder.onlyOwner(folder.log());
        }
        account.own(folder.log());
        if (Files.exists(serverLog())) {
            Files.move(
                    serverLog(),
                    folder.log().resolve("server.previous.log"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path serverLog() {
        return folder.log().resolve("server.log");
    }

    private Path toolLog() {
        return folder.log().resolve("tool.log");
    }

    private boolean run(Duration limit, List<String> program) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(account.command(program))
                .directory(binaries.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(toolLog().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new Unavailable(interrupted, "cancelled");
        }
    }
}
