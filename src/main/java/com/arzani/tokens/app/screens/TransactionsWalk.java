package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;

/// Looks through the entries by filters and into one of them; as finance takes some along as a file.
final class TransactionsWalk implements Walk {
    @Override
    public String screen() {
        return "transactions";
    }

    @Override
    public void walk(Guide guide, String role) {
        guide.rows("#table");
        guide.picture("transactions");
        filter(guide, "type:purchase,bonus direction:in");
        guide.rows("#table");
        guide.select("#table", 0);
        GridPane fields = guide.find("#fields");
        guide.await("the entry", () -> !fields.getChildren().isEmpty());
        guide.picture("transactions-detail");
        if (role.equals("finance")) {
            guide.fire("#export");
            Node exporting = guide.find("#exporting");
            guide.await("the export", () -> !exporting.isVisible());
        }
        filter(guide, "type:everything");
        guide.picture("transactions-refused");
    }

    private static void filter(Guide guide, String text) {
        guide.type("#filter", text);
        guide.press(KeyCode.ENTER);
    }
}
