package com.arzani.tokens.reconciliation;

/// What can differ between Stripe and us; the names are those of the reliability rules (section 3).
public enum FindingClass {
    /// Paid at Stripe and not credited.
    R1,
    /// Credited, and the payment failed, was cancelled or never existed.
    R2,
    /// Refunded in full, and the tokens were not taken back.
    R3,
    /// Refunded in part, and the tokens taken back are not the share that rule 8 gives.
    R4,
    /// Amount or currency differs from what we sold.
    R6,
    /// One payment credited more than once.
    R7
}
