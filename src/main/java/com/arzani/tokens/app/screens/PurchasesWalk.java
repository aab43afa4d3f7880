package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.Label;

/// Looks at paid orders and at those with refunds; who may writes down a refund and sees what it would take.
final class PurchasesWalk implements Walk {
    @Override
    public String screen() {
        return "purchases";
    }

    @Override
    public void walk(Guide guide, String role) {
        guide.fire("#showRefunds");
        if (guide.rows("#table") == 0) {
            guide.picture("purchases-empty");
        } else {
            guide.select("#table", 0);
            guide.picture("purchases-refunds");
        }
        guide.fire("#showPaid");
        if (guide.rows("#table") == 0) {
            return;
        }
        guide.select("#table", 0);
        guide.picture("purchases");
        if (!role.equals("admin") && guide.shows("#amount")) {
            guide.type("#amount", "5");
            guide.type("#note", "The customer bought twice by mistake.");
            Label preview = guide.find("#preview");
            guide.await("what it would take", () -> !preview.getText().isEmpty());
            guide.picture("purchases-refund");
            guide.type("#amount", "99999");
            guide.picture("purchases-problem");
        }
    }
}
