package com.arzani.tokens.ledger;

import com.arzani.tokens.ledger.ProofReport.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Derives one wallet again from its entries, which arrive in order, then compares it with the rows that claim the
/// result.
final class WalletProof {
    private final long userId;
    private final Differences differences;
    private final Map<Long, Sums> entries = new HashMap<>();
    private final Map<Long, Long> lotRemaining = new HashMap<>();
    private final boolean goesOn;
    private byte[] head;
    private long seq;
    private long balance;
    private long owed;
    private long purchased;
    private long lifetimePurchased;
    private long consumed;
    private Instant last = Instant.MIN;

    /// From the wallet's first entry on.
    WalletProof(long userId, Differences differences) {
        this(userId, differences, null);
    }

    /// @param start how the wallet was proven before, or null to begin with its first entry
    WalletProof(long userId, Differences differences, ProvenWallet start) {
        this.userId = userId;
        this.differences = differences;
        this.goesOn = start != null;
        if (goesOn) {
            head = start.head();
            seq = start.seq();
            balance = start.balance();
            owed = start.owed();
            purchased = start.purchased();
            lifetimePurchased = start.lifetimePurchased();
            consumed = start.consumed();
            last = start.lastEntryAt() == null ? Instant.MIN : start.lastEntryAt();
        }
    }

    /// How the wallet stands once everything was seen.
    ProvenWallet proven() {
        return new ProvenWallet(
                userId,
                seq,
                head,
                last.equals(Instant.MIN) ? null : last,
                new ProvenWallet.Sums(balance, owed, purchased, lifetimePurchased, consumed));
    }

    /// What an entry did to the balance, and what lots say about it.
    private static final class Sums {
        private final EntryType type;
        private final long amount;
        private final int direction;
        private final boolean returns;
        private long delta;
        private long drawn;
        private long lot;

        Sums(EntryType type, long amount, int direction, boolean returns) {
            this.type = type;
            this.amount = amount;
            this.direction = direction;
            this.returns = returns;
        }
    }

    void entry(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        Instant createdAt =
                row.getObject("created_at", java.time.OffsetDateTime.class).toInstant();
        if (row.getLong("wallet_seq") != seq + 1 || createdAt.isBefore(last)) {
            differences.addAt(
                    Kind.SEQUENCE, userId, id, "entry %d has number %d after %d", id, row.getLong("wallet_seq"), seq);
        }
        byte[] hash = row.getBytes("entry_hash");
        if (!Arrays.equals(hash, hash(row).over(head, createdAt))) {
            differences.addAt(
                    Kind.HASH,
                    userId,
                    id,
                    "entry %d, number %d in the wallet, does not give its hash",
                    id,
                    row.getLong("wallet_seq"));
        }
        if (!row.getBoolean("key_agrees")) {
            differences.addAt(Kind.KEY, userId, id, "entry %d and its key row disagree", id);
        }
        head = hash;
        seq = row.getLong("wallet_seq");
        last = createdAt;
        count(row, id);
    }

    private void count(ResultSet row, long id) throws SQLException {
        EntryType type = EntryType.of(row.getString("transaction_type"));
        long amount = row.getLong("tokens_amount");
        int direction = row.getInt("direction");
        long owedDelta = row.getLong("tokens_owed_delta");
        Sums reversed = reversed(row);
        Sums sums = new Sums(type, amount, direction, direction > 0 && reversed != null && reversed.direction < 0);
        sums.delta = amount * direction + owedDelta;
        entries.put(id, sums);
        balance += sums.delta;
        owed += owedDelta;
        if (row.getLong("balance_after") != balance || balance < 0 || row.getLong("tokens_delta") != sums.delta) {
            differences.addAt(
                    Kind.BALANCE_AFTER,
                    userId,
                    id,
                    "entry %d says %d, deltas say %d",
                    id,
                    row.getLong("balance_after"),
                    balance);
        }
        EntryType undone = type == EntryType.REVERSAL && reversed != null ? reversed.type : null;
        purchased += type == EntryType.PURCHASE ? amount : undone == EntryType.PURCHASE ? -amount : 0;
        lifetimePurchased += type == EntryType.PURCHASE ? amount : 0;
        consumed += type == EntryType.CONSUMPTION ? amount : undone == EntryType.CONSUMPTION ? -amount : 0;
    }

    /// The entry that this one takes back; one that was proven before comes beside the row.
    private Sums reversed(ResultSet row) throws SQLException {
        Sums seen = entries.get(row.getLong("reverses"));
        if (seen != null || !goesOn || row.getString("reversed_type") == null) {
            return seen;
        }
        return new Sums(EntryType.of(row.getString("reversed_type")), 0, row.getInt("reversed_direction"), false);
    }

