package com.arzani.tokens.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowSecurityTest {
    private static final List<String> TABLES = List.of("user_tokens", "token_transactions");
    private final TestDatabase database;
    private final People people;
    private final long first;
    private final long second;

    RowSecurityTest(TestDatabase database) {
        this.database = database;
        this.people = new People(database);
        this.first = people.userWith(10);
        this.second = people.userWith(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "abc", "-1", "1 OR true", "99999999999999999999", "0"})
    void t13_anEmptyOrWrongSettingShowsNothingAndRaisesNothing(String setting) throws SQLException {
        for (String table : TABLES) {
            assertThat(rows(People.APPLICATION, setting, table)).isZero();
        }
    }

    @Test
    void t13_aMissingSettingShowsNothingAndRaisesNothing() {
        for (String table : TABLES) {
            assertThat(people.as(People.APPLICATION).number("SELECT count(*) FROM " + table))
                    .isZero();
        }
    }

    @Test
    void t13_theWebServiceReadsTheNamedCustomersRowsAlone() throws SQLException {
        for (String table : TABLES) {
            assertThat(rows(People.APPLICATION, Long.toString(first), table)).isEqualTo(1);
            assertThat(rows(People.APPLICATION, Long.toString(first), table + " WHERE user_id = " + second))
                    .isZero();
        }
    }

    @Test
    void t13_theSettingMeansNothingToAnyOtherLogin() throws SQLException {
        for (String role : List.of("tokens_support", "tokens_finance", "tokens_admin", "tokens_service")) {
            for (String table : TABLES) {
                assertThat(rows(role, Long.toString(first), table)).as(role).isEqualTo(2);
            }
        }
        assertThatThrownBy(() -> rows("tokens_product", Long.toString(first), "user_tokens"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void t13_theWebServiceReadsTheseTwoTablesAndNothingElse() {
        List<String> readable = database
                .sql()
                .rows(
                        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
                                + " AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition"
                                + " AND c.relname <> 'test_clock' AND has_any_column_privilege('application_user', c.oid, 'SELECT')")
                .stream()
                .map(row -> row.get("relname").toString())
                .toList();

        assertThat(readable).containsExactlyInAnyOrderElementsOf(TABLES);
    }

    @Test
    void t13_aPartitionIsNoWayAroundTheParentsPolicies() {
        for (var partition : database.sql()
                .rows(
                        "SELECT c.oid::regclass::text AS name, c.relacl::text AS rights FROM pg_class c WHERE c.relispartition")) {
            assertThat(partition.get("rights"))
                    .as(partition.get("name").toString())
                    .isNull();
        }
    }

    /// The owner's policy is folded away when a statement is planned: a posting pays nothing for it.
    @Test
    void theOwnersPolicyCostsNothing() {
        String plan = explainAsOwner("SELECT * FROM user_tokens WHERE user_id = " + first);
        assertThat(plan).contains("user_tokens_pkey").doesNotContain("SubPlan").doesNotContain("current_setting");
    }

    private String explainAsOwner(String query) {
        try (Connection connection = database.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE tok_owner");
            statement.execute("SET enable_seqscan = off");
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = statement.executeQuery("EXPLAIN " + query)) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            return plan.toString();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private long rows(String role, String setting, String table) throws SQLException {
        Sql sql = people.as(role);
        try (Connection connection = sql.source().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet set =
                    statement.executeQuery("SELECT set_config('app.current_user_id', '" + setting + "', false)")) {
                set.next();
            }
            String condition = table.contains("WHERE") ? "" : " WHERE user_id IN (" + first + ", " + second + ")";
            try (ResultSet counted = statement.executeQuery("SELECT count(*) FROM " + table + condition)) {
                counted.next();
                return counted.getLong(1);
            }
        }
    }
}
