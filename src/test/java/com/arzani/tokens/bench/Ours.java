package com.arzani.tokens.bench;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.GatheredPosting;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.OperationKeys;
import com.arzani.tokens.ledger.Posting;
import com.arzani.tokens.money.Tokens;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;

/// Our ledger, spent from through its doors: with lots, keys, hash and audit columns.
final class Ours {
    private static final OperationKeys KEYS = new OperationKeys(Clock.systemUTC());
    private static final Tokens ONE = new Tokens(1);

    private Ours() {}

    private static Posting posting(int user) {
        return Posting.consumption(
                KEYS.next(),
                user,
                ONE,
                new Posting.Context("contact_seller", 7L, null, null, "request", "{\"referenceId\": 7}"));
    }

    /// (c) As the service posts: LedgerService over Hibernate, one autocommit function call.
    record Single(Database database, LedgerService ledger) implements Spending {
        Single(Database database) {
            this(database, new LedgerService(database));
        }

        @Override
        public void spend(int user) {
            ledger.post(posting(user));
        }

        @Override
        public void close() {
            database.close();
        }
    }

    /// (c) The same function by bare JDBC.
    record SingleJdbc(HikariDataSource pool) implements Spending {
        @Override
        public void spend(int user) throws SQLException {
            try (Connection connection = pool.getConnection();
                    PreparedStatement statement = connection.prepareStatement("""
                            SELECT id, balance_after FROM post_tokens(?, ?, 'consumption', ?, -1, ?, ?, NULL, NULL, NULL, ?,
                                CAST(? AS jsonb))""")) {
                statement.setString(1, KEYS.next());
                statement.setLong(2, user);
                statement.setLong(3, 1);
                statement.setString(4, "contact_seller");
                statement.setLong(5, 7);
                statement.setString(6, "request");
                statement.setString(7, "{\"referenceId\": 7}");
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new IllegalStateException("nothing posted");
                    }
                }
            }
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    /// (d) Gathered: callers hand their posting in and wait.
    record Gathered(Database database, GatheredPosting posting) implements Spending {
        Gathered(Database database, GatheredPosting.Limits limits) {
            this(database, new GatheredPosting(database, limits));
        }

        @Override
        public void spend(int user) {
            posting.post(posting(user));
        }

        private static Posting posting(int user) {
            return Ours.posting(user);
        }

        @Override
        public void close() {
            posting.close();
            database.close();
        }
    }
}
