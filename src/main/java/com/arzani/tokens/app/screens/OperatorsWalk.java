package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import java.util.Locale;

/// The administrator looks at who may sign in, makes a login and takes it back.
final class OperatorsWalk implements Walk {
    private static final int PERSON_DIGITS = 100_000;

    @Override
    public String screen() {
        return "operators";
    }

    @Override
    public void walk(Guide guide, String role) {
        guide.rows("#table");
        guide.picture("operators");
        guide.fire("#newOperator");
        // Each tour makes a person of its own: logins stay.
        guide.type("#login", String.format(Locale.ROOT, "ann.%05d", System.nanoTime() % PERSON_DIGITS));
        guide.type("#name", "Ann Archer");
        guide.type("#reason", "Joins support on Monday.");
        guide.picture("operators-new");
        guide.fire("#create");
        guide.await("the password", () -> guide.shows("#passwordBox"));
        guide.picture("operators-password");
        guide.fire("#hide");
    }
}
