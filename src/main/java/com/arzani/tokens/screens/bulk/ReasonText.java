package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.ledger.ReasonCode;
import com.arzani.tokens.ui.Texts;
import javafx.util.StringConverter;

/// A reason in words with its code, which is what stands in a file.
final class ReasonText extends StringConverter<ReasonCode> {
    private final Texts texts;

    ReasonText(Texts texts) {
        this.texts = texts;
    }

    @Override
    public String toString(ReasonCode code) {
        if (code == null) {
            return "";
        }
        String key = "ledger.reason." + code.code();
        return texts.has(key) ? texts.get("bulk.reason.choice", texts.get(key), code.code()) : code.code();
    }

    @Override
    public ReasonCode fromString(String words) {
        throw new UnsupportedOperationException("a reason is chosen, never typed");
    }
}
