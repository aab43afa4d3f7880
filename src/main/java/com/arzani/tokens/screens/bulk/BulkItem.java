package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.ledger.BulkCell;
import com.arzani.tokens.ledger.BulkChecked;
import com.arzani.tokens.ledger.BulkOutcome;
import com.arzani.tokens.ledger.BulkText;

/// A row of the sheet as it is shown: what was typed, what was read in it, and what a rehearsal said; never changed,
/// only
/// replaced.
///
/// @param row     its number, which stays when others are removed
/// @param outcome null before a rehearsal
/// @param problem what is wrong, in words; empty when nothing is
record BulkItem(int row, BulkText text, BulkChecked checked, BulkOutcome outcome, String problem) {
    boolean wrong() {
        return !problem.isEmpty();
    }

    boolean wrong(BulkCell cell) {
        return checked.problems().containsKey(cell);
    }

    /// True when it was rehearsed and would be posted.
    boolean posts() {
        return outcome != null && outcome.refusal().isEmpty();
    }

    /// Balance before and after, once rehearsed.
    String balances() {
        return posts() ? outcome.before().balance() + " → " + outcome.after().balance() : "";
    }
}
