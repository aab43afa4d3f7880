package com.arzani.tokens.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PostgresTest
class SqlProblemsTest {
    private final TestDatabase database;
    private final Database support;

    SqlProblemsTest(TestDatabase database) {
        this.database = database;
        this.support = database.openAs(OperatorRole.SUPPORT, EditedNote.class);
    }

    @BeforeAll
    static void prepare(TestDatabase database) {
        database.sql().execute("CREATE SCHEMA faults");
        database.sql().execute("""
                CREATE FUNCTION faults.fail(state text, message text, detail text) RETURNS bigint LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = coalesce(detail, '');
                END $$
                """);
        database.sql().execute("CREATE SEQUENCE faults.attempts");
        database.sql().execute("""
                CREATE FUNCTION faults.flaky(failures bigint, state text) RETURNS bigint
                LANGUAGE plpgsql SECURITY DEFINER AS $$
                DECLARE attempt bigint := nextval('faults.attempts');
                BEGIN
                    IF attempt <= failures THEN RAISE EXCEPTION USING ERRCODE = state; END IF;
                    RETURN attempt;
                END $$
                """);
        database.sql().execute("CREATE TABLE faults.notes (id bigint PRIMARY KEY, version integer, body text)");
        database.sql().execute("CREATE TABLE faults.closed (id bigint)");
        database.sql().execute("GRANT USAGE ON SCHEMA faults TO tokens_support");
        database.sql().execute("GRANT SELECT, INSERT, UPDATE ON faults.notes TO tokens_support");
    }

    @ParameterizedTest
    @CsvSource({
        "42501, Rejected, not_permitted",
        "28P01, Rejected, sign_in_ended",
        "28000, Rejected, sign_in_ended",
        "08000, Unavailable, database_away",
        "08006, Unavailable, database_away",
        "57P01, Unavailable, database_away",
        "57P03, Unavailable, database_away",
        "53100, Unavailable, database_full",
        "57014, Unavailable, database_slow",
        "55P03, Unavailable, database_busy",
        "53300, Unavailable, database_busy",
        "40001, Unavailable, database_busy",
        "40P01, Unavailable, database_busy",
        "25006, Unavailable, database_read_only",
    })
    void saysWhatAStateMeans(String state, String kind, String key) {
        TokenProblem problem = fail(state, "text of the server, not for people", null);

        assertThat(problem.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(problem.key()).isEqualTo(key);
        assertThat(problem.arguments()).isEmpty();
    }

    @Test
    void takesKeyAndArgumentsFromOurOwnRefusals() {
        TokenProblem problem = fail("TKREJ", "balance_too_small", "[3, 5, \"contact\", null, true]");

        assertThat(problem).isInstanceOf(Rejected.class);
        assertThat(problem.key()).isEqualTo("balance_too_small");
        assertThat(problem.arguments()).containsExactly(3L, 5L, "contact", "", true);
    }

    @Test
    void keepsNumbersExact() {
        TokenProblem problem = fail("TKCON", "moved", "[9223372036854775807, 92233720368547758080, 0.10]");

        assertThat(problem).isInstanceOf(Conflict.class);
        assertThat(problem.arguments())
                .containsExactly(
                        9_223_372_036_854_775_807L, new BigInteger("92233720368547758080"), new BigDecimal("0.10"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"no json|no json", "{\"a\":1}|{\"a\":1}", "[1,|[1,"})
    void aDetailThatIsNoArrayIsOneArgument(String detail, String shown) {
        assertThat(fail("TKREJ", "odd", detail).arguments()).containsExactly(shown);
    }

    @Test
    void aDefectTravelsOnAsItIs() {
        assertThatThrownBy(() -> support.call(session -> session.createNativeQuery("SELECT nonsense()", Long.class)
                        .getSingleResult()))
                .isNotInstanceOf(TokenProblem.class)
                .hasStackTraceContaining("nonsense");
    }

    @Test
    void rightsAreTheServersDecision() {
        assertThatThrownBy(() ->
                        support.read(session -> session.createNativeQuery("SELECT id FROM faults.closed", Long.class)
                                .getResultList()))
                .isInstanceOf(Rejected.class)
                .hasMessage("not_permitted");
    }

    @ParameterizedTest
    @CsvSource({"40001", "40P01"})
    void f4RepeatsThreeTimesWhatTheServerAsksToRepeat(String state) {
        assertThat(flaky(3, state)).isEqualTo(4);
    }

    @Test
    void f4DoesNotRepeatForEver() {
        assertThatThrownBy(() -> flaky(4, "40001"))
                .isInstanceOf(Unavailable.class)
                .hasMessage("database_busy");
        assertThat(database.sql().number("SELECT last_value FROM faults.attempts"))
                .isEqualTo(4);
    }

    @Test
    void neverRepeatsAnythingElse() {
        assertThatThrownBy(() -> flaky(1, "08006")).hasMessage("database_away");
        assertThat(database.sql().number("SELECT last_value FROM faults.attempts"))
                .isEqualTo(1);
    }

    @Test
    void f5TheSecondOfTwoEditorsIsToldOfTheFirst() {
        support.write(session -> {
            session.persist(new EditedNote(1, "first"));
            return null;
        });
        EditedNote mine = support.read(session -> session.find(EditedNote.class, 1L));
        EditedNote yours = support.read(session -> session.find(EditedNote.class, 1L));
        mine.body = "mine";
        support.write(session -> session.merge(mine));
        yours.body = "yours";

        assertThatThrownBy(() -> support.write(session -> session.merge(yours)))
                .isInstanceOf(Conflict.class)
                .hasMessage("edited_by_another");
        assertThat(database.sql().value(String.class, "SELECT body FROM faults.notes"))
                .isEqualTo("mine");
    }

    @Test
    void aStatementThatTakesTooLongIsEndedByTheServer() {
        assertThatThrownBy(() -> support.read(session -> {
                    session.createNativeQuery("SELECT set_config('statement_timeout', '50', true)", String.class)
                            .getSingleResult();
                    return session.createNativeQuery("SELECT 1 FROM pg_sleep(60)", Integer.class)
                            .getSingleResult();
                }))
                .isInstanceOf(Unavailable.class)
                .hasMessage("database_slow");
    }

    private TokenProblem fail(String state, String message, String detail) {
        return catchThrowableOfType(
                TokenProblem.class,
                () -> support.call(session -> session.createNativeQuery(
                                "SELECT faults.fail(:state, :message, :detail)", Long.class)
                        .setParameter("state", state)
                        .setParameter("message", message)
                        .setParameter("detail", detail, String.class)
                        .getSingleResult()));
    }

    private long flaky(long failures, String state) {
        database.sql().execute("ALTER SEQUENCE faults.attempts RESTART");
        return support.call(session -> session.createNativeQuery("SELECT faults.flaky(:failures, :state)", Long.class)
                .setParameter("failures", failures)
                .setParameter("state", state)
                .getSingleResult());
    }

    @Entity
    @Table(name = "notes", schema = "faults")
    static class EditedNote {
        @Id
        private long id;

        @Version
        private int version;

        private String body;

        EditedNote() {}

        EditedNote(long id, String body) {
            this.id = id;
            this.body = body;
        }
    }
}
