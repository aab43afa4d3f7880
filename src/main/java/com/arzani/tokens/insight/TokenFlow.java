package com.arzani.tokens.insight;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The ways tokens come into wallets and leave them, each told by entries' types and direction.
public enum TokenFlow {
    BOUGHT(true, "purchase"),
    /// Bonuses and what staff gave.
    GIVEN(true, "adjustment", "bonus"),
    /// Spends taken back, and holds of disputes and reviews that ended well.
    RETURNED(true, "dispute", "reversal"),
    SPENT(false, "consumption"),
    REFUNDED(false, "refund"),
    /// Held or lost in a dispute or a review.
    DISPUTED(false, "dispute"),
    /// What staff took, and credits taken back.
    TAKEN(false, "adjustment", "reversal"),
    EXPIRED(false, "expiry");

    private final boolean in;
    private final List<String> types;

    TokenFlow(boolean in, String... types) {
        this.in = in;
        this.types = List.of(types);
    }

    public boolean isIn() {
        return in;
    }

    /// The entries' types, sorted.
    public List<String> types() {
        return types;
    }

    static Optional<TokenFlow> of(String type, boolean in) {
        return Arrays.stream(values())
                .filter(flow -> flow.in == in && flow.types.contains(type))
                .findFirst();
    }
}
