package com.arzani.tokens.reconciliation;

/// What can differ between Stripe and us; the names are those of the reliability rules (section 3). R11 is no
/// difference
/// and therefore none of these: [PackageEdits] labels it.
public enum FindingClass {
    /// Paid at Stripe and not credited.
    R1,
    /// Credited, and the payment failed, was cancelled or never existed.
    R2,
    /// Refunded in full, and the tokens were not taken back.
    R3,
    /// Refunded in part, and the tokens taken back are not the share that rule 8 gives.
    R4,
    /// Disputed and not held, or held and given up by the bank.
    R5,
    /// Amount or currency differs from what we sold.
    R6,
    /// One payment credited more than once.
    R7,
    /// The customer paid twice.
    R8,
    /// An event of Stripe's never came.
    R9,
    /// An event came and was not worked off.
    R10,
    /// Price or product differs between the catalogue and Stripe.
    R12,
    /// Test and real money mixed, or another account's.
    R13,
    /// A payment in our account that names none of our orders.
    R14,
    /// A refund failed after tokens were taken back.
    R15,
    /// A payout is not the sum of its movements, or failed.
    R16,
    /// A wallet is not the sum of its entries.
    R17,
    /// Stripe's fee is not known after a day.
    R18,
    /// Tokens of a sale that went back are spent: a debt.
    R19;

    /// Whether it is about one payment, which [Reconciler] compares.
    boolean ofPayment() {
        return switch (this) {
            case R9, R10, R12, R16, R17 -> false;
            default -> true;
        };
    }

    /// Whether the system may put it right by itself, within its ceilings.
    boolean isRepairable() {
        return switch (this) {
            case R1, R3, R4, R5, R8, R15 -> true;
            default -> false;
        };
    }
}
