package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Map;

/// How new objects come to be: their id, their moment, and the event that tells of them.
final class Making {
    private final Ids ids = new Ids();
    private final Clock clock;
    private final Answers answers;

    Making(Clock clock, Answers answers) {
        this.clock = clock;
        this.answers = answers;
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

    /// Keeps the event with the object as it is now.
    void tell(String type, StoredObject about, StoredObjects objects) {
        ObjectNode state = state().put("type", type);
        state.putObject("data").set("object", answers.whole(about, objects));
        objects.add(new StoredObject(ids.next("evt_"), "event", now(), type, state));
    }

    static ObjectNode state() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode metadata(ObjectNode state, Map<String, String> metadata) {
        if (!metadata.isEmpty()) {
            ObjectNode inner = state.putObject("metadata");
            metadata.forEach(inner::put);
        }
        return state;
    }
}
