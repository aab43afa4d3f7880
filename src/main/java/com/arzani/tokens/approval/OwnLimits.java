package com.arzani.tokens.approval;

import com.arzani.tokens.money.Tokens;
import java.util.List;
import java.util.Optional;

/// The signed-in person's limits for one customer, as they stood when they were read. The database decides anew.
public record OwnLimits(List<Limit> limits) {
    public OwnLimits {
        limits = List.copyOf(limits);
    }

    /// @param used what of it is used up
    public record Limit(LimitScope scope, Tokens size, Tokens used) {
        Tokens left() {
            return size.compareTo(used) < 0 ? Tokens.ZERO : size.minus(used);
        }
    }

    /// The first limit that moving so many tokens would pass.
    public Optional<LimitHit> hit(Tokens tokens) {
        return limits.stream()
                .filter(limit -> tokens.compareTo(limit.left()) > 0)
                .findFirst()
                .map(limit -> new LimitHit(limit.scope(), limit.size(), limit.left()));
    }
}
