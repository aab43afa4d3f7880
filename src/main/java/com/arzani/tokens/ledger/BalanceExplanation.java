package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// How a wallet's balance came about, at one moment. The flows and what is owed add up to the balance, and so do the
/// open lots.
///
/// @param state what the wallet said then
/// @param flows what came and went until then, by sort
/// @param open  the lots the balance consisted of
public record BalanceExplanation(long userId, String name, Moment moment, State state, List<Flow> flows, Open open) {
    public BalanceExplanation {
        flows = List.copyOf(flows);
    }

    /// @param seq  number of the last entry until then; 0 before the first
    /// @param last when that entry was posted; null before the first
    public record State(long seq, Instant last, Tokens balance, Tokens owed) {}

    /// @param lots  the first of them, in the order in which they are drawn
    /// @param count how many there are
    /// @param sum   what all of them hold
    /// @param ends  the tokens that end, by day in UTC, soonest first
    public record Open(List<LotThen> lots, long count, Tokens sum, List<End> ends) {
        public Open {
            lots = List.copyOf(lots);
            ends = List.copyOf(ends);
        }
    }

    /// Tokens that end on a day (UTC).
    ///
    /// @param last when the last of them does
    public record End(LocalDate day, Instant last, Tokens tokens) {
        /// Whether their time was over, so that they could no longer be spent although they were still counted.
        public boolean wasOver(Instant at) {
            return !last.isAfter(at);
        }
    }

    public Tokens balance() {
        return state.balance();
    }

    public Tokens owed() {
        return state.owed();
    }

    /// What all flows and the debt come to; the balance, or the ledger is broken.
    public Tokens sumOfFlows() {
        return flows.stream().map(Flow::tokens).reduce(state.owed(), Tokens::plus);
    }

    /// Whether flows and lots both come to the balance.
    public boolean addsUp() {
        return sumOfFlows().equals(balance()) && open.sum().equals(balance());
    }
}
