package com.arzani.tokens.ledger;

import java.util.List;

/// What the ledger brings to a database connection.
public final class Ledger {
    /// The entity classes to register.
    public static final List<Class<?>> ENTITIES = List.of(
            LedgerEntry.class,
            Wallet.class,
            TokenLot.class,
            LotDraw.class,
            ReasonCode.class,
            EntryKeyRow.class,
            WalletOwner.class);

    private Ledger() {}
}
