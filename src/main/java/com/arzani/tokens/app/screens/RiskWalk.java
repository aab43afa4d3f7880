package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;

/// Looks at what waits for a decision and at what was refused; finance is about to decide.
final class RiskWalk implements Walk {
    @Override
    public String screen() {
        return "risk";
    }

    @Override
    public void walk(Guide guide, String role) {
        if (guide.rows("#table") == 0) {
            guide.picture("risk-empty");
        } else {
            guide.select("#table", 0);
            guide.await("the review", () -> guide.shows("#effect"));
            guide.picture("risk");
            if (role.equals("finance")) {
                guide.type("#reason", "The customer called from the number we know.");
                guide.picture("risk-release");
            }
        }
        guide.fire("#showRefused");
        if (guide.rows("#table") > 0) {
            guide.select("#table", 0);
            guide.await("the refused one", () -> guide.shows("#effect"));
            guide.picture("risk-refused");
        }
    }
}
