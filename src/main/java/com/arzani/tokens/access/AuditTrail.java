package com.arzani.tokens.access;

import com.arzani.tokens.access.AuditKey.Source;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.Session;

/// Who did what, newest first, page by page by key: the rows of the audit and the entries that people posted, as one
/// stream. Administrators and finance read all of it, support and product what they did themselves; PostgreSQL's
/// policies say so too.
public final class AuditTrail {
    private static final int CHUNK_ROWS = 500;
    private static final int STREAM_ROWS = 1_000;
    private static final long PATIENCE_MILLIS = 200;
    private static final List<String> ENTRY_TYPES = List.of("adjustment", "reversal");
    private static final Comparator<AuditEvent> NEWEST_FIRST =
            (one, other) -> one.key().equals(other.key()) ? 0 : one.key().isBefore(other.key()) ? -1 : 1;

    private final Database database;
    private final Clock clock;

    public AuditTrail(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Whether the signed-in operator reads what others did.
    public boolean readsAll() {
        OperatorRole role = database.operator().role();
        return role == OperatorRole.ADMIN || role == OperatorRole.FINANCE;
    }

    /// The page after a place, or the newest one when it is null.
    public AuditPage page(AuditFilter filter, AuditKey before, int limit) {
        if (!readsAll() && filter.actor() != null && !filter.actor().equals(login())) {
            return new AuditPage(List.of(), null, false);
        }
        AuditFilter own = readsAll() ? filter : filter.of(login());
        return database.read(session -> {
            boolean rare = own.reason() != null && isRare(session, own.reason());
            session.createNativeQuery(AuditSql.WALK_ONLY, Object[].class).getSingleResult();
            long giveUpAt = clock.millis() + PATIENCE_MILLIS;
            Walk audit = walk(session, own, Source.AUDIT, rare, new Span(before, limit, giveUpAt));
            Walk ledger = walk(session, own, Source.LEDGER, rare, new Span(before, limit, giveUpAt));
            return merged(audit, ledger, limit);
        });
    }

    /// Every event of a filter, newest first, in bounded memory: for exports.
    public void stream(AuditFilter filter, Consumer<AuditEvent> sink) {
        AuditKey next = null;
        do {
            AuditPage page = page(filter, next, STREAM_ROWS);
            page.rows().forEach(sink);
            next = page.next();
        } while (next != null);
    }

    /// The login that asks.
    public String login() {
        return database.operator().login();
    }

    private static boolean isRare(Session session, AuditFilter.Text reason) {
        return session.createNativeQuery(AuditSql.REASONS, Long.class)
                        .setParameter("reason", AuditSql.pattern(reason))
                        .getSingleResult()
                <= AuditSql.COMMON;
    }

    private record Span(AuditKey before, int limit, long giveUpAt) {}

    /// @param stoppedAt where patience ended; null if it did not
    /// @param full      there may be more
    private record Walk(List<AuditEvent> rows, AuditKey stoppedAt, boolean full) {
        static final Walk NOTHING = new Walk(List.of(), null, false);
    }

    private Walk walk(Session session, AuditFilter filter, Source source, boolean rare, Span span) {
        if (!concerns(filter, source)) {
            return Walk.NOTHING;
        }
        List<AuditEvent> found = new ArrayList<>();
        AuditKey position = span.before();
        while (true) {
            boolean complete =
                    chunk(filter, source, rare, position, 1).getFirst().complete();
            int size = complete ? span.limit() : Math.max(CHUNK_ROWS, span.limit());
            List<AuditEvent> chunk = chunk(filter, source, rare, position, size).stream()
                    .flatMap(sql -> rows(session, sql, source))
                    .sorted(NEWEST_FIRST)
                    .limit(size)
                    .toList();
            for (AuditEvent event : chunk) {
                position = event.key();
                if (filter.matches(event)) {
                    found.add(event);
                    if (found.size() == span.limit()) {
                        return new Walk(found, null, true);
                    }
                }
            }
            if (chunk.size() < size) {
                return new Walk(found, null, false);
            }
            if (clock.millis() >= span.giveUpAt()) {
                return new Walk(found, position, true);
            }
        }
    }

    /// Whether a source can hold anything the filter lets through.
    private boolean concerns(AuditFilter filter, Source source) {
        boolean entries = filter.action() != null && AuditFilter.ENTRY_ACTIONS.contains(filter.action());
        if (source == Source.AUDIT) {
            return !entries;
        }
        return database.operator().role() != OperatorRole.PRODUCT
                && (filter.action() == null || entries)
                && (filter.subject() == null || filter.subject().type().equals("entry"));
    }

    private static List<AuditSql> chunk(AuditFilter filter, Source source, boolean rare, AuditKey before, int size) {
        if (source == Source.AUDIT) {
            return List.of(AuditSql.audit(filter, rare, before, size));
        }
        if (filter.actor() != null || filter.customerId() != null) {
            return List.of(AuditSql.ledger(filter, null, before, size));
        }
        return ENTRY_TYPES.stream()
                .map(type -> AuditSql.ledger(filter, type, before, size))
                .toList();
    }

    /// The newest of both; nothing older than where one of them lost patience.
    private static AuditPage merged(Walk audit, Walk ledger, int limit) {
        AuditKey horizon = newer(audit.stoppedAt(), ledger.stoppedAt());
        List<AuditEvent> rows = Stream.concat(audit.rows().stream(), ledger.rows().stream())
                .filter(event -> horizon == null || !horizon.isBefore(event.key()))
                .sorted(NEWEST_FIRST)
                .toList();
        boolean more = audit.full() || ledger.full() || rows.size() > limit;
        if (rows.size() >= limit) {
            List<AuditEvent> page = rows.subList(0, limit);
            return new AuditPage(page, more ? page.getLast().key() : null, false);
        }
        if (horizon != null) {
            return new AuditPage(rows, horizon, true);
        }
        return new AuditPage(rows, null, false);
    }

    private static AuditKey newer(AuditKey one, AuditKey other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static Stream<AuditEvent> rows(Session session, AuditSql sql, Source source) {
        var query = session.createNativeQuery(sql.text(), Object[].class)
                .addScalar("id", Long.class)
                .addScalar("created_at", Instant.class)
                .addScalar("actor", String.class)
                .addScalar("action", String.class)
                .addScalar("subject_type", String.class)
                .addScalar("subject_id", String.class)
                .addScalar("customer_id", Long.class)
                .addScalar("before", String.class)
                .addScalar("after", String.class)
                .addScalar("reason", String.class)
                .addScalar("client_address", String.class)
                .addScalar("application_name", String.class);
        sql.values().forEach(query::setParameter);
        return query.getResultList().stream().map(row -> event(row, source));
    }

    private static AuditEvent event(Object[] row, Source source) {
        return new AuditEvent(
                new AuditKey((Instant) row[1], source, (Long) row[0]),
                (String) row[2],
                (String) row[3],
                new AuditEvent.Subject((String) row[4], (String) row[5]),
                (Long) row[6],
                new AuditEvent.Change((String) row[7], (String) row[8], (String) row[9]),
                new AuditEvent.Origin((String) row[10], (String) row[11]));
    }
}
