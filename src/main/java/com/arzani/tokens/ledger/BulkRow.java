package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.TokenProblem;
import java.util.Optional;

/// A row of a batch as the database keeps it, with what became of it.
///
/// @param entryId       the entry, or 0 while nothing is posted
/// @param balanceBefore the balance before it, or null
/// @param balanceAfter  the balance after it, or null
/// @param refusal       why it was refused, if it was
public record BulkRow(
        BulkLine line, long entryId, Tokens balanceBefore, Tokens balanceAfter, Optional<TokenProblem> refusal) {
    public boolean posted() {
        return entryId != 0;
    }
}
