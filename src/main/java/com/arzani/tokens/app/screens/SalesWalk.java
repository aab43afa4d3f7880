package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;

/// A year of sales, its packages, and this month day by day.
final class SalesWalk implements Walk {
    @Override
    public String screen() {
        return "sales";
    }

    @Override
    public void walk(Guide guide, String role) {
        TableView<?> table = guide.find("#table");
        guide.await("sales", () -> table.getItems().size() > 12);
        guide.picture("sales-" + role);
        if (role.equals("finance")) {
            guide.fire("#measureGross");
            guide.choose("#part", 1);
            guide.await("packages", () -> table.getItems().size() < 10);
            guide.picture("sales-packages");
            guide.choose("#part", 0);
            guide.fire("#measureNet");
            guide.fire("#presetLastMonth");
            guide.await("days", () -> table.getItems().size() > 27);
            guide.picture("sales-days");
            guide.fire("#presetTwelveMonths");
            TabPane tabs = guide.find("#tabs");
            tabs.getSelectionModel().selectLast();
            TableView<?> lines = guide.find("#rollForward");
            guide.await("the roll-forward", () -> lines.getItems().size() > 3);
            Label proof = guide.find("#proofText");
            guide.await("the proof", () -> !proof.getText().isEmpty());
            guide.picture("sales-liability");
        }
    }
}
