package com.arzani.tokens.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.core.Utils;
import org.postgresql.util.PasswordUtil;

/// Makes the logins of demonstration and of the background jobs on the embedded server, after the migrations made the
/// group roles.
public final class EmbeddedLogins {
    private static final Map<String, OperatorRole> ROLES = Map.of(
            "demo_support",
            OperatorRole.SUPPORT,
            "demo_finance",
            OperatorRole.FINANCE,
            "demo_product",
            OperatorRole.PRODUCT,
            "demo_admin",
            OperatorRole.ADMIN,
            EmbeddedPasswords.JOBS,
            OperatorRole.SERVICE);

    private final DataSource owner;

    public EmbeddedLogins(DataSource owner) {
        this.owner = owner;
    }

    /// Makes every embedded login or brings it up to date; safe to run at each start.
    public void make(EmbeddedPostgres server) {
        ROLES.forEach((login, role) -> make(server.credentials(login), role));
    }

    /// Makes one login, a member of its group role, with the limits every person's login has.
    public void make(Credentials credentials, OperatorRole role) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            // Two consoles may start at once; roles belong to the whole server, so one lock is enough.
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('arzani.logins', 0))");
            String login = identifier(credentials.login());
            if (!exists(connection, credentials.login())) {
                statement.execute("CREATE ROLE " + login);
            }
            // Hashed here, so that the password itself never reaches the server or its log.
            statement.execute("ALTER ROLE " + login + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
                    + " NOBYPASSRLS CONNECTION LIMIT 20 PASSWORD " + hash(credentials));
            statement.execute("GRANT " + identifier(role.groupRole()) + " TO " + login);
            limits(statement, login, role);
            connection.commit();
        } catch (SQLException failure) {
            throw SqlProblems.asProblem(failure);
        }
    }

    private static void limits(Statement statement, String login, OperatorRole role) throws SQLException {
        // The jobs fold and compare whole months: they get longer than a person waits.
        String longest = role == OperatorRole.SERVICE ? "5min" : "30s";
        statement.execute("ALTER ROLE " + login + " SET statement_timeout = '" + longest + "'");
        statement.execute("ALTER ROLE " + login + " SET lock_timeout = '5s'");
        statement.execute("ALTER ROLE " + login + " SET idle_in_transaction_session_timeout = '60s'");
    }

    private static boolean exists(Connection connection, String login) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
            statement.setString(1, login);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static String identifier(String name) throws SQLException {
        return Utils.escapeIdentifier(null, name).toString();
    }

    private static String hash(Credentials credentials) throws SQLException {
        String encoded = PasswordUtil.encodePassword(credentials.login(), credentials.password(), "scram-sha-256");
        return "'" + Utils.escapeLiteral(null, encoded, true) + "'";
    }
}
