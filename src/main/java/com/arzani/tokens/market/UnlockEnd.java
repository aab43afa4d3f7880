package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import java.util.Objects;

/// Taking back an access to premium analytics that is in force.
///
/// @param operationKey   made when the form opened; the same key again is the same end
/// @param unlockId       any period of it
/// @param expectedTokens what the operator was told goes back
public record UnlockEnd(String operationKey, long unlockId, Tokens expectedTokens, BoostReason reason) {
    public UnlockEnd {
        Objects.requireNonNull(operationKey);
        Objects.requireNonNull(expectedTokens);
        Objects.requireNonNull(reason);
    }
}
