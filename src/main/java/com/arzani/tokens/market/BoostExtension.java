package com.arzani.tokens.market;

import java.util.Objects;

/// More days for a boost in force.
///
/// @param operationKey made when the form opened; the same key again is the same extension
/// @param boostId      any period of the listing
/// @param days         1 to 365
/// @param charge       true takes the price from the seller, false gives the days
public record BoostExtension(String operationKey, long boostId, int days, boolean charge, BoostReason reason) {
    public BoostExtension {
        Objects.requireNonNull(operationKey);
        Objects.requireNonNull(reason);
    }
}
