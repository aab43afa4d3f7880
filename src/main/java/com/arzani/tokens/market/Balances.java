package com.arzani.tokens.market;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.Gathering;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Rejected;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What users have, for themselves: one statement by key, which answers all who ask at the
/// same moment.
public final class Balances {
    private static final String COLUMNS = """
            SELECT coalesce(w.token_balance, 0) - CASE WHEN w.next_expiry_at <= ledger_now() THEN
                       (SELECT coalesce(sum(l.remaining), 0) FROM token_lots l
                        WHERE l.user_id = w.user_id AND l.is_open AND l.expires_at <= ledger_now()) ELSE 0 END AS balance,
                   w.tokens_owed, w.tokens_purchased, w.tokens_consumed, w.lifetime_purchased,
                   u.id
            FROM users u LEFT JOIN user_tokens w ON w.user_id = u.id WHERE u.id =""";
    private static final String READ = COLUMNS + " ?";
    private static final String READ_ALL = COLUMNS + " ANY (?)";
    private static final int LANES = 2;
    private static final int MOST_IN_CALL = 64;

    private final Database database;
    private final Gathering<Long, Optional<UserBalance>> gathering = new Gathering<>(LANES, MOST_IN_CALL, this::read);

    public Balances(Database database) {
        this.database = database;
    }

    /// @throws Rejected `user_unknown`
    public UserBalance of(long userId) {
        return gathering.ask(userId, userId).orElseThrow(() -> new Rejected("user_unknown", userId));
    }

    /// Asked more often than anything else: read as it comes, without a mapping that is found anew each time.
    private List<Optional<UserBalance>> read(List<Long> users) {
        return database.call(session -> session.doReturningWork(connection -> read(connection, users)));
    }

    private static List<Optional<UserBalance>> read(Connection connection, List<Long> users) throws SQLException {
        boolean one = users.size() == 1;
        Map<Long, UserBalance> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(one ? READ : READ_ALL)) {
            if (one) {
                statement.setLong(1, users.getFirst());
            } else {
                statement.setArray(1, connection.createArrayOf("bigint", users.toArray()));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.put(row.getLong(6), balance(row));
                }
            }
        }
        return users.stream().map(user -> Optional.ofNullable(found.get(user))).toList();
    }

    private static UserBalance balance(ResultSet row) throws SQLException {
        return new UserBalance(
                new Tokens(row.getLong(1)),
                new Tokens(row.getLong(2)),
                new Tokens(row.getLong(3)),
                new Tokens(row.getLong(4)),
                new Tokens(row.getLong(5)));
    }
}
