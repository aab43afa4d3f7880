package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.WalletStatement;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One of the last entries of the shown wallet.
///
/// @param link     what it reverses or what reversed it, as far as both are among the shown ones; else empty
/// @param reversed whether a shown entry reverses it
record EntryRow(LedgerEntry entry, String type, String link, boolean reversed) {
    static List<EntryRow> of(WalletStatement statement, Texts texts) {
        Map<Long, Long> reversedBy = statement.entries().stream()
                .filter(entry -> entry.reverses() != null)
                .collect(Collectors.toMap(LedgerEntry::reverses, LedgerEntry::id));
        return statement.entries().stream()
                .map(entry -> of(entry, reversedBy.get(entry.id()), texts))
                .toList();
    }

    private static EntryRow of(LedgerEntry entry, Long reversedBy, Texts texts) {
        String link = "";
        if (entry.reverses() != null) {
            link = texts.get("wallets.entries.reverses", Long.toString(entry.reverses()));
        } else if (reversedBy != null) {
            link = texts.get("wallets.entries.reversed", Long.toString(reversedBy));
        }
        return new EntryRow(entry, texts.get("ledger.type." + entry.type().code()), link, reversedBy != null);
    }

    Instant createdAt() {
        return entry.createdAt();
    }

    Tokens delta() {
        return entry.delta();
    }

    Tokens balanceAfter() {
        return entry.balanceAfter();
    }

    String id() {
        return Long.toString(entry.id());
    }
}