    static EntryHash hash(ResultSet row) throws SQLException {
        EntryHash hash = new EntryHash();
        for (String column : LedgerProof.HASHED_COLUMNS) {
            hash.field(row.getString(column));
        }
        return hash;
    }

    void lot(ResultSet row) throws SQLException {
        long id = row.getLong("entry_id");
        long tokens = row.getLong("tokens");
        lotRemaining.put(id, row.getLong("remaining") - tokens);
        Sums source = entries.get(id);
        if (source == null && goesOn) {
            // Made by an entry that was proven before; only its remainder may have changed.
            return;
        }
        if (source == null || source.direction < 0) {
            differences.addAt(Kind.LOT, userId, id, "lot %d has no credit that made it", id);
            return;
        }
        source.lot = tokens;
        if (!source.returns && tokens != source.amount) {
            differences.compare(Kind.LOT, userId, "tokens of lot " + id, tokens, source.amount);
        }
        if (!row.getString("kind").equals(kind(source.type).code())) {
            differences.addAt(
                    Kind.LOT, userId, id, "lot %d is %s after a %s", id, row.getString("kind"), source.type.code());
        }
    }

    private static LotKind kind(EntryType source) {
        return switch (source) {
            case PURCHASE -> LotKind.PAID;
            case BONUS -> LotKind.BONUS;
            case ADJUSTMENT -> LotKind.ADJUSTED;
            default -> LotKind.RETURNED;
        };
    }

    void draw(ResultSet row) throws SQLException {
        long tokens = row.getLong("tokens");
        lotRemaining.merge(row.getLong("lot_id"), tokens, Long::sum);
        Sums entry = entries.get(row.getLong("entry_id"));
        if (entry == null && !goesOn) {
            differences.addAt(
                    Kind.DRAW,
                    userId,
                    row.getLong("entry_id"),
                    "lot %d was drawn by entry %d",
                    row.getLong("lot_id"),
                    row.getLong("entry_id"));
        } else if (entry != null) {
            entry.drawn += tokens;
        }
    }

    /// The wallet's entries, as far as the cursor has some.
    void entriesOf(ProofCursor entries) throws SQLException {
        while (entries.isOf(userId)) {
            entry(entries.row());
            entries.next();
        }
    }

    /// The wallet's lots; returns what is open in them.
    long lotsOf(ProofCursor lots) throws SQLException {
        long open = 0;
        while (lots.isOf(userId)) {
            open += lots.row().getLong("remaining");
            lot(lots.row());
            lots.next();
        }
        return open;
    }

    void drawsOf(ProofCursor draws) throws SQLException {
        while (draws.isOf(userId)) {
            draw(draws.row());
            draws.next();
        }
    }

    /// Compares with the wallet's row, once its entries, lots and draws have been seen.
    ///
    /// @param claimed what the row says
    /// @param userBalance what users.token_balance says
    void finish(ProvenWallet claimed, long userBalance, long openTokens) {
        // What is left of a lot plus what was drawn less what it began with: nothing may remain.
        lotRemaining.forEach((lot, rest) -> {
            if (rest != 0) {
                differences.addAt(Kind.LOT, userId, lot, "lot %d is off by %d tokens from its draws", lot, rest);
            }
        });
        entries.forEach((id, entry) -> {
            if (entry.lot - entry.drawn != entry.delta) {
                differences.addAt(
                        Kind.DRAW,
                        userId,
                        id,
                        "lots of entry %d is %d, entries say %d",
                        id,
                        entry.lot - entry.drawn,
                        entry.delta);
            }
        });
        differences.compare(Kind.LOT, userId, "sum of open lots", openTokens, balance);
        differences.compare(Kind.WALLET, userId, "token_balance", claimed.balance(), balance);
        differences.compare(Kind.WALLET, userId, "tokens_owed", claimed.owed(), owed);
        differences.compare(Kind.WALLET, userId, "wallet_seq", claimed.seq(), seq);
        differences.compare(Kind.WALLET, userId, "tokens_purchased", claimed.purchased(), purchased);
        differences.compare(Kind.WALLET, userId, "lifetime_purchased", claimed.lifetimePurchased(), lifetimePurchased);
        differences.compare(Kind.WALLET, userId, "tokens_consumed", claimed.consumed(), consumed);
        differences.compare(Kind.USER_BALANCE, userId, "users.token_balance", userBalance, balance);
        if (!Arrays.equals(claimed.head(), head)) {
            differences.add(Kind.HASH, userId, "the wallet's head is not the hash of its last entry");
        }
    }
}
