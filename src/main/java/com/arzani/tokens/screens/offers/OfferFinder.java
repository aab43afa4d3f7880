package com.arzani.tokens.screens.offers;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.QuickFind;
import com.arzani.tokens.ui.Texts;
import java.util.List;
import java.util.OptionalLong;

/// The offer preview for the Ctrl+K field, by a user's id.
public final class OfferFinder implements QuickFind {
    private final Texts texts;

    public OfferFinder(Texts texts) {
        this.texts = texts;
    }

    @Override
    public List<Hit> find(String text, int rowsMax) {
        OptionalLong id = Digits.parse(text.strip());
        if (id.isEmpty() || id.getAsLong() < 1 || id.getAsLong() > Integer.MAX_VALUE) {
            return List.of();
        }
        String user = Long.toString(id.getAsLong());
        return List.of(new Hit(
                "fth-eye",
                texts.get("offers.hit", user),
                texts.get("offers.hit.text"),
                Places.offersOf(id.getAsLong()),
                false));
    }
}
