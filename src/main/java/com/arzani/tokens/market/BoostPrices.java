package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import java.util.Map;

/// What boosting costs now: tokens of each level for a number of days, from the settings.
///
/// @param days how long the price of a level lasts
public record BoostPrices(Map<Integer, Tokens> byLevel, int days) {
    public BoostPrices {
        byLevel = Map.copyOf(byLevel);
    }

    /// The price of some days of a level: pro rata, rounded up, as `extend_boost` takes it.
    public Tokens of(int level, int boostDays) {
        long full = Math.multiplyExact(byLevel.get(level).count(), (long) boostDays);
        return new Tokens(Math.ceilDiv(full, (long) days));
    }
}
