package com.arzani.tokens.screens.reconciliation;

import com.arzani.tokens.reconciliation.FindingStatus;
import java.util.EnumSet;
import java.util.Set;

/// Which findings the list shows.
enum Shown {
    TO_DO(EnumSet.of(FindingStatus.OPEN, FindingStatus.WAITING)),
    DECIDED(EnumSet.of(FindingStatus.RESOLVED, FindingStatus.ACCEPTED)),
    PUT_RIGHT(EnumSet.of(FindingStatus.FIXED, FindingStatus.GONE)),
    ALL(EnumSet.allOf(FindingStatus.class));

    private final Set<FindingStatus> statuses;

    Shown(Set<FindingStatus> statuses) {
        this.statuses = Set.copyOf(statuses);
    }

    Set<FindingStatus> statuses() {
        return statuses;
    }
}
