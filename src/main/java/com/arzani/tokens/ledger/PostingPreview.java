package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a grant, a take or a reversal would do to a wallet as it was read. The database decides anew when it is posted;
/// the wallet's number (F4) makes sure that it decides on the same wallet.
///
/// @param before  balance and debt, once ended lots are taken off
/// @param after   balance and debt afterwards; as before if tokens are missing
/// @param ended   tokens of ended lots that the posting takes off first
/// @param draws   the lots it would draw from
/// @param missing tokens the wallet, or the one lot, lacks; then it would be refused
public record PostingPreview(State before, State after, Tokens ended, List<Draw> draws, Tokens missing) {
    public PostingPreview {
        draws = List.copyOf(draws);
    }

    public record State(Tokens balance, Tokens owed) {}

    public record Draw(TokenLot lot, Tokens tokens) {}

    /// A grant pays the wallet's debt first.
    public static PostingPreview grant(WalletStatement wallet, Tokens tokens, Instant now) {
        State before = before(wallet, now);
        Tokens paid = smaller(tokens, before.owed());
        State after = new State(
                before.balance().plus(tokens).minus(paid), before.owed().minus(paid));
        return new PostingPreview(before, after, wallet.ended(now), List.of(), Tokens.ZERO);
    }

    /// A take draws the wallet's lots in their order.
    public static PostingPreview take(WalletStatement wallet, Tokens tokens, Instant now) {
        List<TokenLot> lots =
                wallet.openLots().stream().filter(lot -> !lot.hasEnded(now)).toList();
        return draw(wallet, tokens, lots, now);
    }

    /// A reversal of a credit draws the very lot it made; that of a debit gives back as a grant does.
    public static PostingPreview reversal(WalletStatement wallet, LedgerEntry entry, Instant now) {
        if (entry.direction() == Direction.DEBIT) {
            return grant(wallet, entry.amount(), now);
        }
        List<TokenLot> lot = wallet.openLots().stream()
                .filter(open -> open.entryId() == entry.id() && !open.hasEnded(now))
                .toList();
        return draw(wallet, entry.amount(), lot, now);
    }

    private static PostingPreview draw(WalletStatement wallet, Tokens tokens, List<TokenLot> lots, Instant now) {
        State before = before(wallet, now);
        List<Draw> draws = new ArrayList<>();
        Tokens left = tokens;
        for (TokenLot lot : lots) {
            Tokens taken = smaller(left, lot.remaining());
            if (taken.count() > 0) {
                draws.add(new Draw(lot, taken));
                left = left.minus(taken);
            }
        }
        State after = left.count() > 0 ? before : new State(before.balance().minus(tokens), before.owed());
        return new PostingPreview(before, after, wallet.ended(now), draws, left);
    }

    private static State before(WalletStatement wallet, Instant now) {
        return new State(wallet.balance().minus(wallet.ended(now)), wallet.owed());
    }

    private static Tokens smaller(Tokens one, Tokens other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
