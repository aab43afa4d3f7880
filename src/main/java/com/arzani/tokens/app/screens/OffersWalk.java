package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.TableView;

/// What one customer is offered, and why; before that, what the empty screen says.
final class OffersWalk implements Walk {
    @Override
    public String screen() {
        return "offers";
    }

    @Override
    public void walk(Guide guide, String role) {
        if (role.equals("product")) {
            guide.type("#user", "");
            guide.picture("offers-empty");
        }
        TableView<?> table = guide.find("#table");
        guide.type("#user", "1");
        guide.fire("#show");
        guide.await("the offer", () -> !table.getItems().isEmpty());
        guide.picture("offers-" + role);
    }
}
