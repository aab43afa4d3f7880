package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;

/// Product looks at a package's versions and tries a price; the others only look.
final class PackagesWalk implements Walk {
    @Override
    public String screen() {
        return "packages";
    }

    @Override
    public void walk(Guide guide, String role) {
        TableView<?> table = guide.find("#table");
        guide.await("packages", () -> !table.getItems().isEmpty());
        TableView<?> versions = guide.find("#versions");
        guide.await("versions", () -> !versions.getItems().isEmpty());
        guide.picture("packages");
        if (!role.equals("support")) {
            stripe(guide, role);
        }
        if (!role.equals("product")) {
            return;
        }
        guide.fire("#edit");
        guide.type("#price", "11.00");
        guide.type("#bonus", "1");
        guide.type("#editorReason", "Spring offer");
        guide.picture("packages-edit");
        guide.type("#bonus", "2000");
        guide.picture("packages-wrong");
        guide.fire("#close");
    }

    /// Product sends what differs; those who come later find it in step.
    private static void stripe(Guide guide, String role) {
        Label summary = guide.find("#stripeSummary");
        Button look = guide.find("#stripeLook");
        guide.await("Stripe looked at", () -> !summary.getText().isEmpty() && !look.isDisabled());
        guide.fire("#stripeShow");
        guide.picture("packages-stripe");
        Button send = guide.find("#stripeSend");
        if (role.equals("product") && !send.isDisabled()) {
            TableView<?> differences = guide.find("#stripeTable");
            guide.fire("#stripeSend");
            guide.picture("packages-stripe-send");
            guide.fire("#stripeConfirm");
            guide.await("sent", () -> differences.getItems().isEmpty());
            guide.picture("packages-stripe-in-step");
        }
        guide.fire("#stripeShow");
    }
}
