package com.arzani.tokens.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
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

    /// Owner of the functions that make and change operators.
    private static final String OPERATORS = "tok_operators";

    private final DataSource owner;

    public EmbeddedLogins(DataSource owner) {
        this.owner = owner;
    }

    /// Makes every embedded login or brings it up to date; safe to run at each start. What an administrator has made of
    /// a
    /// demonstration login since, its role or that it is disabled, stays; its password is this folder's again, since
    /// one
    /// enters by a click.
    public void make(EmbeddedPostgres server) {
        ROLES.forEach((login, role) -> {
            Credentials credentials = server.credentials(login);
            if (role == OperatorRole.SERVICE) {
                make(credentials, role);
            } else {
                makeOperator(credentials, role);
            }
        });
    }

    /// Makes one login, a member of its group role, with the limits every person's login has.
    public void make(Credentials credentials, OperatorRole role) {
        locked((connection, statement) -> make(connection, statement, credentials, role));
    }

    private void makeOperator(Credentials credentials, OperatorRole role) {
        locked((connection, statement) -> {
            if (!registering(connection)) {
                make(connection, statement, credentials, role);
                return;
            }
            if (registered(connection, credentials.login())) {
                statement.execute("ALTER ROLE " + identifier(credentials.login()) + " PASSWORD " + hash(credentials));
                return;
            }
            make(connection, statement, credentials, role);
            String name = role.name().toLowerCase(Locale.ROOT);
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO operators (login, display_name, role) VALUES (?, 'Demonstration: ' || ?, ?)")) {
                insert.setString(1, credentials.login());
                insert.setString(2, name);
                insert.setString(3, name);
                insert.executeUpdate();
            }
        });
    }

    private static void make(Connection connection, Statement statement, Credentials credentials, OperatorRole role)
            throws SQLException {
        String login = identifier(credentials.login());
        if (!exists(connection, credentials.login())) {
            statement.execute("CREATE ROLE " + login);
        }
        // Hashed here, so that the password itself never reaches the server or its log.
        statement.execute("ALTER ROLE " + login + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
                + " NOBYPASSRLS CONNECTION LIMIT 20 PASSWORD " + hash(credentials));
        String group = identifier(role.groupRole());
        if (role != OperatorRole.SERVICE && exists(connection, OPERATORS)) {
            // So that an administrator's function can change what was granted here; an older grant of ours goes.
            statement.execute("GRANT " + login + " TO " + OPERATORS + " WITH ADMIN TRUE, INHERIT FALSE, SET FALSE");
            statement.execute("REVOKE " + group + " FROM " + login);
            statement.execute(
                    "GRANT " + group + " TO " + login + " WITH INHERIT TRUE, SET FALSE GRANTED BY " + OPERATORS);
        } else {
            statement.execute("GRANT " + group + " TO " + login);
        }
        limits(statement, login, role);
    }

    /// Makes the logins of all registered operators that a server lacks, as after a restore on another one, with a
    /// password
    /// nobody knows; gives their names. An administrator sets a new one for each.
    public List<String> makeMissing() {
        List<String> made = new ArrayList<>();
        locked((connection, statement) -> {
            for (Registered operator : missing(connection)) {
                String login = identifier(operator.login());
                if (operator.role() == null) {
                    statement.execute("CREATE ROLE " + login + " LOGIN CONNECTION LIMIT 20");
                    statement.execute(
                            "GRANT " + login + " TO " + OPERATORS + " WITH ADMIN TRUE, INHERIT FALSE, SET FALSE");
                } else {
                    String unknown = UUID.randomUUID().toString() + UUID.randomUUID();
                    make(
                            connection,
                            statement,
                            new Credentials(operator.login(), unknown.toCharArray()),
                            operator.role());
                }
                if (!operator.active()) {
                    // As disabling leaves it: enabling gives the role back.
                    statement.execute("ALTER ROLE " + login + " NOLOGIN");
                }
                if (!operator.active() && operator.role() != null) {
                    statement.execute("REVOKE " + identifier(operator.role().groupRole()) + " FROM " + login
                            + " GRANTED BY " + OPERATORS);
                }
                made.add(operator.login());
            }
        });
        return made;
    }

    /// @param role null until a second administrator agreed
    private record Registered(String login, OperatorRole role, boolean active) {}

    private static List<Registered> missing(Connection connection) throws SQLException {
        List<Registered> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT login, upper(role), state = 'active' FROM operators o"
                        + " WHERE NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = o.login) ORDER BY login")) {
            while (row.next()) {
                String role = row.getString(2);
                found.add(new Registered(
                        row.getString(1), role == null ? null : OperatorRole.valueOf(role), row.getBoolean(3)));
            }
        }
        return found;
    }

    private interface Work {
        void run(Connection connection, Statement statement) throws SQLException;
    }

    /// Two consoles may start at once; roles belong to the whole server, so one lock is enough.
    private void locked(Work work) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('arzani.logins', 0))");
            work.run(connection, statement);
            connection.commit();
        } catch (SQLException failure) {
            throw SqlProblems.asProblem(failure);
        }
    }

    /// False before the migrations made the table.
    private static boolean registering(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT to_regclass('public.operators') IS NOT NULL")) {
            return found.next() && found.getBoolean(1);
        }
    }

    private static boolean registered(Connection connection, String login) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM operators WHERE login = ?")) {
            statement.setString(1, login);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void limits(Statement statement, String login, OperatorRole role) throws SQLException {
        // The jobs fold and compare whole months: they get longer than a person waits.
        String longest = role == OperatorRole.SERVICE ? "5min" : "30s";
        statement.execute("ALTER ROLE " + login + " SET statement_timeout = '" + longest + "'");
        statement.execute("ALTER ROLE " + login + " SET lock_timeout = '5s'");
        statement.execute("ALTER ROLE " + login + " SET idle_in_transaction_session_timeout = '60s'");
        if (role != OperatorRole.SERVICE) {
            statement.execute("ALTER ROLE " + login + " SET transaction_timeout = '5min'");
        }
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
