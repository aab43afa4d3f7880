package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import java.util.Objects;

/// The early end of a boost in force.
///
/// @param operationKey   made when the form opened; the same key again is the same end
/// @param boostId        any period of the listing
/// @param expectedTokens what the operator was told goes back
public record BoostEnd(String operationKey, long boostId, Tokens expectedTokens, BoostReason reason) {
    public BoostEnd {
        Objects.requireNonNull(operationKey);
        Objects.requireNonNull(expectedTokens);
        Objects.requireNonNull(reason);
    }
}
