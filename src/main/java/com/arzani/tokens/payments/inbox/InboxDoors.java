package com.arzani.tokens.payments.inbox;

import com.arzani.tokens.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.type.StandardBasicTypes;

/// The database's functions over `webhook_logs`, one statement each; nothing else may write there.
final class InboxDoors {
    private static final String RECEIVE = "SELECT receive_event(:id, :type, :version, :live, :account, :created,"
            + " :kind, :object, :payload, :hold)";
    private static final String CLAIM =
            "SELECT id, claims, attempts, stripe_event_id, event_type, api_version, livemode,"
                    + " account, coalesce(event_created, received_at), object_type, object_id FROM claim_events(:count, :lease)";
    private static final String FINISH =
            "SELECT finish_event(:id, :claim, :status, :cause, :arguments, :order, :entries)";

    private final Database database;

    InboxDoors(Database database) {
        this.database = database;
    }

    boolean receive(StripeEvent event, byte[] payload, Optional<String> hold) {
        return database.call(session -> session.createNativeQuery(RECEIVE, Boolean.class)
                .setParameter("id", event.id())
                .setParameter("type", event.type())
                .setParameter("version", event.apiVersion().orElse(null), StandardBasicTypes.STRING)
                .setParameter("live", event.origin().live())
                .setParameter("account", event.origin().account().orElse(null), StandardBasicTypes.STRING)
                .setParameter("created", event.origin().createdAt().atOffset(ZoneOffset.UTC))
                .setParameter(
                        "kind",
                        event.object().map(StripeEvent.ObjectName::kind).orElse(null),
                        StandardBasicTypes.STRING)
                .setParameter(
                        "object",
                        event.object().map(StripeEvent.ObjectName::id).orElse(null),
                        StandardBasicTypes.STRING)
                .setParameter("payload", payload)
                .setParameter("hold", hold.orElse(null), StandardBasicTypes.STRING)
                .getSingleResult());
    }

    List<ClaimedEvent> claim(int count, Duration lease) {
        return database.call(session -> session
                .createNativeQuery(CLAIM, Object[].class)
                .setParameter("count", count)
                .setParameter("lease", Math.toIntExact(lease.toSeconds()))
                .getResultList()
                .stream()
                .map(InboxDoors::claimed)
                .toList());
    }

    private static ClaimedEvent claimed(Object[] row) {
        Optional<String> object = text(row[10]);
        StripeEvent event = new StripeEvent(
                (String) row[3],
                (String) row[4],
                text(row[5]),
                new StripeEvent.Origin((Boolean) row[6], text(row[7]), (Instant) row[8]),
                object.map(id -> new StripeEvent.ObjectName(text(row[9]).orElse(""), id)));
        return new ClaimedEvent(
                ((Number) row[0]).longValue(), ((Number) row[1]).longValue(), ((Number) row[2]).intValue(), event);
    }

    private static Optional<String> text(Object column) {
        return Optional.ofNullable((String) column);
    }

    /// False if somebody else has the event by now.
    boolean finish(ClaimedEvent claimed, Outcome outcome) {
        return database.call(session -> session.createNativeQuery(FINISH, Boolean.class)
                .setParameter("id", claimed.id())
                .setParameter("claim", claimed.claim())
                .setParameter("status", outcome.end().name().toLowerCase(Locale.ROOT))
                .setParameter("cause", outcome.cause().map(Outcome.Cause::key).orElse(null), StandardBasicTypes.STRING)
                .setParameter(
                        "arguments", outcome.cause().map(InboxDoors::arguments).orElse(new String[0]))
                .setParameter(
                        "order",
                        outcome.order().isPresent() ? outcome.order().getAsLong() : null,
                        StandardBasicTypes.LONG)
                .setParameter("entries", outcome.entries().toArray(Long[]::new))
                .getSingleResult());
    }

    private static String[] arguments(Outcome.Cause cause) {
        return cause.arguments().toArray(String[]::new);
    }

    boolean fail(ClaimedEvent claimed, Outcome.Cause cause) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT fail_event(:id, :claim, :cause, :arguments)", Boolean.class)
                .setParameter("id", claimed.id())
                .setParameter("claim", claimed.claim())
                .setParameter("cause", cause.key())
                .setParameter("arguments", arguments(cause))
                .getSingleResult());
    }

    boolean release(ClaimedEvent claimed) {
        return database.call(session -> session.createNativeQuery("SELECT release_event(:id, :claim)", Boolean.class)
                .setParameter("id", claimed.id())
                .setParameter("claim", claimed.claim())
                .getSingleResult());
    }

    int requeue(Collection<String> types) {
        String[] sorted = types.stream().sorted().toArray(String[]::new);
        return database.call(session -> session.createNativeQuery("SELECT requeue_events(:types)", Integer.class)
                .setParameter("types", Arrays.copyOf(sorted, sorted.length))
                .getSingleResult());
    }
}
