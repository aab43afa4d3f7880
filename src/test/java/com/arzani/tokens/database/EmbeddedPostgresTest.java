package com.arzani.tokens.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import com.arzani.tokens.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    /// A kill of processes loses nothing of what the system has taken over; only a power cut would.
    private static final Map<String, String> PLAIN = Map.of("fsync", "off");

    /// A folder as a first start leaves it, so that not every test has to make its own.
    @TempDir
    private static Path started;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startOnce() {
        EmbeddedPostgres.start(started, PLAIN).close();
    }

    /// Whatever a failed test left running.
    @AfterEach
    void endServer() throws IOException {
        if (Files.exists(cluster().resolve("postmaster.pid"))) {
            killServer();
        }
    }

    @Test
    void keepsItsDataBetweenRunsAndItsPort() {
        int port;
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder, PLAIN)) {
            port = first.profile().port();
            assertThat(first.joined()).isFalse();
            sql(first).execute("CREATE TABLE kept AS SELECT 42 AS number");
        }
        assertThat(cluster().resolve("postmaster.pid")).doesNotExist();

        try (EmbeddedPostgres second = EmbeddedPostgres.start(folder, PLAIN)) {
            assertThat(sql(second).number("SELECT number FROM kept")).isEqualTo(42);
            assertThat(second.profile().port()).isEqualTo(port);
        }
    }

    @Test
    void takesScramPasswordsOnlyAndKeepsThemFromOtherUsers() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder, PLAIN)) {
            ConnectionProfile profile = server.profile();
            Credentials wrong = new Credentials("postgres", "postgres".toCharArray());

            assertThatThrownBy(() -> new Sql(profile.ownerSource(wrong, "test")).execute("SELECT 1"))
                    .isInstanceOfSatisfying(
                            Sql.SqlFailure.class,
                            failure -> assertThat(failure.state()).isEqualTo("28P01"));
            assertThat(sql(server).number("SELECT count(*) FROM pg_authid WHERE rolpassword LIKE 'SCRAM-SHA-256$%'"))
                    .isEqualTo(1);
            assertThat(sql(server)
                            .number("SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"))
                    .isZero();
            assertThat(sql(server).value(String.class, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(sql(server).value(String.class, "SHOW unix_socket_directories"))
                    .isEmpty();
            assertThat(sql(server)
                            .value(String.class, "SELECT datlocprovider::text || datlocale FROM pg_database LIMIT 1"))
                    .isEqualTo("bC.UTF-8");
        }
        Path database = folder.resolve("database");
        assertThat(rights(database)).isEqualTo("rwx------");
        assertThat(rights(database.resolve("passwords.properties"))).isEqualTo("rw-------");
        assertThat(database.resolve("initdb.password")).doesNotExist();
    }

    @Test
    void theSecondConsoleJoinsAndTheLastOneStopsTheServer() throws IOException {
        try (ConsoleProcess first = ConsoleProcess.launch(folder);
                ConsoleProcess second = ConsoleProcess.launch(folder)) {
            // Both at the same moment: one starts, the other waits and joins.
            first.send("start");
            second.send("start");
            List<String> answers = List.of(first.answer(), second.answer());
            assertThat(answers)
                    .filteredOn(answer -> answer.startsWith("started "))
                    .hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.startsWith("joined "))
                    .hasSize(1);
            assertThat(answers.stream().map(answer -> answer.split(" ")[1]).distinct())
                    .hasSize(1);

            assertThat(first.ask("write 1")).isEqualTo("written 1");
            assertThat(first.ask("close")).isEqualTo("closed");
            assertThat(second.ask("count")).isEqualTo("1");
            assertThat(second.ask("close")).isEqualTo("closed");
            assertThat(serverLives()).isFalse();
        }
    }

    @Test
    void aKilledConsoleDoesNotKeepTheServerForEver() throws IOException {
        useStartedFolder();
        try (ConsoleProcess killed = ConsoleProcess.launch(folder)) {
            String port = killed.ask("start").split(" ")[1];
            killed.kill();
            try (EmbeddedPostgres next = EmbeddedPostgres.start(folder, PLAIN)) {
                assertThat(next.joined()).isTrue();
                assertThat(next.profile().port()).isEqualTo(Integer.parseInt(port));
            }
            assertThat(serverLives()).isFalse();
        }
    }

    @Test
    void theServerHasASessionOfItsOwnSoThatCtrlCDoesNotReachIt() throws IOException {
        useStartedFolder();
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "needs /proc");
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder, PLAIN)) {
            assertThat(server.joined()).isFalse();
            long pid = PostmasterFile.read(cluster()).orElseThrow().pid();

            assertThat(session(pid))
                    .isNotEqualTo(session(ProcessHandle.current().pid()));
        }
    }

    @Test
    void aStalePidFileOfAnotherProcessDoesNotStopTheStart() throws IOException {
        useStartedFolder();
        List<String> stale = List.of(
                Long.toString(ProcessHandle.current().pid()),
                cluster().toString(),
                "0",
                "1",
                "",
                "127.0.0.1",
                "0 0",
                "ready");
        Files.write(cluster().resolve("postmaster.pid"), stale);

        try (EmbeddedPostgres next = EmbeddedPostgres.start(folder, PLAIN)) {
            assertThat(next.joined()).isFalse();
            assertThat(sql(next).number("SELECT 1")).isEqualTo(1);
        }
    }

    @Test
    void aHalfMadeClusterIsMadeAnew() throws IOException {
        Path half = Files.createDirectories(folder.resolve("database").resolve("cluster.new"));
        Files.writeString(half.resolve("PG_VERSION"), "18\n");

        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder, PLAIN)) {
            assertThat(sql(server).number("SELECT 1")).isEqualTo(1);
            assertThat(half).doesNotExist();
        }
    }

    @Test
    void takesAnotherPortWhenOneIsTaken() throws IOException {
        useStartedFolder();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports free = new Ports(taken.getLocalPort());

            try (EmbeddedPostgres server = start(free)) {
                assertThat(server.profile().port()).isNotEqualTo(taken.getLocalPort());
                assertThat(sql(server).number("SELECT 1")).isEqualTo(1);
            }
        }
    }

    @Test
    void f3StartsTheServerAgainWhenItDiesUnderAWorkingConsole() throws IOException {
        useStartedFolder();
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder, PLAIN)) {
            sql(server).execute("CREATE TABLE kept AS SELECT 42 AS number");
            killServer();

            Await.until("the server lives or ends as it should", () -> answers(server));

            assertThat(sql(server).number("SELECT number FROM kept")).isEqualTo(42);
        }
        assertThat(serverLives()).isFalse();
    }

    @Test
    void refusesDataOfAnotherVersionAndLeavesItAlone() throws IOException {
        Path version = Files.createDirectories(cluster()).resolve("PG_VERSION");
        Files.writeString(version, "17\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, PLAIN))
                .isInstanceOfSatisfying(TokenProblem.class, problem -> {
                    assertThat(problem.key()).isEqualTo("data_of_other_version");
                    assertThat(problem.arguments()).startsWith("17", "18");
                });
        try (var files = Files.list(cluster())) {
            assertThat(files).containsExactly(version);
        }
    }

    @Test
    void refusesADataFolderThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("a file"), "not a folder");

        assertThatThrownBy(() -> EmbeddedPostgres.start(file, PLAIN))
                .isInstanceOfSatisfying(TokenProblem.class, problem -> {
                    assertThat(problem.key()).isEqualTo("data_folder_not_writable");
                    assertThat(problem.arguments()).containsExactly(file.toString());
                });
    }

    @Test
    void leavesTheRightsOfAFolderThatWasThereBefore() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));

        DataFolder.opened(shared, ServerAccount.OWN);

        assertThat(rights(shared)).isEqualTo("rwxr-xr-x");
        assertThat(rights(shared.resolve("database"))).isEqualTo("rwx------");
    }

    @Test
    void saysThatThePasswordsAreMissing() throws IOException {
        useStartedFolder();
        Files.delete(folder.resolve("database").resolve("passwords.properties"));

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, PLAIN))
                .isInstanceOf(TokenProblem.class)
                .hasMessage("data_without_passwords");
    }

    @Test
    void saysThatTheServerDidNotStart() throws IOException {
        useStartedFolder();
        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, Map.of("shared_buffers", "a lot")))
                .isInstanceOf(Unavailable.class)
                .hasMessage("server_did_not_start");
    }

    @Test
    void f19SaysThatTheDiskIsFull() throws IOException, InterruptedException {
        List<String> smallDisk = List.of(
                "unshare",
                "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=10m none \"$0\" && exec \"$@\"",
                folder.toString());
        assumeTrue(runs(smallDisk, "true"), "needs a user namespace with a file system of its own");

        try (ConsoleProcess console = ConsoleProcess.launch(smallDisk, folder)) {
            assertThat(console.ask("start")).isEqualTo("database_full");
        }
    }

    private static boolean runs(List<String> around, String program) throws InterruptedException {
        List<String> command = new ArrayList<>(around);
        command.add(program);
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    @Test
    void tellsAFullDiskFromAFolderWithoutRights() {
        assertThat(DataFolder.problem(new IOException("No space left on device"), folder)
                        .key())
                .isEqualTo("database_full");
        assertThat(DataFolder.problem(new IOException("Permission denied"), folder)
                        .key())
                .isEqualTo("data_folder_not_writable");
    }

    @Test
    void saysThatTheOtherUserCannotReachTheDataFolder() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can step down");
        Path closed = Files.createDirectory(folder.resolve("closed"));
        DataFolder.onlyOwner(closed);

        assertThatThrownBy(() -> EmbeddedPostgres.start(closed, PLAIN, ServerAccount.STEPPED_DOWN, new Ports(0)))
                .isInstanceOf(TokenProblem.class)
                .hasMessage("data_folder_not_writable");
    }

    @Test
    void rootCanAlsoStepDownToAnotherUser() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can step down");
        // The other user must be able to reach the data, which the folders of root's tests do not allow.
        Path reachable = Files.createTempDirectory("stepped-down-");
        Files.setPosixFilePermissions(reachable, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path binaries = Files.createDirectories(reachable.resolve("database").resolve("binaries"));
        copy(Platform.current().cacheFolder(), binaries);
        try (EmbeddedPostgres server =
                EmbeddedPostgres.start(reachable, PLAIN, ServerAccount.STEPPED_DOWN, new Ports(0))) {
            assertThat(sql(server).number("SELECT 1")).isEqualTo(1);
            assertThat(Files.getAttribute(reachable.resolve("database").resolve("cluster"), "unix:uid"))
                    .isEqualTo(65534);
        } finally {
            DataFolder.deleteTree(reachable);
        }
    }

    private EmbeddedPostgres start(IntSupplier ports) {
        return EmbeddedPostgres.start(folder, PLAIN, ServerAccount.fitting(Platform.current()), ports);
    }

    private static boolean answers(EmbeddedPostgres server) {
        try {
            return sql(server).number("SELECT 1") == 1;
        } catch (Sql.SqlFailure notYet) {
            return false;
        }
    }

    private static String session(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
    }

    @Test
    void aKillOfConsoleAndServerLosesNothingThatWasAcknowledged() throws IOException {
        useStartedFolder();
        long acknowledged = 0;
        try (ConsoleProcess console = ConsoleProcess.launch(folder)) {
            assertThat(console.ask("start")).startsWith("started ");
            for (long number = 1; number <= 50; number++) {
                assertThat(console.ask("write " + number)).isEqualTo("written " + number);
                acknowledged = number;
            }
            console.kill();
        }
        assertThat(serverLives()).as("the server outlives its console").isTrue();
        killServer();

        try (EmbeddedPostgres next = EmbeddedPostgres.start(folder, PLAIN)) {
            assertThat(next.joined()).isFalse();
            assertThat(sql(next).number("SELECT count(*) FROM kept")).isEqualTo(acknowledged);
        }
    }

    private void useStartedFolder() throws IOException {
        copy(started, folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (!Files.isDirectory(copy)) {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static Sql sql(EmbeddedPostgres server) {
        return new Sql(server.ownerSource());
    }

    private Path cluster() {
        return folder.resolve("database").resolve("cluster");
    }

    private boolean serverLives() throws IOException {
        return PostmasterFile.read(cluster())
                .filter(file -> file.mayServe(realCluster()))
                .isPresent();
    }

    private Path realCluster() {
        try {
            return cluster().toRealPath();
        } catch (IOException gone) {
            return cluster();
        }
    }

    private void killServer() throws IOException {
        ProcessHandle.of(PostmasterFile.read(cluster()).orElseThrow().pid()).ifPresent(ProcessHandle::destroyForcibly);
        Await.until("the server lives or ends as it should", () -> {
            try {
                return !serverLives();
            } catch (IOException gone) {
                return true;
            }
        });
    }
}
