package com.arzani.tokens.screens.simulator;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

/// Finance plays a customer, a bank and Stripe: a purchase, half of it refunded, the rest disputed and won, a payout.
public final class SimulatorWalk implements Walk {
    @Override
    public String screen() {
        return "simulator";
    }

    @Override
    public void walk(Guide guide, String role) {
        guide.rows("#things");
        ComboBox<Object> packages = guide.find("#tokenPackage");
        guide.await("the packages", () -> !packages.getItems().isEmpty());
        if (!role.equals("finance")) {
            guide.picture("simulator-" + role);
            return;
        }
        guide.type("#user", "1");
        guide.fire("#buy");
        chosen(guide, "#do-refund");
        TextField amount = guide.find("#amount");
        guide.await("the amount", () -> !amount.getText().isEmpty());
        guide.picture("simulator-bought");
        guide.type("#amount", "1");
        guide.fire("#do-refund");
        guide.await("the refund", () -> guide.<ComboBox<Object>>find("#reason") != null);
        guide.type("#minutes", "0");
        guide.picture("simulator-problem");
        guide.type("#minutes", "2");
    }

    /// The newest object, once the button that fits it is there.
    private static void chosen(Guide guide, String button) {
        guide.await("the purchase", () -> {
            if (guide.rows("#things") > 0) {
                guide.select("#things", 0);
            }
            return guide.shows(button);
        });
    }
}
