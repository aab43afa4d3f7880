package com.arzani.tokens.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.checker.Silence;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.problem.TokenProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The product's own migrations: killed in the middle of their steps, by two programs at once, and over the data of an
/// earlier release.
@PostgresTest
@ExtendWith(Silence.class)
@ResourceLock("roles of the server")
class ProductMigrationsTest {
    /// The last step of each release; data of each must come through.
    private static final String FIRST_RELEASE = "20261122200200";
    private static final int MOST_COMMANDS_BETWEEN_KILLS = 60;
    private static final int KILLS = 14;

    private final TestDatabase database;
    private final ConnectionProfile empty;
    private final DataSource owner;
    private final Sql sql;

    ProductMigrationsTest(TestDatabase database) {
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
    void f22_killedInTheMiddleOfItsStepsAMigrationCompletesAtALaterStart() throws IOException {
        Random random = new Random();
        plantTheKiller();
        int kills = 0;
        for (int round = 0; round < KILLS; round++) {
            sql.execute("ALTER SEQUENCE killer.commands RESTART");
            sql.execute("UPDATE killer.victim SET command = ?", 1 + random.nextInt(MOST_COMMANDS_BETWEEN_KILLS));
            List<String> before = applied();
            try {
                Migrations.embedded(owner).migrate();
            } catch (TokenProblem killed) {
                kills++;
                assertThat(applied()).as("nothing that was done is undone").containsAll(before);
                assertThat(Migrations.embedded(owner).state().older()).isTrue();
            }
        }
        assertThat(kills).as("kills").isPositive();
        sql.execute("DROP EVENT TRIGGER killer");
        sql.execute("DROP SCHEMA killer CASCADE");

        Migrations.embedded(owner).migrate();

        assertThat(Migrations.embedded(owner).state().current()).isTrue();
        assertThat(catalogue()).isEqualTo(writtenCatalogue());
    }

    /// Ends the connection that runs the n-th command of a start. Its count outlives the transaction that is ended.
    private void plantTheKiller() {
        sql.execute("CREATE SCHEMA killer");
        sql.execute("CREATE SEQUENCE killer.commands");
        sql.execute("CREATE TABLE killer.victim AS SELECT 1 AS command");
        sql.execute("CREATE FUNCTION killer.count() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER"
                + " SET search_path = pg_catalog, pg_temp AS $$ BEGIN"
                + " IF nextval('killer.commands') = (SELECT command FROM killer.victim) THEN"
                + " PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); END IF; END $$");
        sql.execute("GRANT USAGE ON SCHEMA killer TO PUBLIC");
        sql.execute("CREATE EVENT TRIGGER killer ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'CREATE INDEX',"
                + " 'CREATE FUNCTION', 'CREATE TRIGGER', 'CREATE POLICY', 'GRANT', 'DROP TABLE', 'DROP FUNCTION')"
                + " EXECUTE FUNCTION killer.count()");
    }

    private List<String> applied() {
        return sql.value(Boolean.class, "SELECT to_regclass('public.flyway_schema_history') IS NULL")
                ? List.of()
                : sql.rows("SELECT version FROM flyway_schema_history WHERE success").stream()
                        .map(row -> String.valueOf(row.get("version")))
                        .toList();
    }

    @Test
    void f22_twoConsolesThatMigrateAtOnceDoEachStepOnce() throws IOException {
        CompletableFuture<Integer> one =
                CompletableFuture.supplyAsync(() -> Migrations.embedded(owner).migrate());
        CompletableFuture<Integer> other =
                CompletableFuture.supplyAsync(() -> Migrations.embedded(owner).migrate());

        assertThat(one.join() + other.join())
                .isEqualTo(
                        (int) database.sql().number("SELECT count(*) FROM flyway_schema_history WHERE version <> '0'")
                                + (int) database.sql()
                                        .number("SELECT count(*) FROM simulator_schema_history WHERE version <> '0'"));
        assertThat(catalogue()).isEqualTo(writtenCatalogue());
    }

    @Test
    void f22_theDataOfAnEarlierReleaseComesThrough() throws IOException {
        release(FIRST_RELEASE);
        long user = sql.number("INSERT INTO users (email, first_name) VALUES ('ann@example.com', 'Ann') RETURNING id");
        sql.execute("SELECT adjust_tokens('a', ?, 1, 40, 'goodwill', 'a note')", user);
        sql.execute("SELECT post_tokens('b', ?, 'consumption', 7, -1, 'contact_seller', 3)", user);
        sql.execute("SELECT reverse_entry('c', (SELECT entry_id FROM token_entry_keys WHERE operation_key = 'b'), 2,"
                + " 'correction', 'a note')");
        sql.execute(
                "WITH o AS (SELECT * FROM create_order('o', ?, 2)), a AS (SELECT o.id, o.price_pence,"
                        + " attach_checkout(o.id, 'cs_1') FROM o) SELECT count(*) FROM a",
                user);
        sql.execute("SELECT credit_order(id, 'cs_1', 'pi_1', price_pence, 'gbp') FROM token_orders");
        sql.execute("INSERT INTO operators (login, display_name, role) VALUES ('first.admin', 'First', 'admin')");
        sql.execute("INSERT INTO operators (login, display_name) VALUES ('waits.here', 'Waits')");
        sql.execute("INSERT INTO operator_requests (login, role, reason, requested_by)"
                + " VALUES ('waits.here', 'support', 'joins', 'first.admin')");
        String before = entries();

        Migrations.embedded(owner).migrate();

        assertThat(entries()).isEqualTo(before);
        assertThat(catalogue()).isEqualTo(writtenCatalogue());
        assertThat(sql.number("SELECT token_balance FROM user_tokens WHERE user_id = ?", user))
                .isEqualTo(40 - 7 + 2 + 30);
        assertThat(
                        sql.value(
                                String.class,
                                "SELECT string_agg(subject_id || ' ' || state || ' ' || requested_by, ',') FROM approval_requests"))
                .isEqualTo("waits.here waiting first.admin");
        sql.execute("SELECT post_tokens('after', ?, 'consumption', 3, -1, 'contact_seller', 3)", user);
        try (Database service = Database.open(
                empty,
                database.login(OperatorRole.SERVICE),
                DatabaseOptions.jobs(Clock.systemUTC()).withEntities(Ledger.ENTITIES))) {
            assertThat(new LedgerProof(service).run(count -> {}).differences()).isEmpty();
        }
    }

    private void release(String version) {
        Flyway.configure()
                .dataSource(owner)
                .locations("classpath:migrations/console")
                .defaultSchema("public")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .baselineDescription("before the console")
                .placeholderReplacement(false)
                .target(version)
                .load()
                .migrate();
    }

    private String entries() {
        return sql.value(
                String.class,
                "SELECT string_agg(operation_key || ' ' || tokens_delta || ' ' || balance_after || ' ' || entry_hash::text,"
                        + " ',' ORDER BY id) FROM token_transactions");
    }

    private String catalogue() throws IOException {
        return sql.rows(text("/access/catalogue.sql")).stream()
                .map(row -> row.values().iterator().next().toString())
                .sorted()
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static String writtenCatalogue() throws IOException {
        return text("/access/catalogue.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .sorted()
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = ProductMigrationsTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
