package com.arzani.tokens.screens.stripeevents;

import com.arzani.tokens.payments.inbox.EventStatus;
import java.util.EnumSet;
import java.util.Set;

/// Which events the list shows.
enum Shown {
    TO_DO(EnumSet.of(EventStatus.RECEIVED, EventStatus.FAILED, EventStatus.PARKED)),
    PROCESSED(EnumSet.of(EventStatus.PROCESSED)),
    IGNORED(EnumSet.of(EventStatus.IGNORED)),
    ALL(EnumSet.allOf(EventStatus.class));

    private final Set<EventStatus> statuses;

    Shown(Set<EventStatus> statuses) {
        this.statuses = Set.copyOf(statuses);
    }

    Set<EventStatus> statuses() {
        return statuses;
    }
}
