package com.arzani.tokens.screens.purchases;

import com.arzani.tokens.payments.purchases.PurchaseState;
import java.util.EnumSet;
import java.util.Set;

/// Which orders the list shows.
enum Shown {
    ALL(EnumSet.allOf(PurchaseState.class), false),
    PAID(EnumSet.of(PurchaseState.PAID), false),
    REFUNDS(EnumSet.of(PurchaseState.PAID), true),
    WAITING(EnumSet.of(PurchaseState.CREATED), false),
    ENDED(EnumSet.of(PurchaseState.EXPIRED, PurchaseState.FAILED, PurchaseState.REFUSED), false);

    private final Set<PurchaseState> states;
    private final boolean refunded;

    Shown(Set<PurchaseState> states, boolean refunded) {
        this.states = Set.copyOf(states);
        this.refunded = refunded;
    }

    Set<PurchaseState> states() {
        return states;
    }

    boolean refunded() {
        return refunded;
    }
}
