package com.arzani.tokens.screens.audit;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;

/// Looks at what was done, narrows it, and opens one event; a word nobody knows is refused.
public final class AuditWalk implements Walk {
    @Override
    public String screen() {
        return "audit";
    }

    @Override
    public void walk(Guide guide, String role) {
        guide.rows("#table");
        guide.picture("audit");
        filter(guide, "action:sign_in");
        if (guide.rows("#table") > 0) {
            guide.select("#table", 0);
            Label title = guide.find("#title");
            guide.await("the event", () -> !title.getText().isEmpty());
            guide.picture("audit-detail");
            guide.fire("#close");
        }
        filter(guide, "reason:\"nobody would write this\"");
        guide.rows("#table");
        guide.picture("audit-empty");
        filter(guide, "yesterday");
        guide.picture("audit-refused");
    }

    private static void filter(Guide guide, String text) {
        guide.type("#filter", text);
        guide.press(KeyCode.ENTER);
    }
}
