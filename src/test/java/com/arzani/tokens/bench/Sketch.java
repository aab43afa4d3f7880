package com.arzani.tokens.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The specification's tables, spent from in its own way and in the shortest possible one.
final class Sketch {
    private static final String METADATA = "{\"referenceId\": 7}";

    private Sketch() {}

    /// (a) `consumeTokens` of the specification over JDBC: BEGIN, SELECT FOR UPDATE, UPDATE, INSERT, COMMIT.
    record FiveStatements(HikariDataSource pool) implements Spending {
        @Override
        public void spend(int user) throws SQLException {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                requireBalance(connection, user);
                try (PreparedStatement update = connection.prepareStatement("""
                        UPDATE sketch.user_tokens SET token_balance = token_balance - ?, tokens_consumed = tokens_consumed + ?,
                            updated_at = CURRENT_TIMESTAMP WHERE user_id = ?""")) {
                    update.setInt(1, 1);
                    update.setInt(2, 1);
                    update.setInt(3, user);
                    update.executeUpdate();
                }
                try (PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO sketch.token_transactions
                            (user_id, transaction_type, tokens_amount, action_type, reference_id, metadata)
                        VALUES (?, 'consumption', ?, ?, ?, CAST(? AS jsonb))""")) {
                    bind(insert, user);
                    insert.executeUpdate();
                }
                connection.commit();
                connection.setAutoCommit(true);
            }
        }

        private static void requireBalance(Connection connection, int user) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT token_balance FROM sketch.user_tokens WHERE user_id = ? FOR UPDATE")) {
                select.setInt(1, user);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next() || row.getInt(1) < 1) {
                        throw new IllegalStateException("Insufficient token balance");
                    }
                }
            }
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    /// (b) The floor: one prepared statement, autocommit, that updates the balance and inserts the row.
    record Floor(HikariDataSource pool) implements Spending {
        @Override
        public void spend(int user) throws SQLException {
            try (Connection connection = pool.getConnection();
                    PreparedStatement statement = connection.prepareStatement("""
                            WITH w AS (UPDATE sketch.user_tokens SET token_balance = token_balance - 1,
                                tokens_consumed = tokens_consumed + 1, updated_at = CURRENT_TIMESTAMP
                                WHERE user_id = ? AND token_balance >= 1 RETURNING user_id)
                            INSERT INTO sketch.token_transactions
                                (user_id, transaction_type, tokens_amount, action_type, reference_id, metadata)
                            SELECT w.user_id, 'consumption', ?, ?, ?, CAST(? AS jsonb) FROM w RETURNING id""")) {
                bind(statement, user);
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new IllegalStateException("Insufficient token balance");
                    }
                }
            }
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    private static void bind(PreparedStatement insert, int user) throws SQLException {
        insert.setInt(1, user);
        insert.setInt(2, 1);
        insert.setString(3, "contact_seller");
        insert.setInt(4, 7);
        insert.setString(5, METADATA);
    }
}
