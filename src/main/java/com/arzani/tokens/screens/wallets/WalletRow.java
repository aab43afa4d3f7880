package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.ledger.Wallet;
import com.arzani.tokens.ledger.WalletDirectory.WalletLine;
import com.arzani.tokens.ledger.WalletStatement;
import com.arzani.tokens.money.Tokens;
import java.time.Instant;

/// A wallet in the list. A user found by a search may have none yet; then everything is zero.
record WalletRow(
        long userId, String name, Tokens balance, Tokens owed, Tokens purchased, Tokens consumed, Instant lastEntryAt) {
    static WalletRow of(WalletLine line) {
        return of(line.userId(), line.name(), line.wallet());
    }

    static WalletRow of(WalletStatement statement) {
        return of(statement.userId(), statement.name(), statement.wallet());
    }

    private static WalletRow of(long userId, String name, Wallet wallet) {
        if (wallet == null) {
            return new WalletRow(userId, name, Tokens.ZERO, Tokens.ZERO, Tokens.ZERO, Tokens.ZERO, null);
        }
        return new WalletRow(
                userId,
                name,
                wallet.balance(),
                wallet.owed(),
                wallet.purchased(),
                wallet.consumed(),
                wallet.lastEntryAt());
    }
}
