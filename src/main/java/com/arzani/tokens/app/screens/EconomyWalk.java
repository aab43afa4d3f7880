package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.layout.GridPane;

/// Looks at every part of the economy.
final class EconomyWalk implements Walk {
    @Override
    public String screen() {
        return "economy";
    }

    @Override
    public void walk(Guide guide, String role) {
        GridPane cards = guide.find("#cards");
        guide.await("the indicators", () -> !cards.getChildren().isEmpty());
        guide.picture("economy");
        if (role.equals("finance")) {
            guide.fire("#rangeTwoYears");
            guide.fire("#partFlows");
            guide.picture("economy-flows");
            guide.fire("#rangeYear");
            guide.fire("#partCustomers");
            guide.picture("economy-customers");
            guide.fire("#partConversion");
            guide.picture("economy-conversion");
            guide.fire("#partUse");
            guide.picture("economy-use");
        }
    }
}
