package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Events on their way to webhook endpoints: what is to be sent, when it is tried again, and what became of it.
final class Deliveries {
    /// An event that some endpoint has not taken, whether it is still tried or not.
    static final String PENDING = "pending";

    static final String DELIVERED = "delivered";

    /// Pauses between tries; together three days, like Stripe's.
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(12),
            Duration.ofHours(18),
            Duration.ofHours(24));

    /// A claimed delivery is tried again after this, should nobody tell what became of it.
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final int OK = 200;
    private static final int OK_END = 300;

    private final Clock clock;
    private final Answers answers;
    private final WebhookPlan plan;

    Deliveries(Clock clock, Answers answers, WebhookPlan plan) {
        this.clock = clock;
        this.answers = answers;
        this.plan = plan;
    }

    /// One posting of one event to one endpoint.
    ///
    /// @param tries how often it has been tried, this time included
    record Letter(long id, String eventId, String url, String body, List<String> secrets, int tries) {}

    /// What became of it: an HTTP status, or 0 for no answer.
    record Outcome(Letter letter, int status) {
        boolean taken() {
            return status >= OK && status < OK_END;
        }
    }

    /// Keeps the event and a delivery of it for each endpoint that wants it.
    void post(StoredObject event, StoredObjects objects) {
        List<StoredObject> endpoints = objects.every("webhook_endpoint").stream()
                .filter(endpoint -> wants(endpoint, event.parent()))
                .toList();
        event.state().put("pending_webhooks", endpoints.size());
        objects.add(event.labelled(endpoints.isEmpty() ? DELIVERED : PENDING));
        for (StoredObject endpoint : endpoints) {
            WebhookPlan.Course course = plan.next(event.parent());
            for (int i = 0; i < course.copies(); i++) {
                long due = now() + course.delay().toMillis();
                insert(event.id(), endpoint.id(), course.state(), due, 0, objects);
            }
        }
    }

    private static boolean wants(StoredObject endpoint, String type) {
        if (!endpoint.text("status", "enabled").equals("enabled")) {
            return false;
        }
        for (JsonNode wanted : endpoint.state().path("enabled_events")) {
            if (wanted.asText().equals("*") || wanted.asText().equals(type)) {
                return true;
            }
        }
        return false;
    }

    private static long insert(
            String event, String endpoint, String state, long due, int attempts, StoredObjects objects) {
        return (Long) objects.rows(
                        "INSERT INTO simulator.deliveries (event_id, endpoint_id, state, due, attempts)"
                                + " VALUES (?, ?, ?, ?, ?) RETURNING id",
                        event,
                        endpoint,
                        state,
                        due,
                        attempts)
                .getFirst()[0];
    }

    /// Takes what is due, at most that many; nobody else gets it until the lease ends.
    List<Letter> claim(int most, StoredObjects objects) {
        return letters(
                objects.rows(
                        "UPDATE simulator.deliveries SET due = ?, attempts = attempts + 1 WHERE id IN (SELECT id FROM"
                                + " simulator.deliveries WHERE state = 'waiting' AND due <= ? ORDER BY due, id LIMIT "
                                + most + ") RETURNING id, event_id, endpoint_id, attempts",
                        now() + LEASE.toMillis(),
                        now()),
                objects);
    }

    /// Another posting of an event to every endpoint that wants it, not to be claimed by anybody else.
    List<Letter> again(String eventId, StoredObjects objects) {
        StoredObject event = answers.find("event", eventId, objects);
        List<Object[]> made = new ArrayList<>();
        for (StoredObject endpoint : objects.every("webhook_endpoint")) {
            if (wants(endpoint, event.parent())) {
                long id = insert(eventId, endpoint.id(), "lost", now(), 1, objects);
                made.add(new Object[] {id, eventId, endpoint.id(), PAUSES.size() + 1});
            }
        }
        return letters(made, objects);
    }

    private List<Letter> letters(List<Object[]> rows, StoredObjects objects) {
        Set<String> ids = new HashSet<>();
        rows.forEach(row -> ids.addAll(List.of((String) row[1], (String) row[2])));
        Map<String, StoredObject> found = ids.isEmpty() ? Map.of() : objects.all(ids);
        List<Letter> letters = new ArrayList<>();
        for (Object[] row : rows) {
            StoredObject event = found.get((String) row[1]);
            StoredObject endpoint = found.get((String) row[2]);
            if (event == null || endpoint == null || !wants(endpoint, event.parent())) {
                objects.execute("DELETE FROM simulator.deliveries WHERE id = ?", row[0]);
                continue;
            }
            letters.add(new Letter(
                    (Long) row[0],
                    event.id(),
                    endpoint.text("url"),
                    body(event, endpoint, objects),
                    WebhookSecrets.valid(endpoint, clock.instant().getEpochSecond()),
                    ((Number) row[3]).intValue()));
        }
        letters.sort(Comparator.comparingLong(Letter::id));
        return letters;
    }

    private String body(StoredObject event, StoredObject endpoint, StoredObjects objects) {
        ObjectNode whole = answers.whole(event, objects);
        JsonNode version = endpoint.state().path("api_version");
        if (version.isTextual()) {
            whole.put("api_version", version.asText());
        }
        return whole.toPrettyString();
    }

    void record(List<Outcome> outcomes, StoredObjects objects) {
        objects.execute(
                "UPDATE simulator.deliveries d SET state = o.state, due = o.due::bigint, last_status = o.status::integer"
                        + " FROM unnest(?, ?, ?, ?) AS o (id, state, due, status) WHERE d.id = o.id::bigint",
                column(outcomes, outcome -> Long.toString(outcome.letter().id())),
                column(outcomes, Deliveries::state),
                column(outcomes, outcome -> Long.toString(now() + pause(outcome))),
                column(outcomes, outcome -> Integer.toString(outcome.status())));
        Set<String> events = new HashSet<>();
        outcomes.stream()
                .filter(Outcome::taken)
                .forEach(outcome -> events.add(outcome.letter().eventId()));
        if (!events.isEmpty()) {
            count(events, objects);
        }
    }

    private static String[] column(List<Outcome> outcomes, Function<Outcome, String> value) {
        return outcomes.stream().map(value).toArray(String[]::new);
    }

    private static String state(Outcome outcome) {
        if (outcome.taken()) {
            return DELIVERED;
        }
        return outcome.letter().tries() > PAUSES.size() ? "given_up" : "waiting";
    }

    private static long pause(Outcome outcome) {
        return state(outcome).equals("waiting")
                ? PAUSES.get(outcome.letter().tries() - 1).toMillis()
                : 0;
    }

    /// An event is delivered when each of its endpoints has taken one of its postings.
    private static void count(Set<String> events, StoredObjects objects) {
        objects.execute("""
                UPDATE simulator.objects o
                   SET label = CASE WHEN left_over.n = 0 THEN 'delivered' ELSE 'pending' END,
                       state = o.state || jsonb_build_object('pending_webhooks', left_over.n)
                  FROM (SELECT event_id, count(*) FILTER (WHERE open) AS n
                          FROM (SELECT event_id, bool_and(state <> 'delivered') AS open FROM simulator.deliveries
                                 WHERE event_id = ANY (?) GROUP BY event_id, endpoint_id) each
                         GROUP BY event_id) left_over
                 WHERE o.id = left_over.event_id
                """, (Object) events.toArray(new String[0]));
    }

    /// What was held back may go, all at once.
    void release(StoredObjects objects) {
        objects.execute("UPDATE simulator.deliveries SET state = 'waiting', due = ? WHERE state = 'held'", now());
    }

    /// Milliseconds until the next try; nothing if none waits.
    Optional<Long> nextIn(StoredObjects objects) {
        Object next = objects.rows("SELECT min(due) FROM simulator.deliveries WHERE state = 'waiting'")
                .getFirst()[0];
        return Optional.ofNullable((Long) next).map(due -> due - now());
    }

    private long now() {
        return clock.millis();
    }

    static ArrayNode types(ObjectNode state, List<String> types) {
        ArrayNode wanted = state.putArray("enabled_events");
        types.forEach(wanted::add);
        return wanted;
    }
}
