package com.arzani.tokens.payments.inbox;

import com.arzani.tokens.database.Database;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Kept events as an operator sees them, with the operator's own login: support reads, finance and administrators
/// replay.
public final class EventDesk {
    private static final String COLUMNS = "SELECT id, stripe_event_id, event_type, api_version, livemode, account,"
            + " coalesce(event_created, received_at), object_type, object_id, status, attempts, cause,"
            + " cause_arguments, received_at, next_attempt_at, processed_at, order_id, entry_ids FROM webhook_logs ";
    private static final String PAGE = COLUMNS + """
            WHERE id < :before AND status = ANY (:statuses)
              AND (:text = '' OR stripe_event_id = :text OR object_id = :text OR starts_with(event_type, :text))
            ORDER BY id DESC LIMIT :most
            """;
    private static final int COUNTED_MAX = 10_000;

    private final Database database;

    public EventDesk(Database database) {
        this.database = database;
    }

    /// Events in these states, the newest first.
    ///
    /// @param text a whole event id or object id, or what a type begins with; empty for all
    /// @param beforeId the id the page begins after; `Long.MAX_VALUE` for the first page
    public List<KeptEvent> events(Collection<EventStatus> statuses, String text, long beforeId, int most) {
        String[] codes = statuses.stream().map(EventStatus::code).toArray(String[]::new);
        return database.read(session -> session
                .createNativeQuery(PAGE, Object[].class)
                .setParameter("before", beforeId)
                .setParameter("statuses", codes)
                .setParameter("text", text)
                .setParameter("most", most)
                .getResultList()
                .stream()
                .map(EventDesk::event)
                .toList());
    }

    public Optional<KeptEvent> event(long id) {
        return one(COLUMNS + "WHERE id = :value", id);
    }

    /// The event with this id of Stripe's.
    public Optional<KeptEvent> event(String stripeId) {
        return one(COLUMNS + "WHERE stripe_event_id = :value", stripeId);
    }

    private Optional<KeptEvent> one(String query, Object value) {
        return database.read(session ->
                session.createNativeQuery(query, Object[].class).setParameter("value", value).getResultList().stream()
                        .map(EventDesk::event)
                        .findFirst());
    }

    /// How many events are in each state; counting ends at ten thousand of a state.
    public Map<EventStatus, Long> counts() {
        return database.read(session -> {
            Map<EventStatus, Long> counts = new EnumMap<>(EventStatus.class);
            for (EventStatus status : EventStatus.values()) {
                counts.put(
                        status,
                        session.createNativeQuery(
                                        "SELECT count(*) FROM (SELECT FROM webhook_logs WHERE status = :status LIMIT "
                                                + COUNTED_MAX + ") counted",
                                        Long.class)
                                .setParameter("status", status.code())
                                .getSingleResult());
            }
            return counts;
        });
    }

    /// What Stripe sent, with contacts masked by the database.
    public String payload(long id) {
        return database.call(session -> session.createNativeQuery("SELECT read_event(:id)", String.class)
                .setParameter("id", id)
                .getSingleResult());
    }

    /// Has an event worked off once more.
    ///
    /// @throws TokenProblem `not_permitted`, `reason_missing`, `event_in_work`, `event_without_payload`
    public void replay(long id, String reason) {
        database.call(session -> session.createNativeQuery("SELECT replay_event(:id, :reason)", Boolean.class)
                .setParameter("id", id)
                .setParameter("reason", reason)
                .getSingleResult());
    }

    private static KeptEvent event(Object[] row) {
        Optional<String> object = text(row[8]);
        StripeEvent event = new StripeEvent(
                (String) row[1],
                (String) row[2],
                text(row[3]),
                new StripeEvent.Origin((Boolean) row[4], text(row[5]), (Instant) row[6]),
                object.map(id -> new StripeEvent.ObjectName(text(row[7]).orElse(""), id)));
        EventStatus status = EventStatus.of((String) row[9]);
        boolean open = status == EventStatus.RECEIVED || status == EventStatus.FAILED;
        KeptEvent.Work work = new KeptEvent.Work(
                status,
                ((Number) row[10]).intValue(),
                text(row[11]).map(key -> new Outcome.Cause(key, Arrays.asList((String[]) row[12]))),
                (Instant) row[13],
                Optional.ofNullable((Instant) row[14]).filter(due -> open),
                Optional.ofNullable((Instant) row[15]));
        OptionalLong order = row[16] == null ? OptionalLong.empty() : OptionalLong.of(((Number) row[16]).longValue());
        List<Long> entries = Stream.of((Object[]) row[17])
                .map(number -> ((Number) number).longValue())
                .toList();
        return new KeptEvent(((Number) row[0]).longValue(), event, work, new KeptEvent.Changed(order, entries));
    }

    private static Optional<String> text(Object column) {
        return Optional.ofNullable((String) column);
    }
}
