package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ledger.LotThen;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Texts;

/// A lot as it was.
record LotRow(LotThen then, String kind) {
    static LotRow of(LotThen then, Texts texts) {
        return new LotRow(then, texts.get("ledger.kind." + then.lot().kind().code()));
    }

    long id() {
        return then.lot().entryId();
    }

    Tokens left() {
        return then.left();
    }

    /// The part that was left, from 0 to 1, for the bar.
    double share() {
        return (double) then.left().count() / then.lot().tokens().count();
    }
}
