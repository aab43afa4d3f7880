package com.arzani.tokens.database.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// Plain SQL for tests, each statement in a session as good as new.
public final class Sql {
    private final Connections connections;

    /// With a new connection for each statement.
    public Sql(DataSource source) {
        this(new Connections(source, 0));
    }

    Sql(Connections connections) {
        this.connections = connections;
    }

    /// New connections of this login, for what needs one for longer than a statement.
    public DataSource source() {
        return connections.source();
    }

    /// Runs any statement, or several without parameters.
    public void execute(String sql, Object... parameters) {
        ask(sql, parameters, PreparedStatement::execute);
    }

    /// The rows of a query, by column label.
    public List<Map<String, Object>> rows(String sql, Object... parameters) {
        return ask(sql, parameters, Sql::rows);
    }

    private static List<Map<String, Object>> rows(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.put(result.getMetaData().getColumnLabel(column), result.getObject(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /// The one value of a query with one row and one column.
    public <T> T value(Class<T> type, String sql, Object... parameters) {
        return ask(sql, parameters, statement -> {
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new AssertionError("no row: " + sql);
                }
                return result.getObject(1, type);
            }
        });
    }

    /// The one whole number of a query, of any width.
    public long number(String sql, Object... parameters) {
        return ((Number) rows(sql, parameters).getFirst().values().iterator().next()).longValue();
    }

    private interface Question<T> {
        T ask(PreparedStatement statement) throws SQLException;
    }

    private <T> T ask(String sql, Object[] parameters, Question<T> question) {
        try {
            Connection connection = connections.take();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                set(statement, parameters);
                return question.ask(statement);
            } finally {
                connections.giveBack(connection);
            }
        } catch (SQLException failure) {
            throw new SqlFailure(failure);
        }
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int index = 0; index < parameters.length; index++) {
            statement.setObject(index + 1, parameters[index]);
        }
    }

    /// What PostgreSQL answered to a test's statement.
    public static final class SqlFailure extends RuntimeException {
        SqlFailure(SQLException cause) {
            super(cause.getMessage(), cause);
        }

        public String state() {
            return ((SQLException) getCause()).getSQLState();
        }
    }
}
