package com.arzani.tokens.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class DatabaseTest {
    private static final DatabaseOptions OPTIONS = DatabaseOptions.console(Clock.systemUTC(), () -> false);

    private final TestDatabase database;

    DatabaseTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    static void prepare(TestDatabase database) {
        database.sql().execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        database.sql().execute("CREATE TABLE marks (id bigint GENERATED ALWAYS AS IDENTITY, word text)");
        database.sql().execute("GRANT SELECT, INSERT ON marks TO tokens_support");
        database.sql().execute("GRANT USAGE ON SCHEMA public TO tokens_support");
        database.sql()
                .execute("CREATE FUNCTION mark(word text) RETURNS bigint LANGUAGE sql SECURITY DEFINER"
                        + " AS 'INSERT INTO public.marks (word) VALUES (word) RETURNING id'");
    }

    @Test
    void refusesAWrongPassword() {
        Credentials wrong = new Credentials(database.login(OperatorRole.SUPPORT).login(), "no".toCharArray());

        assertThatThrownBy(() -> Database.open(database.profile(), wrong, OPTIONS))
                .isInstanceOf(Rejected.class)
                .hasMessage("wrong_password");
    }

    @Test
    void refusesALoginWithoutAGroupRole() {
        assertThatThrownBy(() -> Database.open(database.profile(), database.superuserLogin(), OPTIONS))
                .isInstanceOf(Rejected.class)
                .hasMessage("no_role");
    }

    @Test
    void saysThatTheServerIsAway() {
        ConnectionProfile away = new ConnectionProfile("away", "127.0.0.1", 1, "tokens", null);

        assertThatThrownBy(() -> Database.open(away, database.login(OperatorRole.SUPPORT), OPTIONS))
                .isInstanceOf(Unavailable.class)
                .hasMessage("database_away");
    }

    @Test
    void refusesTheThreadThatDrawsTheScreen() {
        DatabaseOptions onScreen = DatabaseOptions.console(Clock.systemUTC(), () -> true);

        assertThatThrownBy(() -> Database.open(database.profile(), database.login(OperatorRole.SUPPORT), onScreen))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void knowsWhoIsSignedIn() {
        for (OperatorRole role : OperatorRole.values()) {
            Operator operator = database.openAs(role).operator();

            assertThat(operator).isEqualTo(new Operator(database.login(role).login(), role));
        }
    }

    @Test
    void f23EveryRoleSeesHowTheSchemaStands() {
        for (OperatorRole role : OperatorRole.values()) {
            assertThat(database.openAs(role).schema().current()).isTrue();
        }
    }

    @Test
    void refusesTheThreadThatDrawsTheScreenInEveryCall() {
        AtomicBoolean onScreen = new AtomicBoolean();
        Database support = database.open(
                database.login(OperatorRole.SUPPORT), DatabaseOptions.console(Clock.systemUTC(), onScreen::get));
        onScreen.set(true);

        assertThatThrownBy(() -> support.read(session -> 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> support.call(session -> 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> support.write(session -> 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> support.copyOut("COPY (SELECT 1) TO STDOUT", OutputStream.nullOutputStream()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void f28StreamsManyRowsThroughACursor() {
        Database support = database.openAs(OperatorRole.SUPPORT);
        AtomicLong rows = new AtomicLong();
        AtomicLong sum = new AtomicLong();

        support.stream(
                session -> session.createNativeQuery("SELECT n FROM generate_series(1, 20000) n", Long.class),
                number -> {
                    rows.incrementAndGet();
                    sum.addAndGet(number);
                });

        assertThat(rows).hasValue(20_000);
        assertThat(sum).hasValue(200_010_000);
    }

    @Test
    void aReadThatRunsWhileSomebodySignsOutEndsAsSuch() {
        Database leaving = database.openAs(OperatorRole.SUPPORT);
        assertThatThrownBy(() -> leaving.stream(
                        session -> session.createNativeQuery("SELECT n FROM generate_series(1, 20000) n", Long.class),
                        row -> leaving.close()))
                .isInstanceOfSatisfying(
                        Unavailable.class, problem -> assertThat(problem.key()).isEqualTo("signed_out"));
        assertThatThrownBy(() -> leaving.call(session -> 1))
                .isInstanceOfSatisfying(
                        Unavailable.class, problem -> assertThat(problem.key()).isEqualTo("signed_out"));
    }

    @Test
    void f28AStreamFetchesInPortions() {
        Database support = database.openAs(OperatorRole.SUPPORT);

        assertThatThrownBy(() -> support.stream(
                        session -> session.createNativeQuery(
                                "SELECT n AS portion FROM generate_series(1, 20000) n", Long.class),
                        number -> {
                            throw new IllegalArgumentException("enough");
                        }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(database.sql()
                        .number("SELECT max(rows) FROM pg_stat_statements WHERE query LIKE 'SELECT n AS portion%'"))
                .isBetween(1L, 1_000L);
    }

    @Test
    void copiesOutRowsInTheServersOwnForm() {
        ByteArrayOutputStream target = new ByteArrayOutputStream();

        long rows = database.openAs(OperatorRole.SUPPORT)
                .copyOut("COPY (SELECT n, 'a,b' FROM generate_series(1, 3) n) TO STDOUT (FORMAT csv)", target);

        assertThat(rows).isEqualTo(3);
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("1,\"a,b\"\n2,\"a,b\"\n3,\"a,b\"\n");
    }

    @Test
    void aReadLeavesNoReadOnlyConnectionBehind() {
        Database one = database.open(database.login(OperatorRole.SUPPORT), OPTIONS.withPoolSize(1));
        one.read(session -> session.createNativeQuery("SELECT 1", Long.class).getSingleResult());

        one.call(session ->
                session.createNativeQuery("SELECT mark('after')", Long.class).getSingleResult());

        assertThat(database.sql().number("SELECT count(*) FROM marks WHERE word = 'after'"))
                .isEqualTo(1);
    }

    @Test
    void anExhaustedPoolSaysBusyInsteadOfWaitingForEver() {
        Database one = database.open(database.login(OperatorRole.SUPPORT), OPTIONS.withPoolSize(1));

        assertThatThrownBy(() -> one.read(outer -> {
                    outer.createNativeQuery("SELECT 1", Long.class).getSingleResult();
                    return one.read(inner ->
                            inner.createNativeQuery("SELECT 1", Long.class).getSingleResult());
                }))
                .isInstanceOf(Unavailable.class)
                .hasMessage("database_busy");
    }

    @Test
    void anInterruptedCallSaysCancelled() {
        Database support = database.openAs(OperatorRole.SUPPORT);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() ->
                            support.read(session -> session.createNativeQuery("SELECT 1 FROM pg_sleep(60)", Long.class)
                                    .getSingleResult()))
                    .isInstanceOf(Unavailable.class)
                    .hasMessage("cancelled");
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void theTestsMoveTheClockOfAllSql() {
        Instant later = Instant.parse("2030-02-28T23:59:30Z");
        try {
            database.setClock(later);
            assertThat(database.now()).isBetween(later, later.plusSeconds(600));

            database.advance(Duration.ofDays(1));
            assertThat(database.now()).isBetween(later.plusSeconds(86_400), later.plusSeconds(87_000));
        } finally {
            database.setClock(Instant.now(Clock.systemUTC()));
        }
    }

    @Test
    void aCallIsOneStatementWithoutATransactionAroundIt() {
        Database support = database.openAs(OperatorRole.SUPPORT);
        String userId = "SELECT oid FROM pg_roles WHERE rolname = '"
                + database.login(OperatorRole.SUPPORT).login() + "'";
        database.sql().execute("SELECT pg_stat_statements_reset()");

        support.call(session ->
                session.createNativeQuery("SELECT mark('once')", Long.class).getSingleResult());

        List<Map<String, Object>> statements = database.sql()
                .rows("SELECT query, calls FROM pg_stat_statements WHERE toplevel AND userid = (" + userId + ")"
                        + " AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())"
                        + " AND query NOT ILIKE 'SET %' AND query NOT ILIKE 'SHOW %'");
        assertThat(statements).singleElement().satisfies(row -> {
            assertThat(row.get("query").toString()).contains("mark(");
            assertThat(row.get("calls")).isEqualTo(1L);
        });
        assertThat(database.sql().number("SELECT count(*) FROM marks WHERE word = 'once'"))
                .isEqualTo(1);
    }

    @Test
    void aReadCannotWrite() {
        Database support = database.openAs(OperatorRole.SUPPORT);

        assertThatThrownBy(() -> support.read(session -> session.createNativeQuery("SELECT mark('never')", Long.class)
                        .getSingleResult()))
                .isInstanceOf(TokenProblem.class)
                .hasMessage("database_read_only");
        assertThat(database.sql().number("SELECT count(*) FROM marks WHERE word = 'never'"))
                .isZero();
    }

    @Test
    void aFailedWriteKeepsNothing() {
        Database support = database.openAs(OperatorRole.SUPPORT);

        assertThatThrownBy(() -> support.write(session -> {
                    session.createNativeMutationQuery("INSERT INTO marks (word) VALUES ('half')")
                            .executeUpdate();
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(database.sql().number("SELECT count(*) FROM marks WHERE word = 'half'"))
                .isZero();
    }
}
