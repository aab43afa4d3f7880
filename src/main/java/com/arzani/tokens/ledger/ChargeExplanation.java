package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import java.util.List;

/// Why an entry moved a balance: what it was for, which lots it drew from and what those tokens had cost.
///
/// @param reversal the entry that took it back; null if none did
/// @param listing  name of the listing it was about; null if it was about none, or that is gone
/// @param draws    what it drew, in the order of the lots; given back where negative
public record ChargeExplanation(
        LedgerEntry entry, String name, LedgerEntry reversal, String listing, List<Drawn> draws) {
    public ChargeExplanation {
        draws = List.copyOf(draws);
    }

    /// @param cost the share of the lot's price, so that a used-up lot has cost exactly its price (ruling 17)
    public record Drawn(TokenLot lot, Tokens tokens, Pence cost) {}

    public Tokens balanceBefore() {
        return entry.balanceAfter().minus(entry.delta());
    }

    /// What the tokens it drew had cost together; gifts cost nothing.
    public Pence cost() {
        return draws.stream().map(Drawn::cost).reduce(Pence.ZERO, Pence::plus);
    }
}
