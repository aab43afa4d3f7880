package com.arzani.tokens.screens.simulator;

import com.arzani.tokens.payments.simulator.Thing;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Walk;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

/// Finance plays a customer, a bank and Stripe: a purchase, a part of it refunded, the rest disputed and won; an amount
/// that
/// does not fit; and a purchase whose webhooks are lost.
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
        KeyTable<ThingRow> things = guide.find("#things");
        String before = guide.rows("#things") == 0 ? "" : first(things).id();
        guide.type("#user", "1");
        guide.fire("#buy");
        newest(guide, Thing.Kind.PAYMENT, before);
        guide.select("#things", 0);
        TextField amount = guide.find("#amount");
        guide.await("the amount", () -> !amount.getText().isEmpty());
        guide.type("#amount", "1000000");
        guide.picture("simulator-problem");
        guide.type("#amount", "1");
        guide.picture("simulator-bought");
        guide.fire("#do-refund");
        newest(guide, Thing.Kind.REFUND, before);
        guide.select("#things", 1);
        guide.await("what is left", () -> !amount.getText().equals("1") && guide.shows("#do-dispute"));
        guide.fire("#do-dispute");
        newest(guide, Thing.Kind.DISPUTE, before);
        guide.select("#things", 0);
        guide.picture("simulator-disputed");
        guide.fire("#do-win");
        guide.await("the bank's decision", () -> {
            ThingRow first = first(things);
            return first != null && first.thing().status().equals("won");
        });
        String won = first(things).id();
        // The administrator's walk shows how reconciliation finds this one.
        guide.type("#webhooks", "5");
        guide.fire("#loseWebhooks");
        guide.fire("#buy");
        newest(guide, Thing.Kind.PAYMENT, won);
        guide.picture("simulator-lost");
    }

    /// Waits for another first row than before.
    private static void newest(Guide guide, Thing.Kind kind, String before) {
        KeyTable<ThingRow> things = guide.find("#things");
        guide.await("a new " + kind, () -> {
            ThingRow first = first(things);
            return first != null && first.thing().kind() == kind && !first.id().equals(before);
        });
    }

    private static ThingRow first(KeyTable<ThingRow> things) {
        return things.table().getItems().isEmpty()
                ? null
                : things.table().getItems().getFirst();
    }
}
