package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.util.List;

/// A wallet as it was at one moment, with the open lots that add up to its balance, in the order in which they will be
/// drawn, and its newest entries.
///
/// @param wallet null for a user who never had a token
public record WalletStatement(
        long userId, String name, Wallet wallet, List<TokenLot> openLots, List<LedgerEntry> entries) {
    public WalletStatement {
        openLots = List.copyOf(openLots);
        entries = List.copyOf(entries);
    }

    public Tokens balance() {
        return wallet == null ? Tokens.ZERO : wallet.balance();
    }

    public Tokens owed() {
        return wallet == null ? Tokens.ZERO : wallet.owed();
    }

    /// What a posting hands over as the wallet it was decided on (F4).
    public long seq() {
        return wallet == null ? 0 : wallet.seq();
    }

    /// What the open lots hold together.
    public Tokens sumOfLots() {
        return openLots.stream().map(TokenLot::remaining).reduce(Tokens.ZERO, Tokens::plus);
    }

    /// What lots hold whose time is over; the next posting takes it off first.
    public Tokens ended(Instant now) {
        return openLots.stream()
                .filter(lot -> lot.hasEnded(now))
                .map(TokenLot::remaining)
                .reduce(Tokens.ZERO, Tokens::plus);
    }
}
