package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import java.util.List;

/// All wallets, by user id, page by page by key.
public final class WalletDirectory {
    private final Database database;

    public WalletDirectory(Database database) {
        this.database = database;
    }

    /// Which wallets a list shows.
    public enum WalletFilter {
        ALL(""),
        OWING(" and w.owed > 0"),
        WITH_TOKENS(" and w.balance > 0");

        private final String condition;

        WalletFilter(String condition) {
            this.condition = condition;
        }
    }

    /// A wallet with its owner's name.
    public record WalletLine(Wallet wallet, String firstName, String lastName) {}

    /// The wallets of users with an id below the given one, newest users first; null begins at the newest.
    public List<WalletLine> page(WalletFilter filter, Long beforeUserId, int limit) {
        return database.read(session -> session.createSelectionQuery(
                        "select w, o.firstName, o.lastName from Wallet w join WalletOwner o on o.id = w.userId"
                                + " where w.userId < :before" + filter.condition + " order by w.userId desc",
                        WalletLine.class)
                .setParameter("before", beforeUserId == null ? Long.MAX_VALUE : beforeUserId)
                .setMaxResults(limit)
                .getResultList());
    }
}
