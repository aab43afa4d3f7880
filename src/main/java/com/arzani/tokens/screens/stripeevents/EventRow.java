package com.arzani.tokens.screens.stripeevents;

import com.arzani.tokens.payments.inbox.KeptEvent;
import com.arzani.tokens.ui.Badge;
import java.time.Instant;

/// An event in the list.
record EventRow(KeptEvent kept, Badge status) {
    static EventRow of(KeptEvent kept, EventWords words) {
        return new EventRow(kept, words.badge(kept.work().status()));
    }

    long id() {
        return kept.id();
    }

    String type() {
        return kept.event().type();
    }

    String object() {
        return kept.event().objectId();
    }

    String eventId() {
        return kept.event().id();
    }

    Long attempts() {
        return (long) kept.work().attempts();
    }

    Instant receivedAt() {
        return kept.work().receivedAt();
    }
}
