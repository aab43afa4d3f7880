package com.arzani.tokens.demonstration;

import com.arzani.tokens.ledger.EntryHash;

/// Writes what was posted, and chains its hash.
final class LedgerRows {
    private final Rows rows;

    LedgerRows(Rows rows) {
        this.rows = rows;
    }

    void entry(Posted entry, Movement movement, byte[] previous) {
        entry.hash = hash(entry, movement, previous);
        rows.into(Table.ENTRIES)
                .number(entry.id)
                .number(entry.userId)
                .text(entry.type.code())
                .number(entry.tokens)
                .number(entry.direction)
                .number(entry.owedDelta)
                .number(entry.balanceAfter)
                .number(entry.seq)
                .text(movement.key)
                .number(movement.line)
                .text(movement.action)
                .numberOrNone(movement.reference)
                .numberOrNone(movement.orderId)
                .text(movement.payment)
                .numberOrNone(reverses(movement))
                .text(movement.reason)
                .text(movement.note)
                .text(movement.by.actor())
                .text(movement.onBehalfOf)
                .text(Signature.ADDRESS)
                .text(movement.by.application())
                .text(movement.metadata)
                .octets(entry.hash)
                .time(entry.at)
                .end();
        rows.into(Table.KEYS)
                .number(entry.id)
                .text(movement.key)
                .number(movement.line)
                .number(entry.userId)
                .number(entry.seq)
                .numberOrNone(reverses(movement))
                .time(entry.at)
                .end();
        rows.countEntry();
    }

    void draw(long entryId, long lotId, long tokens) {
        rows.into(Table.DRAWS).number(entryId).number(lotId).number(tokens).end();
    }

    void lot(Lot lot) {
        rows.into(Table.LOTS)
                .number(lot.id)
                .number(lot.userId)
                .text(lot.kind.code())
                .number(lot.tokens)
                .number(lot.remaining)
                .truth(lot.remaining > 0)
                .number(lot.rank())
                .number(lot.paidPence)
                .text("GBP")
                .numberOrNone(lot.orderId)
                .time(lot.expiresAt)
                .time(lot.createdAt)
                .end();
    }

    void wallet(WalletState wallet) {
        rows.into(Table.WALLETS)
                .number(wallet.id)
                .number(wallet.userId)
                .number(wallet.balance)
                .number(wallet.purchased)
                .number(wallet.consumed)
                .number(wallet.lifetime)
                .number(wallet.owed)
                .number(wallet.seq)
                .octets(wallet.head)
                .time(wallet.lastAt)
                .time(wallet.nextExpiry)
                .time(wallet.createdAt)
                .time(wallet.lastAt)
                .end();
    }

    private static byte[] hash(Posted entry, Movement movement, byte[] previous) {
        return new EntryHash()
                .field(entry.userId)
                .field(entry.seq)
                .field(entry.id)
                .field(entry.type.code())
                .field(entry.tokens)
                .field(entry.direction)
                .field(entry.owedDelta)
                .field(entry.balanceAfter)
                .field(movement.key)
                .field(movement.line)
                .field(movement.action)
                .field(noneIfZero(movement.reference))
                .field(noneIfZero(movement.orderId))
                .field(movement.payment)
                .field(noneIfZero(reverses(movement)))
                .field(movement.reason)
                .field(movement.note)
                .field(movement.by.actor())
                .field(movement.onBehalfOf)
                .field(Signature.ADDRESS)
                .field(movement.by.application())
                .field(movement.metadata)
                .over(previous, Times.instant(entry.at));
    }

    private static long reverses(Movement movement) {
        return movement.reverses == null ? 0 : movement.reverses.id;
    }

    private static Long noneIfZero(long number) {
        return number == 0 ? null : Long.valueOf(number);
    }
}
