package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.TextArea;

/// Looks at the events and at one of them; finance writes why it should be replayed.
final class StripeEventsWalk implements Walk {
    @Override
    public String screen() {
        return "stripeevents";
    }

    @Override
    public void walk(Guide guide, String role) {
        if (guide.rows("#table") == 0) {
            guide.picture("stripeevents-empty");
        }
        guide.fire("#showAll");
        if (guide.rows("#table") == 0) {
            return;
        }
        guide.select("#table", 0);
        TextArea payload = guide.find("#payload");
        guide.await("what Stripe sent", () -> !payload.getText().isEmpty());
        guide.picture("stripeevents");
        if (role.equals("finance") && guide.shows("#reason")) {
            guide.type("#reason", "Stripe's support asked for it.");
            guide.picture("stripeevents-replay");
        }
    }
}
