package com.arzani.tokens.screens.boosts;

import com.arzani.tokens.ui.Walk;

/// The tour of the boosted listings: the three lists, an extension and an early end as they are foreseen.
public final class BoostsWalk implements Walk {
    @Override
    public String screen() {
        return "boosts";
    }

    @Override
    public void walk(Guide guide, String role) {
        guide.fire("#ended");
        guide.rows("#table");
        guide.picture("boosts-" + role + "-ended");
        guide.fire("#ending");
        guide.rows("#table");
        guide.picture("boosts-" + role + "-ending");
        guide.fire("#running");
        if (guide.rows("#table") > 0) {
            guide.select("#table", 0);
            guide.await(
                    "the listing", () -> guide.<javafx.scene.Node>find("#form").isVisible());
            guide.rows("#periods");
            guide.type("#days", "3");
            guide.choose("#reason", 0);
            guide.type("#note", "Asked for three more days by phone");
            guide.picture("boosts-" + role + "-extend");
            guide.fire("#end");
            guide.picture("boosts-" + role + "-end");
        }
    }
}
