package com.arzani.tokens.payments.disputes;

/// What a dispute means for the customer's tokens.
public enum DisputePhase {
    /// The bank only asks: nothing moves (R5).
    INQUIRY,
    /// An inquiry or dispute that ended without taking anything.
    CLOSED,
    /// Open: the tokens of its share are held.
    HELD,
    /// Decided for us: what was held is given back.
    WON,
    /// Decided for the customer: what was held is taken for good.
    LOST,
    /// A status we have never heard of, or another currency than the order's: a person decides.
    UNCLEAR
}
