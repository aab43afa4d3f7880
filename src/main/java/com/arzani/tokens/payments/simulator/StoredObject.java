package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One object as it is kept: what differs from its template.
///
/// @param object Stripe's name of its kind, such as `payment_intent`
/// @param created seconds since 1970
/// @param parent what its list can be filtered by, or null
record StoredObject(String id, String object, long created, String parent, ObjectNode state) {
    String text(String field) {
        return state.path(field).asText("");
    }

    long whole(String field) {
        return state.path(field).longValue();
    }
}
