package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.TabPane;

/// Looks at the disputes and at one in each state; finance reads the evidence and is asked twice before it is sent.
final class DisputesWalk implements Walk {
    @Override
    public String screen() {
        return "disputes";
    }

    @Override
    public void walk(Guide guide, String role) {
        if (guide.rows("#table") == 0) {
            guide.picture("disputes-empty");
        } else {
            guide.select("#table", 0);
            guide.await("the dispute", () -> guide.shows("#uses"));
            guide.picture("disputes-" + role);
            if (role.equals("finance")) {
                answer(guide);
            }
        }
        guide.fire("#showDecided");
        for (int row = 0; row < Math.min(2, guide.rows("#table")); row++) {
            guide.select("#table", row);
            guide.await("the dispute", () -> guide.shows("#uses"));
            guide.picture("disputes-decided-" + (row + 1));
        }
    }

    private static void answer(Guide guide) {
        TabPane tabs = guide.find("#tabs");
        guide.await("the answer", () -> {
            tabs.getSelectionModel().select(1);
            return guide.shows("#paper");
        });
        if (guide.shows("#submit")) {
            guide.picture("disputes-answer");
            guide.fire("#submit");
            guide.picture("disputes-asked-twice");
            guide.fire("#cancel");
        }
        guide.await("the tokens", () -> {
            tabs.getSelectionModel().select(0);
            return guide.shows("#uses");
        });
    }
}
