package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.ledger.ReasonCode;
import com.arzani.tokens.ui.Texts;
import javafx.util.StringConverter;

/// A reason of the managed list in words; one without words yet is shown by its code.
final class ReasonWords extends StringConverter<ReasonCode> {
    private final Texts texts;

    ReasonWords(Texts texts) {
        this.texts = texts;
    }

    @Override
    public String toString(ReasonCode code) {
        if (code == null) {
            return "";
        }
        String key = "ledger.reason." + code.code();
        return texts.has(key) ? texts.get(key) : code.code();
    }

    @Override
    public ReasonCode fromString(String words) {
        throw new UnsupportedOperationException("a reason is chosen, never typed");
    }
}
