package com.arzani.tokens.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// T14, F24: what a backup holds, and what becomes of it.
@PostgresTest
@ResourceLock("roles of the server")
class BackupRestoreTest {
    private static final String SHAPE = """
            SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
                SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS line FROM pg_constraint
                    WHERE conrelid <> 0 AND connamespace IN ('public'::regnamespace, 'simulator'::regnamespace)
                UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                    WHERE c.relnamespace IN ('public'::regnamespace, 'simulator'::regnamespace)
                UNION ALL SELECT pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL SELECT oid::regclass || ' ' || relrowsecurity || relforcerowsecurity || coalesce(relacl::text, '')
                    FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'simulator'::regnamespace)
                        AND relname <> 'test_clock' AND relkind <> 'i') shape""";

    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final Path folder;

    BackupRestoreTest(TestDatabase database, @TempDir Path folder) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
        this.folder = folder;
    }

    private BackupWriter.Written backup() {
        return new BackupWriter(database.superuser()).write(folder, rows -> {});
    }

    private static void restore(Path file, EmptyDatabase target) {
        try (BackupArchive archive = BackupArchive.verified(file)) {
            Restore restore = new Restore(target.owner());
            assertThat(restore.load(archive, rows -> {}))
                    .isEqualTo(archive.manifest().rows());
            assertThat(restore.prove(entries -> {}).differences()).isEmpty();
        }
    }

    @Test
    void f24WhatWasTakenUnderLoadComesBackWholeAndProven() throws Exception {
        List<Long> users =
                Stream.generate(() -> ledger.userWith(1_000)).limit(5).toList();
        AtomicBoolean enough = new AtomicBoolean();
        BackupWriter.Written written;
        try (ExecutorService load = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> posting = load.submit(() -> {
                for (int turn = 0; !enough.get(); turn++) {
                    ledger.support.adjust(LedgerFixture.take(users.get(turn % users.size()), 1));
                }
            });
            written = backup();
            enough.set(true);
            posting.get();
        }
        LedgerHeads then = written.manifest().ledger();
        try (EmptyDatabase target = new EmptyDatabase(database)) {
            restore(written.file(), target);
            Sql restored = target.sql();
            assertThat(restored.number("SELECT count(*) FROM token_transactions"))
                    .isEqualTo(then.entries());
            assertThat(restored.number("SELECT sum(wallet_seq) FROM user_tokens"))
                    .isEqualTo(then.entries());
            assertThat(restored.number("SELECT sum(token_balance) FROM user_tokens"))
                    .isEqualTo(then.tokens());
            assertThat(restored.number("SELECT count(*) FROM pg_namespace WHERE nspname = 'arzani_restore'"))
                    .isZero();
            // Keys, indexes, triggers, row security and grants stand as they stood.
            assertThat(beyond(shape(restored), shape(database.sql())))
                    .as("made by the restore alone")
                    .isEmpty();
            assertThat(beyond(shape(database.sql()), shape(restored)))
                    .as("not given back")
                    .isEmpty();
            assertThat(restored.value(
                            String.class, "SELECT datacl::text FROM pg_database WHERE datname = current_database()"))
                    .doesNotContain("=Tc/");
            goesOn(target, users.getLast());
        }
    }

    private static Set<String> shape(Sql sql) {
        return sql.value(String.class, SHAPE)
                .lines()
                .filter(line -> !line.contains("test_clock"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> beyond(Set<String> these, Set<String> those) {
        these.removeAll(those);
        return these;
    }

    private void goesOn(EmptyDatabase target, long user) {
        Sql service = new Sql(target.profile().ownerSource(database.login(OperatorRole.SERVICE), "tests"));
        Sql support = new Sql(target.profile().ownerSource(database.login(OperatorRole.SUPPORT), "tests"));
        service.rows("SELECT refresh_token_analytics()");
        long before = folded(target.sql(), user);
        support.rows(
                "SELECT * FROM adjust_tokens(p_operation_key => 'after:restore', p_user_id => ?::integer, p_direction => 1::smallint, p_tokens => 5::bigint, p_reason_code => 'goodwill', p_note => 'after a restore')",
                user);
        service.rows("SELECT refresh_token_analytics()");
        assertThat(before)
                .isEqualTo(target.sql()
                        .number(
                                "SELECT sum(tokens_amount) FROM token_transactions WHERE operation_key <> 'after:restore' AND user_id = ?",
                                user));
        assertThat(folded(target.sql(), user))
                .as("what was posted after the restore is folded, and nothing twice")
                .isEqualTo(before + 5);
    }

    private static long folded(Sql sql, long user) {
        return sql.number("SELECT coalesce(sum(total_tokens), 0) FROM token_daily_totals WHERE user_id = ?", user);
    }

    @Test
    void f24AnyAlteredByteIsRefusedBeforeAnythingIsWritten() throws IOException {
        ledger.userWith(3);
        Path file = backup().file();
        byte[] whole = Files.readAllBytes(file);
        Path altered = folder.resolve("altered.zip");
        try (EmptyDatabase target = new EmptyDatabase(database)) {
            for (int place = 0; place < whole.length; place += Math.max(1, whole.length / 40)) {
                byte[] changed = whole.clone();
                changed[place] ^= 1;
                Files.write(altered, changed);
                assertRefused(altered);
            }
            byte[] last = whole.clone();
            last[whole.length - 1] ^= 1;
            Files.write(altered, last);
            assertRefused(altered);
            Files.write(altered, java.util.Arrays.copyOf(whole, whole.length - 1));
            assertRefused(altered);
            Files.write(altered, new byte[] {});
            assertRefused(altered);
            assertThat(target.sql().number("SELECT count(*) FROM pg_namespace WHERE nspname = 'arzani_restore'"))
                    .isZero();
        }
    }

    private static void assertRefused(Path file) {
        assertThatThrownBy(() -> BackupArchive.verified(file))
                .isInstanceOfSatisfying(
                        Rejected.class, problem -> assertThat(problem.key()).isEqualTo("backup_damaged"));
    }

    @Test
    void f24OnlyAnEmptyDatabaseIsRestoredInto() {
        Path file = backup().file();
        try (BackupArchive archive = BackupArchive.verified(file)) {
            long users = database.sql().number("SELECT count(*) FROM users");
            assertThatThrownBy(() -> new Restore(database.superuser()).load(archive, rows -> {}))
                    .isInstanceOfSatisfying(
                            Conflict.class, problem -> assertThat(problem.key()).isEqualTo("restore_not_empty"));
            assertThat(database.sql().number("SELECT count(*) FROM users")).isEqualTo(users);
        }
        try (EmptyDatabase target = new EmptyDatabase(database);
                BackupArchive archive = BackupArchive.verified(file)) {
            target.sql().execute("CREATE TABLE somebody_elses (id integer)");
            assertThatThrownBy(() -> new Restore(target.owner()).load(archive, rows -> {}))
                    .isInstanceOf(Conflict.class);
        }
    }

    @Test
    void f22AKilledRestoreIsBegunAnew() {
        ledger.userWith(9);
        Path file = backup().file();
        try (EmptyDatabase target = new EmptyDatabase(database);
                BackupArchive archive = BackupArchive.verified(file)) {
            assertThatThrownBy(() -> new Restore(target.owner()).load(archive, rows -> {
                        throw new IllegalStateException("killed");
                    }))
                    .hasMessage("killed");
            assertThat(EmptyTarget.unfinished(target.owner())).isTrue();
            assertThat(target.sql().number("SELECT count(*) FROM users")).isZero();
            restore(file, target);
            assertThat(EmptyTarget.unfinished(target.owner())).isFalse();
        }
    }

    @Test
    void aLoginThatRowSecurityHidesRowsFromMakesNoBackup() throws IOException {
        ledger.userWith(4);
        for (OperatorRole role : OperatorRole.values()) {
            var source = database.profile().ownerSource(database.login(role), "tests");
            assertThatThrownBy(() -> new BackupWriter(source).write(folder, rows -> {}))
                    .as(role.name())
                    .isInstanceOf(TokenProblem.class);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("no short file under any name").isEmpty();
        }
    }

    @Test
    void h13AFolderThatCannotBeWrittenIsSaidAndNothingStandsThere() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "mine");
        assertThatThrownBy(() -> new BackupWriter(database.superuser()).write(file, rows -> {}))
                .isInstanceOfSatisfying(
                        Rejected.class, problem -> assertThat(problem.key()).isEqualTo("file_not_writable"));
        assertThat(file).hasContent("mine");
        assertThat(backup().file()).isNotEqualTo(backup().file());
    }

    @Test
    void numbersOfTransactionsAreNamedSoThatAnArchiveKeepsTheirRank() {
        assertThat(
                        database.sql()
                                .rows(
                                        "SELECT a.attrelid::regclass || '.' || a.attname AS unnamed FROM pg_attribute a JOIN pg_attrdef d"
                                                + " ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.atttypid = 'bigint'::regtype"
                                                + " AND pg_get_expr(d.adbin, d.adrelid) LIKE '%pg_current_xact_id%' AND a.attname !~ '_xid$'"))
                .isEmpty();
    }

    /// With the logins that docs/disaster-recovery.md makes: a reader of everything, and a deploying login that is no
    /// superuser.
    @Test
    void t14ADrillRestoresProvesAndLeavesNothing() {
        ledger.userWith(11);
        Credentials reader = login("BYPASSRLS", "pg_read_all_data");
        Credentials deploy = login("CREATEROLE CREATEDB", "tok_owner, tok_operators");
        BackupWriter.Written written =
                new BackupWriter(database.profile().ownerSource(reader, "tests")).write(folder, rows -> {});
        Drill drill = new Drill(database.profile(), deploy);
        Drill.Result result = drill.run(written.file(), rows -> {});
        assertThat(result.green()).isTrue();
        assertThat(result.report().counts().entries())
                .isEqualTo(written.manifest().ledger().entries());
        assertThat(result.load()).isPositive();
        assertThat(database.sql()
                        .number("SELECT count(*) FROM pg_database WHERE datname LIKE 'arzani_drill_' ||"
                                + " (SELECT oid FROM pg_database WHERE datname = current_database()) || '%'"))
                .isZero();
    }

    private Credentials login(String attributes, String groups) {
        String name = "backup_" + UUID.randomUUID().toString().substring(0, 8);
        database.sql().execute("CREATE ROLE " + name + " LOGIN " + attributes + " PASSWORD 'for-this-test'");
        database.sql().execute("GRANT " + groups + " TO " + name + " WITH ADMIN TRUE");
        return new Credentials(name, "for-this-test".toCharArray());
    }
}
