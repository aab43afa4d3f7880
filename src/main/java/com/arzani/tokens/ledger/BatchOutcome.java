package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.TokenProblem;
import java.util.Optional;

/// What became of one posting of a batch.
///
/// @param line index of the posting in the batch
/// @param entryId the entry, or 0 when refused
/// @param balanceAfter the balance after it, or null when refused
/// @param repeated the key had been used for the same posting before; this is that entry
/// @param refusal why nothing was posted, or null
public record BatchOutcome(
        int line, long entryId, Tokens balanceAfter, boolean repeated, Optional<TokenProblem> refusal) {}
