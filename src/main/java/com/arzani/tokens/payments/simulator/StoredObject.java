package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One object as it is kept: what differs from its template.
///
/// @param object Stripe's name of its kind, such as `payment_intent`
/// @param created seconds since 1970
/// @param parent what its list can be filtered by, or null
/// @param label the payout of a balance transaction, the delivery of an event, or null
/// @param due the second at which something happens to it by itself, or 0
record StoredObject(String id, String object, long created, String parent, String label, long due, ObjectNode state) {
    StoredObject(String id, String object, long created, String parent, ObjectNode state) {
        this(id, object, created, parent, null, 0, state);
    }

    StoredObject under(String other) {
        return new StoredObject(id, object, created, other, label, due, state);
    }

    StoredObject labelled(String other) {
        return new StoredObject(id, object, created, parent, other, due, state);
    }

    /// Something happens to it at that second; nothing more if 0.
    StoredObject due(long second) {
        return new StoredObject(id, object, created, parent, label, second, state);
    }

    String text(String field) {
        return state.path(field).asText("");
    }

    String text(String field, String otherwise) {
        return state.path(field).asText(otherwise);
    }

    long whole(String field) {
        return state.path(field).longValue();
    }

    /// Pounds unless it says otherwise.
    String currency() {
        return text("currency", "gbp");
    }
}
