package com.arzani.tokens.payments.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who handles which type. Types that move money and have no handler wait for one; all others are none of our business.
public final class EventHandlers {
    private final Map<String, EventHandler> byType = new HashMap<>();

    /// @throws IllegalArgumentException if two handle the same type
    public EventHandlers(Collection<EventHandler> handlers) {
        for (EventHandler handler : handlers) {
            for (String type : handler.types()) {
                if (byType.put(type, handler) != null) {
                    throw new IllegalArgumentException("two handlers for " + type);
                }
            }
        }
    }

    Set<String> types() {
        return byType.keySet();
    }

    Optional<EventHandler> of(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    /// Whether an event of a type nobody handles may not just be passed over: it tells of money that went back.
    static boolean movesMoney(String type) {
        return type.startsWith("refund.")
                || type.startsWith("charge.refund")
                || type.startsWith("charge.dispute.")
                || type.equals("payment_intent.succeeded")
                || type.startsWith("checkout.session.");
    }
}
