package com.arzani.tokens.screens;

import com.arzani.tokens.market.BoostEffect;
import com.arzani.tokens.ui.Texts;
import java.util.OptionalLong;

/// What a boost did, in words. Where there is too little to compare it says so and makes no rate (ruling 25).
public record EffectWords(Texts texts) {
    /// In a table's cell.
    ///
    /// @param effect null for a listing that was never boosted
    public String brief(BoostEffect effect) {
        if (effect == null) {
            return "";
        }
        return effect.days() == 0
                ? texts.get("boost_effect.brief.none")
                : texts.get(
                        "boost_effect.brief",
                        effect.before().views(),
                        effect.during().views(),
                        change(effect.viewsChange()));
    }

    /// In a line or two.
    public String whole(BoostEffect effect) {
        if (effect == null || effect.days() == 0) {
            return texts.get("boost_effect.none");
        }
        return texts.get(
                        "boost_effect.views",
                        windows(effect, Figure.VIEWS),
                        effect.days(),
                        change(effect.viewsChange()))
                + " "
                + texts.get("boost_effect.contacts", windows(effect, Figure.CONTACTS), change(effect.contactsChange()));
    }

    private enum Figure {
        VIEWS,
        CONTACTS;

        long of(BoostEffect.Window window) {
            return this == VIEWS ? window.views() : window.contacts();
        }
    }

    private String windows(BoostEffect effect, Figure figure) {
        long before = figure.of(effect.before());
        long during = figure.of(effect.during());
        return effect.after() == null
                ? texts.get("boost_effect.two", before, during)
                : texts.get("boost_effect.three", before, during, figure.of(effect.after()));
    }

    private String change(OptionalLong percent) {
        if (percent.isEmpty()) {
            return texts.get("boost_effect.few");
        }
        long by = percent.getAsLong();
        if (by == 0) {
            return texts.get("boost_effect.same");
        }
        return texts.get(by > 0 ? "boost_effect.more" : "boost_effect.fewer", Math.abs(by));
    }
}
