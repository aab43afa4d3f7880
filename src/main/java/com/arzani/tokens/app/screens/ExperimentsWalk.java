package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.Node;
import javafx.scene.control.TableView;

/// Product drafts a cheaper starter pack, starts it, looks and ends it again: later tours find the standard packages.
final class ExperimentsWalk implements Walk {
    @Override
    public String screen() {
        return "experiments";
    }

    @Override
    public void walk(Guide guide, String role) {
        if (!role.equals("product")) {
            guide.picture("experiments-" + role);
            return;
        }
        TableView<?> table = guide.find("#table");
        int before = table.getItems().size();
        guide.picture("experiments-empty");
        guide.fire("#create");
        guide.await("the packages", () -> guide.shows("#offer-1"));
        String name = "Cheaper start " + (before + 1);
        guide.type("#name", name);
        guide.type("#groupName", "cheaper");
        guide.choose("#base", 0);
        guide.type("#price", "9.00");
        guide.fire("#make");
        Node make = guide.find("#make");
        guide.await("the package", make::isDisabled);
        guide.type("#reason", "Does a lower first price bring more buyers?");
        guide.picture("experiments-draft");
        guide.fire("#save");
        guide.await("the draft", () -> table.getItems().size() > before);
        guide.fire("#start");
        TableView<?> figures = guide.find("#figures");
        guide.await(
                "the results",
                () -> guide.shows("#results") && figures.getItems().size() == 2);
        guide.type("#endReason", "Shown on the tour alone");
        guide.picture("experiments-running");
        guide.fire("#end");
        Node ending = guide.find("#ending");
        guide.await("its end", () -> !ending.isVisible());
        guide.picture("experiments-ended");
    }
}
