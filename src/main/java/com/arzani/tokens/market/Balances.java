package com.arzani.tokens.market;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.problem.Rejected;
import jakarta.persistence.Tuple;

/// What users have, for themselves: one statement by key.
public final class Balances {
    private static final String READ = """
            SELECT coalesce(w.token_balance, 0) - CASE WHEN w.next_expiry_at <= ledger_now() THEN
                       (SELECT coalesce(sum(l.remaining), 0) FROM token_lots l
                        WHERE l.user_id = w.user_id AND l.is_open AND l.expires_at <= ledger_now()) ELSE 0 END AS balance,
                   w.tokens_owed, w.tokens_purchased, w.tokens_consumed, w.lifetime_purchased
            FROM users u LEFT JOIN user_tokens w ON w.user_id = u.id WHERE u.id = :user
            """;

    private final Database database;

    public Balances(Database database) {
        this.database = database;
    }

    /// @throws Rejected `user_unknown`
    public UserBalance of(long userId) {
        return database
                .call(session -> session.createNativeQuery(READ, Tuple.class)
                        .setParameter("user", userId)
                        .getResultList())
                .stream()
                .findFirst()
                .map(MarketRow::new)
                .map(row -> new UserBalance(
                        row.tokens("balance"),
                        row.tokens("tokens_owed"),
                        row.tokens("tokens_purchased"),
                        row.tokens("tokens_consumed"),
                        row.tokens("lifetime_purchased")))
                .orElseThrow(() -> new Rejected("user_unknown", userId));
    }
}
