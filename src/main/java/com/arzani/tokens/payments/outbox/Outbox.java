package com.arzani.tokens.payments.outbox;

import com.arzani.tokens.database.Database;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.query.NativeQuery;

/// Requests to Stripe as a person sees them, with the person's own login. Doors put them there; screens ask here what
/// became of them.
public final class Outbox {
    private static final String COLUMNS =
            "SELECT id, kind, operation_key, subject_type, subject_id, CAST(payload AS text),"
                    + " status, attempts, cause, cause_arguments, next_attempt_at, result_id, CAST(result AS text), requested_by,"
                    + " created_at, finished_at FROM stripe_outbox ";

    private final Database database;

    public Outbox(Database database) {
        this.database = database;
    }

    /// What became of the request with this key, once its door has put it there.
    public Optional<OutboxEntry> find(String key) {
        return rows("WHERE operation_key = :key", query -> query.setParameter("key", key)).stream()
                .findFirst();
    }

    /// Requests about one thing, the newest first.
    public List<OutboxEntry> of(OutboxItem.Subject subject) {
        return rows(
                "WHERE subject_type = :type AND subject_id = :id ORDER BY id DESC LIMIT 100",
                query -> query.setParameter("type", subject.type()).setParameter("id", subject.id()));
    }

    /// Has a parked request sent again, or one that waits sent now. Stripe is asked first whether it was done.
    ///
    /// @throws TokenProblem `not_permitted`, `reason_missing`, `outbox_unknown`, `outbox_ended`
    public void retry(long id, String reason) {
        database.call(session -> session.createNativeQuery("SELECT retry_outbox(:id, :reason)", Boolean.class)
                .setParameter("id", id)
                .setParameter("reason", reason)
                .getSingleResult());
    }

    private interface Parameters {
        NativeQuery<Object[]> set(NativeQuery<Object[]> query);
    }

    private List<OutboxEntry> rows(String where, Parameters parameters) {
        return database.read(session ->
                parameters.set(session.createNativeQuery(COLUMNS + where, Object[].class)).getResultList().stream()
                        .map(Outbox::entry)
                        .toList());
    }

    private static OutboxEntry entry(Object[] row) {
        OutboxEntry.Status status = OutboxEntry.Status.valueOf(((String) row[6]).toUpperCase(Locale.ROOT));
        OutboxEntry.Course course = new OutboxEntry.Course(
                status,
                ((Number) row[7]).intValue(),
                Optional.ofNullable((String) row[8]).map(key -> new Sent.Cause(key, Arrays.asList((String[]) row[9]))),
                Optional.ofNullable((Instant) row[10]).filter(due -> status == OutboxEntry.Status.WAITING),
                Optional.ofNullable((String) row[11]),
                Optional.ofNullable((String) row[12]).map(OutboxDoors::json));
        return new OutboxEntry(
                ((Number) row[0]).longValue(),
                (String) row[1],
                (String) row[2],
                new OutboxItem.Subject((String) row[3], (String) row[4]),
                OutboxDoors.json((String) row[5]),
                course,
                new OutboxEntry.Asked((String) row[13], (Instant) row[14], Optional.ofNullable((Instant) row[15])));
    }
}
