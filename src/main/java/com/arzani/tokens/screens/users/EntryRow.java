package com.arzani.tokens.screens.users;

import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.money.Tokens;
import java.time.Instant;

/// An entry with the balance it left.
public record EntryRow(long id, Instant at, String type, Tokens delta, Tokens balanceAfter, String note) {
    static EntryRow of(LedgerEntry entry, UserWords words) {
        return new EntryRow(
                entry.id(),
                entry.createdAt(),
                words.word("ledger.type." + entry.type().code(), entry.type().code()),
                entry.delta(),
                entry.balanceAfter(),
                entry.note() == null ? "" : entry.note());
    }
}
