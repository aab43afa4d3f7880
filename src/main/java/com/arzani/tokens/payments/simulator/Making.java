package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/// How new objects come to be: their id, their moment, and the event that tells of them.
final class Making {
    private final Ids ids = new Ids();
    private final Clock clock;
    private final Answers answers;
    private final Deliveries deliveries;

    Making(Clock clock, Answers answers, Deliveries deliveries) {
        this.clock = clock;
        this.answers = answers;
        this.deliveries = deliveries;
    }

    long now() {
        return clock.instant().getEpochSecond();
    }

    String id(String prefix) {
        return ids.next(prefix);
    }

    StoredObject make(String prefix, String object, String parent, ObjectNode state) {
        return new StoredObject(ids.next(prefix), object, now(), parent, state);
    }

    /// The object as it is answered now, to be compared with what it becomes.
    ObjectNode seen(StoredObject about, StoredObjects objects) {
        return answers.whole(about, objects);
    }

    /// Keeps the event with the object as it is now, and posts it.
    void tell(String type, StoredObject about, StoredObjects objects) {
        tell(type, answers.whole(about, objects), objects);
    }

    /// The same for what has no id of its own.
    void tell(String type, ObjectNode about, StoredObjects objects) {
        ObjectNode state = state().put("type", type);
        state.putObject("data").set("object", about);
        tell(state, objects);
    }

    /// The same for a change, with the former values of what changed.
    void changed(String type, ObjectNode before, StoredObject about, StoredObjects objects) {
        ObjectNode after = answers.whole(about, objects);
        ObjectNode former = state();
        for (var field : before.properties()) {
            JsonNode now = after.get(field.getKey());
            if (!field.getValue().equals(now)) {
                former.set(field.getKey(), field.getValue());
            }
        }
        ObjectNode state = state().put("type", type);
        state.putObject("data").<ObjectNode>set("object", after).set("previous_attributes", former);
        tell(state, objects);
    }

    private void tell(ObjectNode state, StoredObjects objects) {
        Cause cause = objects.cause();
        state.putObject("request").put("id", cause.requestId()).put("idempotency_key", cause.idempotencyKey());
        String type = state.get("type").asText();
        deliveries.post(new StoredObject(ids.next("evt_"), "event", now(), type, state), objects);
    }

    static ObjectNode state() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// What is kept beside an object and never answered.
    static ObjectNode hidden(StoredObject stored) {
        return stored.state().withObjectProperty(Templates.HIDDEN);
    }
}
