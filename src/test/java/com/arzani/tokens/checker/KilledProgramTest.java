package com.arzani.tokens.checker;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.problem.Unavailable;
import com.arzani.tokens.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A program under mixed load is killed at random moments, and the database server under it: what was acknowledged is
/// there once, what was refused is not, and the proof is green.
@ExtendWith(Silence.class)
class KilledProgramTest {
    /// A kill of processes loses nothing of what the system has taken over; only a power cut would.
    private static final Map<String, String> PLAIN = Map.of("fsync", "off");
    private static final int ROUNDS = 5;
    private static final int SOAK_ROUNDS = 200;
    private static final int USERS = 12;
    private static final Duration BOUND = Duration.ofSeconds(90);

    @TempDir
    private Path data;

    private final Random random = new Random();
    private EmbeddedPostgres server;
    private Sql sql;
    private long firstUser;

    @BeforeEach
    void start() {
        server = EmbeddedPostgres.start(data, PLAIN);
        Migrations.embedded(server.ownerSource()).migrate();
        server.makeLogins();
        sql = new Sql(server.ownerSource());
        sql.execute(
                "INSERT INTO settings (name, version, value, reason) SELECT name, 2, '1000000', 'much is asked for here'"
                        + " FROM settings WHERE name LIKE 'LIMIT#_%' ESCAPE '#'");
        firstUser = sql.number(
                "SELECT min(id) FROM (SELECT nextval('users_id_seq') AS id FROM generate_series(1, ?)) n", USERS);
        sql.execute(
                "INSERT INTO users (id, email, first_name) SELECT n, n || '@example.com', 'Ann' FROM generate_series(?, ?) n",
                firstUser,
                firstUser + USERS - 1);
        for (long user = firstUser; user < firstUser + USERS; user++) {
            sql.rows("SELECT id FROM adjust_tokens(?, ?, 1, 500, 'goodwill', 'to begin with')", "begin-" + user, user);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// What one program asked for and was told.
    private static final class Told {
        final Map<String, String> asked = new HashMap<>();
        final Map<String, Long> acknowledged = new HashMap<>();
        final Set<String> refused = new HashSet<>();

        void hear(String line) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "ask" -> asked.put(words[1], words[2] + " " + words[3] + " " + words[4]);
                case "ack" -> acknowledged.put(words[1], Long.parseLong(words[2]));
                case "no" -> refused.add(words[1]);
                default -> assertThat(line).startsWith("lost ");
            }
        }
    }

    @Test
    void f1_aProgramKilledUnderLoadLosesAndDoublesNothing() throws IOException {
        rounds(ROUNDS);
    }

    @Test
    @Tag("soak")
    void f1_aProgramKilledTwoHundredTimesUnderLoadLosesAndDoublesNothing() throws IOException {
        rounds(SOAK_ROUNDS);
    }

    private void rounds(int rounds) throws IOException {
        Process next = launch(0);
        for (int round = 0; round < rounds; round++) {
            Process program = next;
            // The next one starts up meanwhile, its Java takes longer than a round.
            next = round + 1 < rounds ? launch(round + 1) : null;
            // Every fifth time the server goes first.
            Told told = killUnderLoad(program, round % ROUNDS == ROUNDS - 1);
            judge("k" + round, told);
        }
        prove();
    }

    private Process launch(int round) throws IOException {
        return LoadProcess.launch(data, "k" + round, firstUser, USERS);
    }

    private Told killUnderLoad(Process program, boolean serverToo) throws IOException {
        Told told = new Told();
        int acknowledgements = 1 + random.nextInt(300);
        try (BufferedReader answers =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(hear(answers)).isEqualTo("ready");
            program.getOutputStream().write('\n');
            program.getOutputStream().flush();
            while (told.acknowledged.size() < acknowledgements) {
                told.hear(hear(answers));
            }
            LockSupport.parkNanos(random.nextInt(3_000_000));
            if (serverToo) {
                killServer();
            }
            // Not Process.destroyForcibly(), which would close what is still to be read.
            program.toHandle().destroyForcibly();
            for (String line = hear(answers); line != null; line = hear(answers)) {
                told.hear(line);
            }
        } finally {
            program.destroyForcibly().onExit().join();
        }
        return told;
    }

    /// The next whole line; a last one that was cut off in the middle says nothing.
    private static String hear(BufferedReader answers) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("> ") && line.endsWith(" .")) {
                return line.substring(2, line.length() - 2);
            }
        }
        return null;
    }

    private void killServer() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(data.resolve("database/cluster/postmaster.pid"))
                .getFirst()
                .strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        // The console that still runs starts it again.
        Await.until("the server is back", BOUND, () -> {
            try {
                return postmaster.onExit().isDone() && sql.number("SELECT 1") == 1;
            } catch (Sql.SqlFailure | Unavailable notYet) {
                return false;
            }
        });
    }

    private void judge(String name, Told told) {
        Await.until(
                "the killed program's sessions are over",
                () -> sql.number(
                                "SELECT count(*) FROM pg_stat_activity WHERE application_name = ? AND state <> 'idle'",
                                LoadProcess.APPLICATION)
                        == 0);
        Map<String, Long> present = new HashMap<>();
        sql.rows(
                        "SELECT operation_key, id, user_id || ' ' || transaction_type || ' ' || tokens_amount AS content"
                                + " FROM token_transactions WHERE operation_key LIKE ?",
                        name + "-%")
                .forEach(row -> {
                    String key = (String) row.get("operation_key");
                    assertThat(present.put(key, Entry.number(row, "id")))
                            .as("posted twice: " + key)
                            .isNull();
                    assertThat(row.get("content")).as(key).isEqualTo(told.asked.get(key));
                });
        assertThat(present).as("acknowledged and there").containsAllEntriesOf(told.acknowledged);
        assertThat(present).as("refused and not there").doesNotContainKeys(told.refused.toArray(String[]::new));
    }

    private void prove() {
        try (Database database = Database.open(
                server.profile(),
                server.credentials("tokens_jobs"),
                DatabaseOptions.jobs(Clock.systemUTC()).withEntities(Ledger.ENTITIES))) {
            assertThat(new LedgerProof(database).run(count -> {}).differences()).isEmpty();
        }
    }
}
