package com.arzani.tokens.checker;

import com.arzani.tokens.database.OperatorRole;

/// Who does a step.
enum Actor {
    SERVICE(OperatorRole.SERVICE),
    /// The service too, through what gathers its postings.
    GATHERED(OperatorRole.SERVICE),
    SUPPORT(OperatorRole.SUPPORT),
    FINANCE(OperatorRole.FINANCE),
    ADMIN(OperatorRole.ADMIN),
    PRODUCT(OperatorRole.PRODUCT),
    /// The owner's own hand, for what no door does yet.
    OWNER(null);

    private final OperatorRole role;

    Actor(OperatorRole role) {
        this.role = role;
    }

    OperatorRole role() {
        return role;
    }

    boolean adjusts() {
        return this == SUPPORT || this == FINANCE || this == ADMIN;
    }
}
