package com.arzani.tokens.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@PostgresTest
@ResourceLock("roles of the server")
class MigrationsTest {
    private static final String HISTORY = "history_of_tests";
    private final TestDatabase database;
    private final ConnectionProfile empty;
    private final DataSource owner;
    private final Sql sql;

    /// An empty database beside the migrated one.
    MigrationsTest(TestDatabase database) {
        this.database = database;
        ConnectionProfile beside = database.profile();
        empty = new ConnectionProfile(
                "empty", beside.host(), beside.port(), beside.database() + "_empty", beside.rootCertificate());
        owner = empty.ownerSource(database.superuserLogin(), "tests");
        sql = new Sql(owner);
    }

    @BeforeEach
    void create() {
        database.sql().execute("CREATE DATABASE \"" + empty.database() + "\" TEMPLATE template0");
    }

    @AfterEach
    void drop() {
        database.sql().execute("DROP DATABASE \"" + empty.database() + "\" WITH (FORCE)");
    }

    @Test
    void f22AFailingStepKeepsNothingOfItselfAndSaysSo() {
        assertThatThrownBy(() -> at("failing").migrate()).isInstanceOfSatisfying(Unavailable.class, problem -> {
            assertThat(problem.key()).isEqualTo("migration_failed");
            assertThat(problem.arguments().getFirst().toString())
                    .contains("V20260102000000__tags.sql", "no_such_table");
        });

        assertThat(tables()).isEqualTo("history_of_tests,notes");
        assertThat(sql.number("SELECT count(*) FROM information_schema.columns WHERE column_name = 'tag'"))
                .isZero();
        assertThat(at("failing").state().pending()).containsExactly("20260102000000");

        assertThat(at("further").migrate()).isEqualTo(1);
        assertThat(at("further").state().current()).isTrue();
    }

    @Test
    void f22AKilledMigrationLeavesNoHalfSchemaAndTheNextStartCompletes() {
        sql.execute("CREATE TABLE pace AS SELECT 600 AS seconds");
        CompletableFuture<Integer> killed =
                CompletableFuture.supplyAsync(() -> at("slow").migrate());
        await("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(seconds)%'"
                + " AND state = 'active' AND datname = current_database() AND pid <> pg_backend_pid()");
        sql.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");

        assertThatThrownBy(killed::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(TokenProblem.class);
        assertThat(sql.value(Boolean.class, "SELECT to_regclass('slow') IS NULL"))
                .isTrue();

        sql.execute("UPDATE pace SET seconds = 0");
        at("slow").migrate();
        assertThat(sql.number("SELECT count(*) FROM slow")).isEqualTo(1);
    }

    @Test
    void f22TwoProgramsAtOnceMigrateOnce() {
        sql.execute("CREATE TABLE pace AS SELECT 0.5 AS seconds");

        CompletableFuture<Integer> one =
                CompletableFuture.supplyAsync(() -> at("slow").migrate());
        CompletableFuture<Integer> other =
                CompletableFuture.supplyAsync(() -> at("slow").migrate());

        assertThat(one.join() + other.join()).isEqualTo(1);
        assertThat(sql.number("SELECT count(*) FROM slow")).isEqualTo(1);
        assertThat(at("slow").state().current()).isTrue();
    }

    @Test
    void refusesAStepThatWasChangedAfterItRan() {
        at("first").migrate();

        assertThatThrownBy(() -> at("changed").migrate())
                .isInstanceOf(Unavailable.class)
                .hasMessage("migration_failed");
        assertThat(sql.number("SELECT count(*) FROM notes")).isEqualTo(1);
    }

    @Test
    void addsWhatIsMissingToAMarketplaceWithData() {
        sql.execute("CREATE TABLE users (id integer PRIMARY KEY, name text)");
        sql.execute("INSERT INTO users VALUES (7, 'Ann')");

        assertThat(at("first").migrate()).isEqualTo(1);

        assertThat(tables()).isEqualTo("history_of_tests,notes,users");
        assertThat(sql.value(String.class, "SELECT name FROM users WHERE id = 7"))
                .isEqualTo("Ann");
        assertThat(sql.value(String.class, "SELECT version FROM history_of_tests ORDER BY installed_rank LIMIT 1"))
                .isEqualTo("0");
    }

    @Test
    void leavesPlaceholdersAlone() {
        at("first").migrate();

        assertThat(sql.value(String.class, "SELECT body FROM notes")).isEqualTo("kept as it is: ${nothing}");
    }

    @Test
    void lookingChangesNothing() {
        Migrations.State state = at("further").state();

        assertThat(state.older()).isTrue();
        assertThat(state.newer()).isFalse();
        assertThat(state.pending()).containsExactly("20260101000000", "20260102000000");
        assertThat(tables()).isEmpty();
    }

    @Test
    void f23AnOlderProgramSeesThatTheDatabaseIsAhead() {
        at("further").migrate();

        Migrations.State state = at("first").state();

        assertThat(state.newer()).isTrue();
        assertThat(state.older()).isFalse();
        assertThat(state.unknown()).containsExactly("20260102000000");
    }

    @Test
    void theProductsOwnMigrationsAreAppliedInTheTemplate() {
        assertThat(Migrations.embedded(database.superuser()).state().current()).isTrue();
    }

    private Migrations at(String place) {
        return Migrations.at(owner, "classpath:migrations-of-tests/" + place, HISTORY);
    }

    private String tables() {
        return sql.value(
                String.class,
                "SELECT coalesce(string_agg(tablename, ',' ORDER BY tablename), '')"
                        + " FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'pace'");
    }

    private void await(String count) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (sql.number(count) == 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("never: " + count);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
