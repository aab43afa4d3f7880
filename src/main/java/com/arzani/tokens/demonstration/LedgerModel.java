package com.arzani.tokens.demonstration;

import com.arzani.tokens.ledger.EntryType;
import com.arzani.tokens.ledger.LotKind;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// The database's posting function, `ledger_apply`, step by step in memory: what it writes, that one would have
/// written.
/// A test posts the same history through both and compares every column.
///
/// Whoever calls has looked at the balance: a refusal is an error here. Time only goes forward, so ids follow it.
final class LedgerModel {
    private static final long EXPIRY_JOB_DELAY = 40 * Times.SECOND;

    private final LedgerRows rows;
    private final Agenda agenda;
    private final WalletState[] wallets;
    private long entries;
    private long made;
    private long clock;

    LedgerModel(LedgerRows rows, Agenda agenda, int users) {
        this.rows = rows;
        this.agenda = agenda;
        this.wallets = new WalletState[users + 1];
    }

    long entries() {
        return entries;
    }

    long walletsMade() {
        return made;
    }

    /// The time of the last entry.
    long clock() {
        return clock;
    }

    long balance(int userId) {
        return wallets[userId] == null ? 0 : wallets[userId].balance;
    }

    /// What a posting at that moment finds: it ends lots that are over before it looks at the balance.
    long spendable(int userId, long moment) {
        WalletState wallet = wallets[userId];
        if (wallet == null || wallet.nextExpiry == 0 || wallet.nextExpiry > moment) {
            return balance(userId);
        }
        return wallet.balance
                - ended(wallet, moment).mapToLong(lot -> lot.remaining).sum();
    }

    private static Stream<Lot> ended(WalletState wallet, long now) {
        return wallet.lots().stream().filter(lot -> lot.remaining > 0 && lot.expiresAt != 0 && lot.expiresAt <= now);
    }

    Posted post(Movement movement, long wanted) {
        WalletState wallet = wallet(movement.userId, wanted);
        if (wallet.nextExpiry != 0 && wallet.nextExpiry <= wanted && movement.type != EntryType.EXPIRY) {
            expire(wallet, wanted);
        }
        clock = Math.max(wanted, clock + 1);
        Posted entry = new Posted(++entries, movement, clock);
        long back = 0;
        long opened = 0;
        if (movement.direction < 0) {
            long available = movement.fromLot == null ? wallet.balance : movement.fromLot.remaining;
            entry.owedDelta = Math.max(movement.tokens - available, 0);
            require(entry.owedDelta == 0 || movement.mayOwe, movement);
        } else {
            entry.owedDelta = -Math.min(movement.tokens, wallet.owed);
            if (givesBack(movement)) {
                back = Math.min(movement.tokens + entry.owedDelta, movement.reverses.drawn());
                opened = movement.tokens - back + entry.owedDelta;
            } else {
                opened = movement.tokens;
            }
        }
        entry.delta = movement.tokens * movement.direction + entry.owedDelta;
        entry.balanceAfter = wallet.balance + entry.delta;
        entry.seq = wallet.seq + 1;
        rows.entry(entry, movement, wallet.head);
        if (opened > 0) {
            openLot(wallet, entry, movement, opened);
        }
        if (back > 0) {
            returnToLots(wallet, entry, movement.reverses, back);
        }
        if (entry.delta < 0) {
            draw(wallet, entry, movement);
        }
        keepOrSettle(wallet, entry, movement);
        wallet.count(entry, movement);
        return entry;
    }

    /// Says that an entry will not be taken back after all.
    void release(Posted entry) {
        WalletState wallet = wallets[entry.userId];
        entry.draws.forEach(draw -> draw.lot().pins--);
        if (entry.lot != null) {
            entry.lot.pins--;
        }
        settle(wallet);
    }

    /// Writes the wallets and whatever lots are left, in the order of wallets.
    void finish(Rows out) {
        WalletState[] inOrder = new WalletState[Math.toIntExact(made) + 1];
        for (WalletState wallet : wallets) {
            if (wallet != null) {
                inOrder[Math.toIntExact(wallet.id)] = wallet;
            }
        }
        for (int id = 1; id < inOrder.length; id++) {
            rows.wallet(inOrder[id]);
            inOrder[id].lots().forEach(rows::lot);
            if (id % 20_000 == 0) {
                out.passOn();
            }
        }
    }

