package com.arzani.tokens.payments.outbox;

import com.arzani.tokens.database.Database;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.hibernate.type.StandardBasicTypes;

/// The database's functions over `stripe_outbox`, one statement each; nothing else may write there.
final class OutboxDoors {
    private static final String CLAIM =
            "SELECT id, kind, operation_key, subject_type, subject_id, CAST(payload AS text),"
                    + " attempts, key_round, look_up_first, created_at, claims FROM claim_outbox(:count, :lease, :kinds)";
    private static final String FINISH =
            "SELECT finish_outbox(:id, :claim, :status, :resultId, CAST(:result AS jsonb), :cause, :arguments)";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;

    OutboxDoors(Database database) {
        this.database = database;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the database holds JSON that is none", impossible);
        }
    }

    List<ClaimedItem> claim(int count, Duration lease, Collection<String> kinds) {
        return database.call(session -> session
                .createNativeQuery(CLAIM, Object[].class)
                .setParameter("count", count)
                .setParameter("lease", Math.toIntExact(lease.toSeconds()))
                .setParameter("kinds", kinds.toArray(String[]::new))
                .getResultList()
                .stream()
                .map(OutboxDoors::claimed)
                .toList());
    }

    private static ClaimedItem claimed(Object[] row) {
        String key = (String) row[2];
        int round = ((Number) row[7]).intValue();
        OutboxItem item = new OutboxItem(
                ((Number) row[0]).longValue(),
                (String) row[1],
                key,
                new OutboxItem.Subject((String) row[3], (String) row[4]),
                json((String) row[5]),
                ((Number) row[6]).intValue(),
                new OutboxItem.Sending(round == 1 ? key : key + "#" + round, (Boolean) row[8]),
                (Instant) row[9]);
        return new ClaimedItem(item, ((Number) row[10]).longValue());
    }

    /// False if somebody else has it by now.
    boolean finish(ClaimedItem claimed, Sent sent) {
        return database.call(session -> session.createNativeQuery(FINISH, Boolean.class)
                .setParameter("id", claimed.item().id())
                .setParameter("claim", claimed.claim())
                .setParameter("status", sent.end().name().toLowerCase(Locale.ROOT))
                .setParameter("resultId", sent.resultId().orElse(null), StandardBasicTypes.STRING)
                .setParameter("result", sent.result().toString())
                .setParameter("cause", sent.cause().map(Sent.Cause::key).orElse(null), StandardBasicTypes.STRING)
                .setParameter(
                        "arguments", sent.cause().map(OutboxDoors::arguments).orElse(new String[0]))
                .getSingleResult());
    }

    private static String[] arguments(Sent.Cause cause) {
        return cause.arguments().toArray(String[]::new);
    }

    boolean fail(ClaimedItem claimed, Sent.Cause cause) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT fail_outbox(:id, :claim, :cause, :arguments)", Boolean.class)
                .setParameter("id", claimed.item().id())
                .setParameter("claim", claimed.claim())
                .setParameter("cause", cause.key())
                .setParameter("arguments", arguments(cause))
                .getSingleResult());
    }

    boolean release(ClaimedItem claimed) {
        return database.call(session -> session.createNativeQuery("SELECT release_outbox(:id, :claim)", Boolean.class)
                .setParameter("id", claimed.item().id())
                .setParameter("claim", claimed.claim())
                .getSingleResult());
    }
}
