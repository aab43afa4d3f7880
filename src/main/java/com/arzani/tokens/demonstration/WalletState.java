package com.arzani.tokens.demonstration;

import com.arzani.tokens.ledger.EntryType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A wallet between two postings.
final class WalletState {
    final long id;
    final int userId;
    final long createdAt;
    long balance;
    long owed;
    long seq;
    long purchased;
    long consumed;
    long lifetime;
    long lastAt;
    long nextExpiry;
    byte[] head;
    /// In draw order; drained ones only while something may come back to them.
    private final List<Lot> lots = new ArrayList<>(2);

    WalletState(long id, int userId, long createdAt) {
        this.id = id;
        this.userId = userId;
        this.createdAt = createdAt;
    }

    List<Lot> lots() {
        return lots;
    }

    void add(Lot lot) {
        int place = Collections.binarySearch(lots, lot, Lot.DRAW_ORDER);
        lots.add(-place - 1, lot);
    }

    void noteExpiry(long expiresAt) {
        if (expiresAt != 0 && (nextExpiry == 0 || expiresAt < nextExpiry)) {
            nextExpiry = expiresAt;
        }
    }

    /// As `ledger_expire` writes it: the earliest end of an open lot.
    void recountExpiry() {
        nextExpiry = 0;
        for (Lot lot : lots) {
            if (lot.remaining > 0) {
                noteExpiry(lot.expiresAt);
            }
        }
    }

    /// Takes over what an entry did; reversals count against what they take back.
    void count(Posted entry, Movement movement) {
        balance = entry.balanceAfter;
        owed += entry.owedDelta;
        seq = entry.seq;
        head = entry.hash;
        lastAt = entry.at;
        boolean reversal = movement.type == EntryType.REVERSAL;
        EntryType counted = reversal ? movement.reverses.type : movement.type;
        long tokens = reversal ? -movement.tokens : movement.tokens;
        if (counted == EntryType.PURCHASE) {
            purchased += tokens;
            lifetime += Math.max(tokens, 0);
        } else if (counted == EntryType.CONSUMPTION) {
            consumed += tokens;
        }
    }
}
