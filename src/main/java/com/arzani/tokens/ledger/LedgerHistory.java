package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;

/// The entries of all wallets, newest first, page by page by key: a page costs the same at any depth.
public final class LedgerHistory {
    private static final int CHUNK_ROWS = 500;
    private static final long PATIENCE_MILLIS = 200;

    private final Database database;
    private final Clock clock;

    public LedgerHistory(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// The page after (older than) a key, or the newest one when the key is null. A page that must look at rows one by
    /// one
    /// stops when it is full or after 200 ms, and says how far it looked (ruling 32).
    public EntryPage page(EntryFilter filter, EntryKey before, int limit) {
        return database.read(session -> {
            EntryFilter resolved = filter;
            if (filter.subject().orderId() != null && filter.userId() == null) {
                Long owner = ownerOfOrder(session, filter.subject().orderId());
                if (owner == null) {
                    return new EntryPage(List.of(), null, null, false);
                }
                resolved = filter.withUser(owner);
            }
            return resolved.hasResidual()
                    ? lookThrough(session, resolved, before, limit)
                    : full(query(session, resolved, before).setMaxResults(limit).getResultList(), limit);
        });
    }

    /// Every entry of a filter, newest first, one by one in bounded memory, in one snapshot: for exports.
    public void stream(EntryFilter filter, Consumer<LedgerEntry> sink) {
        database.stream(session -> query(session, filter, null), entry -> {
            if (filter.matches(entry)) {
                sink.accept(entry);
            }
        });
    }

    private EntryPage lookThrough(Session session, EntryFilter filter, EntryKey before, int limit) {
        long giveUpAt = clock.millis() + PATIENCE_MILLIS;
        List<LedgerEntry> found = new ArrayList<>(limit);
        EntryKey position = before;
        while (true) {
            List<LedgerEntry> chunk =
                    query(session, filter, position).setMaxResults(CHUNK_ROWS).getResultList();
            session.clear();
            for (LedgerEntry entry : chunk) {
                position = EntryKey.of(entry);
                if (filter.matches(entry)) {
                    found.add(entry);
                    if (found.size() == limit) {
                        return new EntryPage(found, position, position.createdAt(), false);
                    }
                }
            }
            if (chunk.size() < CHUNK_ROWS) {
                return new EntryPage(found, null, position == null ? null : position.createdAt(), false);
            }
            if (clock.millis() >= giveUpAt) {
                return new EntryPage(found, position, position.createdAt(), true);
            }
        }
    }

    private static EntryPage full(List<LedgerEntry> rows, int limit) {
        LedgerEntry last = rows.isEmpty() ? null : rows.getLast();
        return new EntryPage(
                rows, rows.size() < limit ? null : EntryKey.of(last), last == null ? null : last.createdAt(), false);
    }

    private static Long ownerOfOrder(Session session, long orderId) {
        return session.createSelectionQuery("select max(userId) from TokenLot where orderId = :order", Long.class)
                .setParameter("order", orderId)
                .getSingleResult();
    }

    /// The indexed part of a filter. Every text stands here, every value is a parameter (H3).
    private static SelectionQuery<LedgerEntry> query(Session session, EntryFilter filter, EntryKey before) {
        StringJoiner where = new StringJoiner(" and ", " where ", "").setEmptyValue("");
        Map<String, Object> values = new LinkedHashMap<>();
        if (before != null) {
            // The plain comparison keeps PostgreSQL out of newer partitions, the other finds the place in the index.
            where.add("e.createdAt <= :beforeTime").add("(e.createdAt, e.id) < (:beforeTime, :beforeId)");
            values.put("beforeTime", before.createdAt());
            values.put("beforeId", before.id());
        }
        condition(where, values, "e.userId = :user", "user", filter.userId());
        condition(where, values, "e.createdAt >= :from", "from", filter.period().from());
        condition(
                where, values, "e.createdAt < :until", "until", filter.period().until());
        condition(
                where,
                values,
                "e.actionType = :action",
                "action",
                filter.subject().actionType());
        condition(
                where,
                values,
                "e.paymentIntentId = :intent",
                "intent",
                filter.subject().paymentIntentId());
        condition(
                where,
                values,
                "(e.createdAt, e.id) in (select k.createdAt, k.entryId from EntryKeyRow k where k.operationKey = :key)",
                "key",
                filter.subject().operationKey());
        if (filter.types().size() == 1) {
            condition(
                    where,
                    values,
                    "e.type = :type",
                    "type",
                    filter.types().iterator().next());
        }
        SelectionQuery<LedgerEntry> query = session.createSelectionQuery(
                "from LedgerEntry e" + where + " order by e.createdAt desc, e.id desc", LedgerEntry.class);
        values.forEach(query::setParameter);
        return query.setReadOnly(true);
    }

    private static void condition(
            StringJoiner where, Map<String, Object> values, String text, String name, Object value) {
        if (value != null) {
            where.add(text);
            values.put(name, value);
        }
    }
}
