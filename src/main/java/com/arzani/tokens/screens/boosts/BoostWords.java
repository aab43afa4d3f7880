package com.arzani.tokens.screens.boosts;

import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Texts;

/// What a change would do, in words: before and after.
final class BoostWords {
    private BoostWords() {}

    static String until(BoostPreview preview, Kit kit) {
        if (preview == null || preview.lacksTokens()) {
            return "";
        }
        String before = kit.times().minute(preview.untilBefore());
        return preview.untilAfter() == null
                ? kit.texts().get("boosts.form.until.now", before)
                : kit.texts().get("boosts.form.until", before, kit.times().minute(preview.untilAfter()));
    }

    /// Empty when the seller cannot pay: there is no such balance, and the form says what is lacking.
    static String balance(BoostPreview preview, Kit kit) {
        if (preview == null || preview.lacksTokens()) {
            return "";
        }
        String movement =
                preview.movement().count() == 0 ? "0" : preview.movement().signed();
        return preview.paysDebt().count() > 0
                ? kit.texts()
                        .get(
                                "boosts.form.balance.owing",
                                preview.balanceBefore(),
                                preview.balanceAfter(),
                                movement,
                                preview.paysDebt())
                : kit.texts().get("boosts.form.balance", preview.balanceBefore(), preview.balanceAfter(), movement);
    }

    /// A reason's words; a new code without words is shown as it is.
    static String reason(String code, Texts texts) {
        String key = "ledger.reason." + code;
        return texts.has(key) ? texts.get(key) : code;
    }
}
