package com.arzani.tokens.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Rows in the order of their users, read ahead by one, in bounded memory.
final class ProofCursor implements AutoCloseable {
    private static final int FETCH_ROWS = 2_000;

    private final PreparedStatement statement;
    private final ResultSet rows;
    private boolean started;
    private boolean ended;
    private long count;

    private ProofCursor(PreparedStatement statement) throws SQLException {
        this.statement = statement;
        this.rows = statement.executeQuery();
    }

    static ProofCursor of(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setFetchSize(FETCH_ROWS);
            for (int index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            return new ProofCursor(statement);
        } catch (SQLException | RuntimeException failure) {
            statement.close();
            throw failure;
        }
    }

    boolean next() throws SQLException {
        started = true;
        ended = !rows.next();
        count += ended ? 0 : 1;
        return !ended;
    }

    /// Whether the present row is of that user; rows of users below it belong to no wallet and are passed over.
    boolean isOf(long userId) throws SQLException {
        if (!started) {
            next();
        }
        while (!ended && userId() < userId) {
            next();
        }
        return !ended && userId() == userId;
    }

    long userId() throws SQLException {
        return rows.getLong("user_id");
    }

    ResultSet row() {
        return rows;
    }

    long count() {
        return count;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
