package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/// The entries of all wallets, newest first, page by page by key: a page costs the same at any depth.
public final class LedgerHistory {
    private static final int CHUNK_ROWS = 500;
    private static final long PATIENCE_MILLIS = 200;
    private static final Comparator<LedgerEntry> NEWEST_FIRST = Comparator.comparing(LedgerEntry::createdAt)
            .thenComparing(LedgerEntry::id)
            .reversed();

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
        long began = clock.millis();
        return database.read(session -> {
            if (filter.subject().operationKey() != null) {
                return new EntryPage(operation(session, filter), null, null, false);
            }
            EntryFilter resolved = withOwner(session, filter);
            if (resolved == null) {
                return new EntryPage(List.of(), null, null, false);
            }
            if (!resolved.sale().equals(EntryFilter.Sale.ANY)) {
                return new SaleWalk(session, resolved)
                        .page(before, limit, () -> clock.millis() - began >= PATIENCE_MILLIS);
            }
            session.createNativeQuery(HistorySql.settings(resolved), Object[].class)
                    .getSingleResult();
            return resolved.hasResidual()
                    ? lookThrough(session, resolved, before, limit)
                    : full(walk(session, resolved, before, limit), limit);
        });
    }

    /// Every entry of a filter, newest first, one by one in bounded memory, in one snapshot: for exports.
    public void stream(EntryFilter filter, Consumer<LedgerEntry> sink) {
        if (filter.subject().operationKey() != null) {
            database.read(session -> operation(session, filter)).forEach(sink);
            return;
        }
        EntryFilter resolved = database.read(session -> withOwner(session, filter));
        if (resolved != null) {
            EntryType type =
                    resolved.types().size() == 1 ? resolved.types().iterator().next() : null;
            boolean sales = !resolved.sale().equals(EntryFilter.Sale.ANY);
            Function<Session, NativeQuery<LedgerEntry>> all = session ->
                    sales ? SaleWalk.all(session, resolved) : query(session, HistorySql.of(resolved, type, null, null));
            database.stream(all::apply, entry -> {
                if (resolved.matches(entry)) {
                    sink.accept(entry);
                }
            });
        }
    }

    /// The entries of one operation are few.
    private static List<LedgerEntry> operation(Session session, EntryFilter filter) {
        return session
                .createNativeQuery(HistorySql.OPERATION, LedgerEntry.class)
                .setParameter("key", filter.subject().operationKey())
                .getResultList()
                .stream()
                .filter(entry -> filter.matches(entry) && filter.inPeriod(entry))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /// The next rows of the index a filter walks. Several types are several walks, merged.
    private static List<LedgerEntry> walk(Session session, EntryFilter filter, EntryKey before, int limit) {
        if (filter.walk() != EntryFilter.Walk.TYPES) {
            return query(session, HistorySql.of(filter, null, before, limit)).getResultList();
        }
        return filter.types().stream()
                .flatMap(type -> query(session, HistorySql.of(filter, type, before, limit)).getResultList().stream())
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    private EntryPage lookThrough(Session session, EntryFilter filter, EntryKey before, int limit) {
        long giveUpAt = clock.millis() + PATIENCE_MILLIS;
        List<LedgerEntry> found = new ArrayList<>(limit);
        EntryKey position = before;
        while (true) {
            List<LedgerEntry> chunk = walk(session, filter, position, CHUNK_ROWS);
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

    /// The entries of an order are entries of its user, found through that index; null if the order has none.
    private static EntryFilter withOwner(Session session, EntryFilter filter) {
        Long orderId = filter.subject().orderId();
        if (orderId == null || filter.userId() != null) {
            return filter;
        }
        Long owner = session.createSelectionQuery("select max(userId) from TokenLot where orderId = :order", Long.class)
                .setParameter("order", orderId)
                .getSingleResult();
        return owner == null ? null : filter.withUser(owner);
    }

    private static NativeQuery<LedgerEntry> query(Session session, HistorySql sql) {
        NativeQuery<LedgerEntry> query = session.createNativeQuery(sql.text(), LedgerEntry.class);
        sql.values().forEach(query::setParameter);
        return query.setReadOnly(true);
    }
}
