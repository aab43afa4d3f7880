package com.arzani.tokens.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
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
