package com.arzani.tokens.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A console at work while its server goes away and comes back.
class RestartTest {
    private static final int MOST_CALLS = 1_000;

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres server;
    private static Database support;

    @BeforeAll
    static void open() {
        server = EmbeddedPostgres.start(folder, Map.of());
        for (OperatorRole role : OperatorRole.values()) {
            sql().execute("CREATE ROLE " + role.groupRole() + " NOLOGIN");
        }
        server.makeLogins();
        server.makeLogins();
        support = Database.open(
                server.profile(),
                server.credentials("demo_support"),
                DatabaseOptions.console(Clock.systemUTC(), () -> false));
    }

    @AfterAll
    static void close() {
        support.close();
        server.close();
    }

    @Test
    void theLoginsOfDemonstrationHaveTheirRolesAndLimits() {
        assertThat(support.operator()).isEqualTo(new Operator("demo_support", OperatorRole.SUPPORT));
        assertThat(sql().value(
                                String.class,
                                "SELECT string_agg(r.rolname || ' in ' || g.rolname, ', ' ORDER BY r.rolname)"
                                        + " FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
                                        + " JOIN pg_roles g ON g.oid = m.roleid WHERE g.rolname LIKE 'tokens\\_%'"))
                .isEqualTo("demo_admin in tokens_admin, demo_finance in tokens_finance, demo_product in tokens_product,"
                        + " demo_support in tokens_support, tokens_jobs in tokens_service");
        assertThat(sql().value(
                                String.class,
                                "SELECT rolconfig::text || rolconnlimit FROM pg_roles WHERE rolname = 'demo_support'"))
                .isEqualTo("{statement_timeout=30s,lock_timeout=5s,idle_in_transaction_session_timeout=60s,"
                        + "transaction_timeout=5min}20");
    }

    @Test
    void f3GoesOnWorkingAfterTheServerEndedItsConnections() {
        ask();
        endConnections();

        assertThat(askUntilAnswered()).isEqualTo(1);
    }

    @Test
    void f3SaysThatTheServerIsAwayAndRecoversWhenItIsBack() throws IOException {
        ask();
        ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(postmaster.descendants(), Stream.of(postmaster)).toList();
        all.forEach(ProcessHandle::destroyForcibly);

        assertThat(askUntilAnswered()).isEqualTo(1);
        assertThat(postmaster()).isNotEqualTo(postmaster.pid());
    }

    private static long postmaster() throws IOException {
        return PostmasterFile.read(server.folder().resolve("cluster"))
                .orElseThrow()
                .pid();
    }

    @Test
    void f26ARevokedRoleEndsTheNextAction() {
        sql().execute("CREATE TABLE IF NOT EXISTS guarded (id bigint)");
        sql().execute("GRANT SELECT ON guarded TO tokens_finance");
        try (Database finance = Database.open(
                server.profile(),
                server.credentials("demo_finance"),
                DatabaseOptions.console(Clock.systemUTC(), () -> false))) {
            assertThat(count(finance)).isZero();

            sql().execute("REVOKE tokens_finance FROM demo_finance");

            assertThatThrownBy(() -> count(finance))
                    .isInstanceOf(Rejected.class)
                    .hasMessage("not_permitted");
        } finally {
            sql().execute("GRANT tokens_finance TO demo_finance");
        }
    }

    /// Every call ends within ten seconds, with an answer or with `database_away`; sooner or later with an answer.
    private static long askUntilAnswered() {
        for (int call = 0; call < MOST_CALLS; call++) {
            try {
                return assertTimeoutPreemptively(Duration.ofSeconds(10), RestartTest::ask);
            } catch (Unavailable away) {
                assertThat(away.key()).isEqualTo("database_away");
            }
        }
        throw new AssertionError("no answer in " + MOST_CALLS + " calls");
    }

    private static long ask() {
        return support.call(
                session -> session.createNativeQuery("SELECT 1", Long.class).getSingleResult());
    }

    private static long count(Database database) {
        return database.read(session -> session.createNativeQuery("SELECT count(*) FROM guarded", Long.class)
                .getSingleResult());
    }

    private static void endConnections() {
        sql().execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'demo_support'");
    }

    private static Sql sql() {
        return new Sql(server.ownerSource());
    }
}
