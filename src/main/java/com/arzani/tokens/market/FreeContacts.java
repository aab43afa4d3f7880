package com.arzani.tokens.market;

/// A buyer's free contacts in the current month, UTC, by the database's clock (T5, ruling 20).
///
/// @param limit 0 for a plan that has none
/// @param used  in this month; a count left over from an earlier month is not in it
public record FreeContacts(int limit, int used) {
    /// Never below zero, even if the limit was lowered within the month.
    public int left() {
        return Math.max(0, limit - used);
    }
}
