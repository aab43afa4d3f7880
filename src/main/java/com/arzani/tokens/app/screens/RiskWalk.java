package com.arzani.tokens.app.screens;

import com.arzani.tokens.payments.checkout.OpenCheckout;
import com.arzani.tokens.payments.simulator.SimulatorDesk;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Walk;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Finance lets a hasty customer buy in the simulator, releases one of the purchases that were held for it, and looks
/// at the
/// one that was refused; the others look at what there is.
final class RiskWalk implements Walk {
    private static final long CUSTOMER = 7;
    /// The fifth purchase within the hour is the first that is held.
    private static final int PURCHASES = 6;

    private final Optional<SimulatorDesk> simulator;

    RiskWalk(Optional<SimulatorDesk> simulator) {
        this.simulator = simulator.filter(SimulatorDesk::runsHere);
    }

    @Override
    public String screen() {
        return "risk";
    }

    @Override
    public void walk(Guide guide, String role) {
        if (guide.rows("#table") == 0) {
            guide.picture("risk-empty");
        }
        if (role.equals("finance") && simulator.isPresent()) {
            buyTooFast(guide, simulator.get());
        }
        if (guide.rows("#table") > 0) {
            look(guide, role);
        }
        guide.fire("#showRefused");
        if (guide.rows("#table") > 0) {
            guide.select("#table", 0);
            guide.await("the refused one", () -> guide.shows("#effect"));
            guide.picture("risk-refused");
        }
    }

    private static void buyTooFast(Guide guide, SimulatorDesk desk) {
        List<SimulatorDesk.Package> packages = desk.packages();
        for (int purchase = 0; purchase < PURCHASES; purchase++) {
            OpenCheckout checkout =
                    desk.order(key(), CUSTOMER, packages.getFirst().id());
            desk.simulator().pay(checkout.sessionId());
        }
        KeyTable<?> table = guide.find("#table");
        guide.await("the held ones", () -> table.table().getItems().size() >= 2);
        try {
            desk.order(key(), CUSTOMER, packages.getLast().id());
        } catch (Rejected refused) {
            // Five times the usual price, and bought fast: that is what the picture shows.
        }
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static void look(Guide guide, String role) {
        guide.select("#table", 0);
        guide.await("the review", () -> guide.shows("#effect"));
        guide.picture("risk");
        if (role.equals("finance") && guide.shows("#release")) {
            guide.type("#reason", "The customer called from the number we know.");
            guide.picture("risk-release");
            guide.fire("#send");
            guide.await("the release", () -> !guide.shows("#release"));
            guide.picture("risk-released");
        }
    }
}
