package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ledger.LotUse;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Texts;

/// What was drawn from a lot, seen from the lot.
record UseRow(LotUse use, String type, String action) {
    static UseRow of(LotUse use, Texts texts) {
        String action = use.entry().actionType();
        return new UseRow(use, texts.get("ledger.type." + use.entry().type().code()), action == null ? "" : action);
    }

    long id() {
        return use.entry().id();
    }

    Tokens movement() {
        return use.tokens().negated();
    }
}
