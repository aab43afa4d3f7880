package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.TableView;

/// Looks at the totals, the payouts and the payments that differ.
final class TieoutWalk implements Walk {
    @Override
    public String screen() {
        return "tieout";
    }

    @Override
    public void walk(Guide guide, String role) {
        TableView<?> table = guide.find("#table");
        guide.await("the report", () -> !table.getItems().isEmpty());
        guide.picture("tieout");
        if (role.equals("finance")) {
            guide.fire("#partPayouts");
            guide.picture("tieout-payouts");
            guide.fire("#partDiffering");
            guide.picture("tieout-differing");
        }
    }
}
