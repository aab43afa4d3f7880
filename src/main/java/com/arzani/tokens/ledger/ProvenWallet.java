package com.arzani.tokens.ledger;

import java.time.Instant;

/// How a wallet stood when all its entries so far were proven; the next proof begins behind them.
///
/// @param seq number of its last entry, 0 for none
/// @param head hash of its last entry, null for none
/// @param lastEntryAt time of its last entry, null for none
public record ProvenWallet(long userId, long seq, byte[] head, Instant lastEntryAt, Sums sums) {
    /// What its entries add up to, in tokens.
    public record Sums(long balance, long owed, long purchased, long lifetimePurchased, long consumed) {}

    long balance() {
        return sums.balance();
    }

    long owed() {
        return sums.owed();
    }

    long purchased() {
        return sums.purchased();
    }

    long lifetimePurchased() {
        return sums.lifetimePurchased();
    }

    long consumed() {
        return sums.consumed();
    }
}
