package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;

/// A lot with what was left of it at the moment that is explained.
public record LotThen(TokenLot lot, Tokens left) {
    public Tokens used() {
        return lot.tokens().minus(left);
    }
}
