package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.Node;

/// Finance looks at what waits and begins a decision; the administrator looks at the limits.
final class ApprovalsWalk implements Walk {
    @Override
    public String screen() {
        return "approvals";
    }

    @Override
    public void walk(Guide guide, String role) {
        int rows = guide.rows("#table");
        guide.picture("approvals");
        if (rows > 0) {
            guide.select("#table", 0);
            guide.await("the request", () -> guide.shows("#what"));
            if (guide.shows("#approve")) {
                guide.type("#note", "Seen the messages; she is right.");
            }
            guide.picture("approvals-detail");
        }
        guide.fire("#historyTab");
        if (guide.rows("#table") > 0) {
            guide.select("#table", 0);
            guide.await("the decision", () -> guide.shows("#decision"));
        }
        guide.picture("approvals-history");
        if (guide.<Node>find("#limitsTab").isVisible()) {
            guide.fire("#limitsTab");
            guide.rows("#limits");
            guide.select("#limits", 0);
            guide.picture("approvals-limits");
        }
    }
}
