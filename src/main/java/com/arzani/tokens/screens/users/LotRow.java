package com.arzani.tokens.screens.users;

import com.arzani.tokens.ledger.TokenLot;
import com.arzani.tokens.money.Tokens;
import java.time.Instant;

/// An open lot as the table shows it.
///
/// @param expiresAt null if it never does
public record LotRow(long id, String kind, Tokens remaining, Tokens tokens, Instant expiresAt) {
    static LotRow of(TokenLot lot, UserWords words) {
        return new LotRow(
                lot.entryId(),
                words.word("ledger.kind." + lot.kind().code(), lot.kind().code()),
                lot.remaining(),
                lot.tokens(),
                lot.expiresAt());
    }
}
