package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;

/// Support looks a customer up; product sees what a smaller share would do, and does it for analytics.
final class FlagsWalk implements Walk {
    @Override
    public String screen() {
        return "flags";
    }

    @Override
    public void walk(Guide guide, String role) {
        TableView<?> table = guide.find("#table");
        guide.await("flags", () -> table.getItems().size() >= 3);
        guide.await("who is in", () -> counted(guide));
        guide.type("#user", "1");
        guide.fire("#check");
        Label why = guide.find("#why");
        guide.await("why", () -> !why.getText().isEmpty());
        guide.picture("flags-" + role);
        if (role.equals("product")) {
            guide.type("#percentage", "25");
            guide.type("#reason", "Watch support for a week first");
            guide.await("the effect", () -> counted(guide));
            guide.picture("flags-product-change");
            guide.type("#percentage", "250");
            guide.picture("flags-product-wrong");
            guide.fire("#reset");
            change(guide, table);
        }
    }

    private static void change(Guide guide, TableView<?> table) {
        TableView<?> history = guide.find("#history");
        guide.await("another flag", () -> {
            table.getSelectionModel().select(1);
            return true;
        });
        guide.await("its history", () -> !history.getItems().isEmpty());
        guide.await("who is in", () -> counted(guide));
        int versions = history.getItems().size();
        guide.type("#percentage", versions % 2 == 0 ? "100" : "90");
        guide.type("#reason", "Step by step to everybody");
        guide.fire("#change");
        guide.await("the new version", () -> history.getItems().size() > versions);
        guide.await("who is in", () -> counted(guide));
        guide.picture("flags-product-changed");
    }

    private static boolean counted(Guide guide) {
        Label reach = guide.find("#reach");
        return reach.getText().chars().anyMatch(Character::isDigit);
    }
}