    private WalletState wallet(int userId, long at) {
        if (wallets[userId] == null) {
            wallets[userId] = new WalletState(++made, userId, at);
        }
        return wallets[userId];
    }

    private static boolean givesBack(Movement movement) {
        return movement.reverses != null && movement.reverses.direction < 0;
    }

    private static void require(boolean posts, Movement movement) {
        if (!posts) {
            throw new IllegalStateException("would be refused: " + movement.key);
        }
    }

    private void openLot(WalletState wallet, Posted entry, Movement movement, long tokens) {
        long paysDebt = givesBack(movement) ? 0 : -entry.owedDelta;
        LotKind kind = switch (movement.type) {
            case PURCHASE -> LotKind.PAID;
            case BONUS -> LotKind.BONUS;
            case ADJUSTMENT -> LotKind.ADJUSTED;
            default -> LotKind.RETURNED;
        };
        Lot lot = new Lot(entry, movement, kind, tokens, tokens - paysDebt);
        if (paysDebt > 0) {
            rows.draw(entry.id, entry.id, paysDebt);
            lot.draws++;
        }
        wallet.add(lot);
        wallet.noteExpiry(lot.expiresAt);
        entry.lot = lot;
        awaitExpiry(wallet, lot, entry.at);
    }

    private void returnToLots(WalletState wallet, Posted entry, Posted reversed, long tokens) {
        long left = tokens;
        List<Posted.Draw> draws = reversed.draws.stream()
                .sorted(Comparator.comparingLong((Posted.Draw draw) -> draw.lot().id)
                        .reversed())
                .toList();
        for (Posted.Draw draw : draws) {
            if (left == 0) {
                break;
            }
            long back = Math.min(left, draw.tokens());
            Lot lot = draw.lot();
            lot.remaining += back;
            lot.draws++;
            rows.draw(entry.id, lot.id, -back);
            wallet.noteExpiry(lot.expiresAt);
            awaitExpiry(wallet, lot, entry.at);
            left -= back;
        }
    }

    private void draw(WalletState wallet, Posted entry, Movement movement) {
        long left = -entry.delta;
        if (movement.fromLot != null) {
            left -= take(entry, movement.fromLot, left);
        } else if (movement.fromOrder != 0) {
            for (Lot lot : wallet.lots()) {
                left -= lot.orderId == movement.fromOrder ? take(entry, lot, left) : 0;
            }
        }
        Iterator<Lot> lots = wallet.lots().iterator();
        while (left > 0) {
            left -= take(entry, lots.next(), left);
        }
    }

    private long take(Posted entry, Lot lot, long wanted) {
        long taken = Math.min(wanted, lot.remaining);
        if (taken > 0) {
            lot.remaining -= taken;
            lot.draws++;
            entry.draws.add(new Posted.Draw(lot, taken));
            rows.draw(entry.id, lot.id, taken);
        }
        return taken;
    }

    private void keepOrSettle(WalletState wallet, Posted entry, Movement movement) {
        if (movement.kept) {
            entry.draws.forEach(draw -> draw.lot().pins++);
            if (entry.lot != null) {
                entry.lot.pins++;
            }
        }
        settle(wallet);
    }

    private void settle(WalletState wallet) {
        wallet.lots().removeIf(lot -> {
            if (lot.settled()) {
                rows.lot(lot);
            }
            return lot.settled();
        });
    }

    private void awaitExpiry(WalletState wallet, Lot lot, long now) {
        if (lot.expiresAt != 0) {
            agenda.at(Math.max(lot.expiresAt, now) + EXPIRY_JOB_DELAY, at -> {
                if (lot.remaining > 0) {
                    expire(wallet, at);
                }
            });
        }
    }

    private void expire(WalletState wallet, long now) {
        List<Lot> ended = ended(wallet, now)
                .sorted(Comparator.<Lot>comparingLong(lot -> lot.expiresAt).thenComparingLong(lot -> lot.id))
                .toList();
        for (Lot lot : ended) {
            Movement expiry = new Movement(
                    "expiry:" + lot.id + ":" + lot.draws, wallet.userId, EntryType.EXPIRY, -1, lot.remaining);
            expiry.fromLot = lot;
            post(expiry.by(Signature.JOBS).about("lot_expiry", lot.id), now);
        }
        wallet.recountExpiry();
    }
}
