package com.arzani.tokens.screens.transactions;

import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerExplanation;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.TokenLot;
import com.arzani.tokens.problem.Rejected;
import java.util.List;

/// An entry with all that hangs on it.
///
/// @param reversal the entry that took it back; null if none did
/// @param made     the lot it made; null if it made none
/// @param draws    what it drew from lots or gave back
/// @param same     the other entries of its operation
record TransactionDetail(
        LedgerEntry entry,
        LedgerEntry reversal,
        TokenLot made,
        List<LedgerExplanation.Draw> draws,
        List<LedgerEntry> same) {
    static TransactionDetail read(LedgerService ledger, LedgerExplanation explanation, long entryId) {
        LedgerEntry entry =
                ledger.entry(entryId).orElseThrow(() -> new Rejected("entry_not_found", Long.toString(entryId)));
        return new TransactionDetail(
                entry,
                ledger.reversalOf(entryId).orElse(null),
                explanation.lotOf(entryId).orElse(null),
                explanation.draws(entryId),
                ledger.entries(entry.operationKey()).stream()
                        .filter(other -> other.id() != entryId)
                        .toList());
    }
}
