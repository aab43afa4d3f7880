package com.arzani.tokens.demonstration;

/// What is made to differ between Stripe and the ledger, so that the reconciliation has something to find.
enum Difference {
    NONE,
    /// R1: paid in Stripe, not credited.
    NOT_CREDITED,
    /// R2: credited, the payment was cancelled.
    PAYMENT_CANCELLED,
    /// R2: credited, Stripe knows of no payment.
    PAYMENT_UNKNOWN,
    /// R3: refunded in full, tokens not taken back.
    REFUNDED,
    /// R4: refunded in part, tokens not taken back.
    PARTLY_REFUNDED,
    /// R6: another amount was paid than the order says.
    OTHER_AMOUNT,
    /// R7: one payment credited twice.
    CREDITED_TWICE;

    private static final int SPACING = 5;
    private static final int ROUNDS = 3;

    /// What the n-th of the recent sales becomes, n from 1.
    static Difference ofRecent(int number) {
        int planted = number / SPACING;
        int kinds = values().length - 1;
        return number % SPACING == 0 && planted <= kinds * ROUNDS ? values()[1 + (planted - 1) % kinds] : NONE;
    }
}
