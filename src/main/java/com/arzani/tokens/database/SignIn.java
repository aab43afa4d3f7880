package com.arzani.tokens.database;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/// Asks the server who a login is. A superuser is a member of everything and therefore of nothing: it is no operator.
final class SignIn {
    private static final String GROUPS = """
            SELECT g.rolname
            FROM pg_catalog.pg_roles g
            JOIN pg_catalog.pg_roles me ON me.rolname = session_user
            WHERE g.rolname = ANY (?) AND NOT me.rolsuper AND pg_catalog.pg_has_role(me.oid, g.oid, 'MEMBER')
            """;

    private SignIn() {}

    static Operator check(DataSource source, String login) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(GROUPS)) {
            Object[] names = Arrays.stream(OperatorRole.values())
                    .map(OperatorRole::groupRole)
                    .toArray();
            statement.setArray(1, connection.createArrayOf("text", names));
            return new Operator(login, strongest(groups(statement), login));
        } catch (SQLException failure) {
            throw SqlProblems.refusesTransport(failure)
                    ? new Unavailable(failure, "connection_not_safe")
                    : SqlProblems.asProblem(failure);
        }
    }

    private static Set<String> groups(PreparedStatement statement) throws SQLException {
        Set<String> groups = new HashSet<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                groups.add(rows.getString(1));
            }
        }
        return groups;
    }

    private static OperatorRole strongest(Set<String> groups, String login) {
        return Arrays.stream(OperatorRole.values())
                .filter(role -> groups.contains(role.groupRole()))
                .findFirst()
                .orElseThrow(() -> new Rejected("no_role", login));
    }
}
