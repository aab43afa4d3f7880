package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;

/// All wallets, newest users first, page by page by key.
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

        private boolean matches(Wallet wallet) {
            return switch (this) {
                case ALL -> true;
                case OWING -> wallet != null && wallet.owed().count() > 0;
                case WITH_TOKENS -> wallet != null && wallet.balance().count() > 0;
            };
        }
    }

    /// A user's wallet.
    ///
    /// @param wallet null for a user found by a search who never had a token
    public record WalletLine(long userId, String name, Wallet wallet) {
        WalletLine(Wallet wallet, String firstName, String lastName) {
            this(wallet.userId(), name(firstName, lastName), wallet);
        }

        private static String name(String firstName, String lastName) {
            return ((firstName == null ? "" : firstName) + " " + (lastName == null ? "" : lastName)).strip();
        }
    }

    /// The wallets of users with an id below the given one; null begins at the newest user.
    public List<WalletLine> page(WalletFilter filter, Long beforeUserId, int limit) {
        return database.read(session -> session
                .createSelectionQuery(
                        "select w, o.firstName, o.lastName from Wallet w join WalletOwner o on o.id = w.userId"
                                + " where w.userId < :before" + filter.condition + " order by w.userId desc",
                        Object[].class)
                .setParameter("before", beforeUserId == null ? Long.MAX_VALUE : beforeUserId)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(row -> new WalletLine((Wallet) row[0], (String) row[1], (String) row[2]))
                .toList());
    }

    /// As [#page], of users whose id, name or (for support and administrators) e-mail matches what was typed, word for
    /// word (H2).
    public List<WalletLine> search(String text, WalletFilter filter, Long beforeUserId, int limit) {
        return database.read(session -> {
            List<WalletLine> found = new ArrayList<>();
            Long before = beforeUserId;
            while (found.size() < limit) {
                List<Object[]> users = users(session, text, before, limit);
                Map<Long, Wallet> wallets = wallets(session, users);
                for (Object[] user : users) {
                    before = (Long) user[0];
                    Wallet wallet = wallets.get(before);
                    if (found.size() < limit && filter.matches(wallet)) {
                        found.add(new WalletLine(before, (String) user[1], wallet));
                    }
                }
                if (users.size() < limit) {
                    break;
                }
            }
            return found;
        });
    }

    private static List<Object[]> users(Session session, String text, Long before, int limit) {
        return session.createNativeQuery("SELECT id, full_name FROM find_users(:text, :before, :limit)", Object[].class)
                .setParameter("text", text, String.class)
                .setParameter("before", before, Long.class)
                .setParameter("limit", limit, Integer.class)
                .getResultList();
    }

    private static Map<Long, Wallet> wallets(Session session, List<Object[]> users) {
        List<Long> ids = users.stream().map(user -> (Long) user[0]).toList();
        return session.createSelectionQuery("from Wallet where userId in :ids", Wallet.class)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.toMap(Wallet::userId, Function.identity()));
    }
}
