package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.ledger.PostingPreview;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Texts;
import java.util.ArrayList;
import java.util.List;

/// What a posting would do, in words.
///
/// @param possible whether there is anything to say
/// @param rest     debt, ended lots and the lots drawn from, one a line
record PreviewWords(boolean possible, String balance, String rest) {
    static PreviewWords of(PostingPreview foreseen, Texts texts) {
        if (foreseen == null || foreseen.missing().count() > 0) {
            return new PreviewWords(false, "", "");
        }
        PostingPreview.State before = foreseen.before();
        PostingPreview.State after = foreseen.after();
        List<String> rest = new ArrayList<>();
        if (before.owed().count() > 0) {
            rest.add(change("wallets.form.preview.owed", before.owed(), after.owed(), texts));
        }
        if (foreseen.ended().count() > 0) {
            rest.add(texts.get("wallets.form.preview.ended", foreseen.ended().toString()));
        }
        foreseen.draws()
                .forEach(draw -> rest.add(texts.get(
                        "wallets.form.preview.draw",
                        draw.tokens().toString(),
                        Long.toString(draw.lot().entryId()),
                        LotRow.kind(draw.lot(), texts))));
        return new PreviewWords(
                true,
                change("wallets.form.preview.balance", before.balance(), after.balance(), texts),
                String.join("\n", rest));
    }

    private static String change(String key, Tokens before, Tokens after, Texts texts) {
        return texts.get(key, before.toString(), after.toString());
    }
}
