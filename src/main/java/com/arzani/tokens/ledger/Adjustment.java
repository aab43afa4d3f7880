package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;

/// A grant or a take by a person.
///
/// @param walletSeq the wallet as the person saw it, or null to post whatever happened since (F4)
public record Adjustment(
        String operationKey, long userId, Direction direction, Tokens tokens, Reason reason, Long walletSeq) {
    /// Why, by a code of the managed list and in words.
    public record Reason(String code, String note) {}
}
