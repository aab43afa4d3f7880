package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.ledger.TokenLot;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.TimeText;

/// An open lot of the shown wallet.
record LotRow(long entryId, String kind, Tokens tokens, Tokens remaining, Pence paid, String expires) {
    static LotRow of(TokenLot lot, Texts texts, TimeText times) {
        String expires = lot.expiresAt() == null ? texts.get("wallets.lots.never") : times.day(lot.expiresAt());
        return new LotRow(lot.entryId(), kind(lot, texts), lot.tokens(), lot.remaining(), lot.paid(), expires);
    }

    static String kind(TokenLot lot, Texts texts) {
        return texts.get("ledger.kind." + lot.kind().code());
    }
}
