package com.arzani.tokens.payments.refunds;

/// What a refund would do to the customer's tokens, as the database did it and took it back.
///
/// @param tokens taken in all
/// @param fromLots of these, what is there; the rest is owed
/// @param left pence that could still be given back afterwards
public record RefundPreview(long tokens, long fromLots, Wallet before, Wallet after, long left) {
    public record Wallet(long balance, long owed) {}

    public long owed() {
        return tokens - fromLots;
    }
}
