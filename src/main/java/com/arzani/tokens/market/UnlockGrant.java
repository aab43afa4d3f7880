package com.arzani.tokens.market;

import java.util.Objects;

/// Access to a listing's premium analytics, given by staff.
///
/// @param operationKey made when the form opened; the same key again is the same gift
/// @param days         1 to 365, from the end of the access in force
public record UnlockGrant(String operationKey, long userId, long listingId, int days, BoostReason reason) {
    public UnlockGrant {
        Objects.requireNonNull(operationKey);
        Objects.requireNonNull(reason);
    }
}
