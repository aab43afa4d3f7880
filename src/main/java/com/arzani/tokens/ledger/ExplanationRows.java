package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Rejected;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;

/// Rows that both explanations read, within the caller's transaction.
final class ExplanationRows {
    private ExplanationRows() {}

    /// Everything read from here on is of one moment. Called first in a transaction.
    static void snapshot(Session session) {
        session.doWork(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(ExplanationSql.SNAPSHOT);
            }
        });
    }

    static String name(Session session, long userId) {
        return session.createSelectionQuery(
                        "select trim(concat(coalesce(firstName, ''), ' ', coalesce(lastName, ''))) from WalletOwner"
                                + " where id = :user",
                        String.class)
                .setParameter("user", userId)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new Rejected("user_unknown", Long.toString(userId)));
    }

    static List<LotThen> withLots(Session session, List<Long> ids, Map<Long, Long> left) {
        Map<Long, TokenLot> lots = byId(session, ids);
        return ids.stream()
                .map(id -> new LotThen(lots.get(id), new Tokens(left.get(id))))
                .toList();
    }

    static Map<Long, TokenLot> byId(Session session, List<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return session.createSelectionQuery("from TokenLot where entryId in :ids", TokenLot.class)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.toMap(TokenLot::entryId, Function.identity()));
    }

    static List<LedgerEntry> entries(Session session, List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return session.createNativeQuery(ExplanationSql.ENTRIES, LedgerEntry.class)
                .setParameter("entries", ids)
                .getResultList();
    }

    /// What was left of some lots of a wallet at one of its numbers.
    static Map<Long, Long> leftOf(Session session, List<Long> ids, long userId, long seq) {
        Map<Long, Long> left = new HashMap<>();
        if (ids.isEmpty()) {
            return left;
        }
        long now = session.find(Wallet.class, userId).seq();
        Map<Long, TokenLot> lots = byId(session, ids);
        boolean back = ExplanationSql.fromNow(seq, now);
        lots.forEach((id, lot) ->
                left.put(id, back ? lot.remaining().count() : lot.tokens().count()));
        if (seq != now) {
            List<Object[]> moved = session.createNativeQuery(ExplanationSql.moved(seq, now), Object[].class)
                    .setParameter("user", userId)
                    .setParameter("seq", seq)
                    .setParameterList("lots", ids)
                    .getResultList();
            moved.forEach(row -> left.merge((Long) row[0], back ? (Long) row[1] : -(Long) row[1], Math::addExact));
        }
        return left;
    }
}
