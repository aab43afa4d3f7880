package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.TokenProblem;
import java.util.Optional;

/// What a row of a batch would do, or why it would be refused.
///
/// @param before  the wallet before the row, ended lots taken off; null when the row is refused before its wallet is
/// looked at
/// @param after   the wallet after it; as before when refused
/// @param refusal why nothing would be posted, or null
public record BulkOutcome(
        int row, PostingPreview.State before, PostingPreview.State after, Optional<TokenProblem> refusal) {
    /// What a grant pays of the customer's debt.
    public Tokens debtPaid() {
        return before == null ? Tokens.ZERO : before.owed().minus(after.owed());
    }
}
