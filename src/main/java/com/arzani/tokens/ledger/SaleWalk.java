package com.arzani.tokens.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/// The entries of sales, newest first, by what was sold: facts are walked by time and looked at one by one (ruling 32),
/// and
/// the entries of those that fit are read by their keys.
final class SaleWalk {
    private static final int CHUNK_ROWS = 500;
    private static final String ENTRIES =
            "SELECT t.* FROM sale_facts f JOIN token_transactions t ON t.created_at = f.at AND t.id = f.entry_id";
    private static final String PERIOD = "f.at >= coalesce(CAST(:from AS timestamptz), '-infinity')"
            + " AND f.at < coalesce(CAST(:until AS timestamptz), 'infinity')";
    private static final String FITS = "(f.package_id = coalesce(CAST(:package AS bigint), f.package_id)"
            + " AND f.buyer_plan = coalesce(CAST(:plan AS text), f.buyer_plan)"
            + " AND f.variant = coalesce(CAST(:variant AS text), f.variant)"
            + " AND f.buyer_kind = coalesce(CAST(:buyer AS text), f.buyer_kind))";
    private static final String NEWEST_FIRST = " ORDER BY f.at DESC, f.entry_id DESC";
    private static final String CHUNK =
            "SELECT f.entry_id, f.at, " + FITS + " AS fits FROM sale_facts f WHERE " + PERIOD
                    + " AND (f.at, f.entry_id) < (coalesce(CAST(:before_time AS timestamptz), 'infinity'), CAST(:before_id AS bigint))"
                    + NEWEST_FIRST + " LIMIT " + CHUNK_ROWS;

    private record Fact(EntryKey key, boolean fits) {}

    private final Session session;
    private final EntryFilter filter;

    SaleWalk(Session session, EntryFilter filter) {
        this.session = session;
        this.filter = filter;
    }

    /// All of them, for an export.
    static NativeQuery<LedgerEntry> all(Session session, EntryFilter filter) {
        NativeQuery<LedgerEntry> query = session.createNativeQuery(
                ENTRIES + " WHERE " + PERIOD + " AND " + FITS + NEWEST_FIRST, LedgerEntry.class);
        values(filter).forEach((name, value) -> query.setParameter(name, value, type(name)));
        return query.setReadOnly(true);
    }

    EntryPage page(EntryKey before, int limit, BooleanSupplier tooLong) {
        List<LedgerEntry> found = new ArrayList<>(limit);
        EntryKey position = before;
        while (true) {
            List<Fact> chunk = chunk(position);
            Map<Long, LedgerEntry> entries = entries(chunk);
            for (Fact fact : chunk) {
                position = fact.key();
                LedgerEntry entry = entries.get(position.id());
                if (entry != null && filter.matches(entry)) {
                    found.add(entry);
                    if (found.size() == limit) {
                        return new EntryPage(found, position, position.createdAt(), false);
                    }
                }
            }
            if (chunk.size() < CHUNK_ROWS) {
                return new EntryPage(found, null, position == null ? null : position.createdAt(), false);
            }
            if (tooLong.getAsBoolean()) {
                return new EntryPage(found, position, position.createdAt(), true);
            }
        }
    }

    private List<Fact> chunk(EntryKey position) {
        NativeQuery<Object[]> query = session.createNativeQuery(CHUNK, Object[].class)
                .addScalar("entry_id", Long.class)
                .addScalar("at", Instant.class)
                .addScalar("fits", Boolean.class)
                .setParameter("before_time", position == null ? null : position.createdAt(), Instant.class)
                .setParameter("before_id", position == null ? Long.MAX_VALUE : position.id(), Long.class);
        values(filter).forEach((name, value) -> query.setParameter(name, value, type(name)));
        return query.getResultList().stream()
                .map(row -> new Fact(new EntryKey((Instant) row[1], (Long) row[0]), (Boolean) row[2]))
                .toList();
    }

    private Map<Long, LedgerEntry> entries(List<Fact> chunk) {
        List<Long> ids =
                chunk.stream().filter(Fact::fits).map(fact -> fact.key().id()).toList();
        return ids.isEmpty()
                ? new HashMap<>()
                : session.createNativeQuery(ENTRIES + " WHERE f.entry_id IN (:ids)", LedgerEntry.class)
                        .setParameterList("ids", ids)
                        .getResultStream()
                        .collect(Collectors.toMap(LedgerEntry::id, entry -> entry));
    }

    private static Map<String, Object> values(EntryFilter filter) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("from", filter.period().from());
        values.put("until", filter.period().until());
        values.put("package", filter.sale().packageId());
        values.put("plan", filter.sale().plan());
        values.put("variant", filter.sale().variant());
        values.put("buyer", filter.sale().buyer());
        return values;
    }

    @SuppressWarnings("unchecked")
    private static Class<Object> type(String name) {
        Class<?> type = switch (name) {
            case "from", "until" -> Instant.class;
            case "package" -> Long.class;
            default -> String.class;
        };
        return (Class<Object>) type;
    }
}
