package com.arzani.tokens.ledger;

import java.time.Instant;

/// Where an entry stands in the history: newest first by time, then id.
public record EntryKey(Instant createdAt, long id) {
    static EntryKey of(LedgerEntry entry) {
        return new EntryKey(entry.createdAt(), entry.id());
    }
}
