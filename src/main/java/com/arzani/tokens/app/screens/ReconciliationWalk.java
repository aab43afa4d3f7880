package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;

/// Looks at the runs and a finding; finance runs once more and decides on it, the administrator sees what a run put
/// right.
final class ReconciliationWalk implements Walk {
    @Override
    public String screen() {
        return "reconciliation";
    }

    @Override
    public void walk(Guide guide, String role) {
        Button runNow = guide.find("#runNow");
        if (!role.equals("support")) {
            guide.await("the run under way to end", () -> !runNow.isDisabled());
            guide.fire("#runNow");
            guide.await("the run to end", () -> !runNow.isDisabled());
        }
        if (role.equals("admin")) {
            // Finance's walk lost the webhooks of a purchase: the run has just credited it.
            guide.fire("#showPutRight");
            guide.rows("#table");
            guide.picture("reconciliation-credited");
            return;
        }
        if (guide.rows("#table") == 0) {
            guide.picture("reconciliation");
            return;
        }
        guide.select("#table", 0);
        Label title = guide.find("#title");
        guide.await("the finding", () -> !title.getText().isEmpty());
        guide.picture("reconciliation");
        if (role.equals("finance")) {
            guide.choose("#decision", 2);
            guide.type("#comment", "Asked Stripe's support about this payment.");
            guide.picture("reconciliation-decision");
            guide.fire("#decide");
            TextArea comment = guide.find("#comment");
            guide.await("the decision", () -> comment.getText().isEmpty());
        }
    }
}
