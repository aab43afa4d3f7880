package com.arzani.tokens.payments.checkout;

import com.arzani.tokens.payments.outbox.OutboxItem;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;

/// Rows of the outbox as a worker gets them.
final class CheckoutItems {
    private CheckoutItems() {}

    static OutboxItem of(String kind, OpenCheckout made) {
        String key = kind + ":" + made.orderId();
        return new OutboxItem(
                1,
                kind,
                key,
                new OutboxItem.Subject("order", Long.toString(made.orderId())),
                JsonNodeFactory.instance.objectNode().put("session", made.sessionId()),
                1,
                new OutboxItem.Sending(key, false),
                Instant.EPOCH);
    }
}
