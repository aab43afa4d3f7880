package com.arzani.tokens.insight;

import java.util.Locale;

/// What changes the tokens that customers hold, in the order of the roll-forward.
public enum LiabilityMovement {
    /// Bought, with the bonus of the order.
    SOLD,
    /// Given by an adjustment; carries no pence (ruling 17).
    GRANTED,
    SPENT,
    /// Paid a debt: the customer had spent these tokens before their payment was refunded or disputed.
    SETTLED,
    REFUNDED,
    DISPUTED,
    /// Held while a purchase is reviewed.
    HELD,
    EXPIRED,
    /// Taken by an adjustment.
    TAKEN;

    /// Whether its pence become revenue: the service was rendered, or nothing is owed any more.
    public boolean isRevenue() {
        return this == SPENT || this == SETTLED || this == EXPIRED;
    }

    static LiabilityMovement of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
